/// A shortest edit script from one list of lines to another, as for a diff.
struct LineAlignment {
    enum Step: Equatable {
        case same(String)
        /// A line that `...` matches.
        case covered(String)
        case missing(String)
        case extra(String)
    }

    private(set) var steps: [Step] = []

    var isMatch: Bool {
        steps.allSatisfy {
            switch $0 {
            case .same, .covered: true
            case .missing, .extra: false
            }
        }
    }

    /// Aligns the expected lines, in which `...` matches any lines at no cost, with the actual
    /// ones.
    init(expected: [(text: String, pattern: LinePattern)], actual: [String]) {
        var start = 0
        var end = 0
        let shorter = min(expected.count, actual.count)
        func matches(_ i: Int, _ j: Int) -> Bool { expected[i].pattern.matches(actual[j][...]) }
        while start < shorter, matches(start, start) { start += 1 }
        while end < shorter - start, matches(expected.count - 1 - end, actual.count - 1 - end) {
            end += 1
        }
        steps = actual[..<start].map(Step.same)
        let middle = Array(expected[start..<(expected.count - end)])
        let printed = Array(actual[start..<(actual.count - end)])
        if middle.count * printed.count <= 4_000_000 {
            steps += Self.align(middle, printed)
        } else {
            steps += middle.filter { $0.pattern != .anyLines }.map { .missing($0.text) }
            steps += printed.map { .extra($0) }
        }
        steps += actual[(actual.count - end)...].map(Step.same)
    }

    private static func align(
        _ expected: [(text: String, pattern: LinePattern)], _ actual: [String]
    ) -> [Step] {
        // costs[i][j] is the fewest differences between the lines from i and the lines from j.
        let width = actual.count + 1
        var costs = [Int32](repeating: 0, count: (expected.count + 1) * width)
        for i in stride(from: expected.count, through: 0, by: -1) {
            for j in stride(from: actual.count, through: 0, by: -1) {
                var best = Int32.max
                if i < expected.count, j < actual.count,
                    expected[i].pattern.matches(actual[j][...])
                {
                    best = costs[(i + 1) * width + j + 1]
                }
                let isGap = i < expected.count && expected[i].pattern == .anyLines
                if i < expected.count {
                    best = min(best, costs[(i + 1) * width + j] + (isGap ? 0 : 1))
                }
                if j < actual.count { best = min(best, costs[i * width + j + 1] + (isGap ? 0 : 1)) }
                costs[i * width + j] = best == .max ? 0 : best
            }
        }
        var steps: [Step] = []
        var (i, j) = (0, 0)
        while i < expected.count || j < actual.count {
            let cost = costs[i * width + j]
            let isGap = i < expected.count && expected[i].pattern == .anyLines
            if i < expected.count, j < actual.count, cost == costs[(i + 1) * width + j + 1],
                expected[i].pattern.matches(actual[j][...])
            {
                steps.append(.same(actual[j]))
                (i, j) = (i + 1, j + 1)
            } else if i < expected.count, cost == costs[(i + 1) * width + j] + (isGap ? 0 : 1) {
                if !isGap { steps.append(.missing(expected[i].text)) }
                i += 1
            } else {
                steps.append(isGap ? .covered(actual[j]) : .extra(actual[j]))
                j += 1
            }
        }
        return steps
    }
}

extension LineAlignment {
    /// Aligns two lists of plain lines.
    init(old: [String], new: [String]) {
        self.init(expected: old.map { ($0, .line([trimmingEnd($0[...])])) }, actual: new)
    }

    /// Lines of a unified diff: ` same`, `-missing`, `+extra`, with up to three lines around each
    /// change and at most `limit` lines.
    func unified(limit: Int = 40) -> [String] {
        var lines: [String] = []
        var isNear = [Bool](repeating: false, count: steps.count)
        for (index, step) in steps.enumerated() {
            switch step {
            case .same, .covered: continue
            case .missing, .extra: break
            }
            for near in max(0, index - 3)...min(steps.count - 1, index + 3) { isNear[near] = true }
        }
        var skipped = 0
        for (step, isNear) in zip(steps, isNear) {
            guard isNear else {
                skipped += 1
                continue
            }
            if skipped > 0 { lines.append("@@ \(skipped) equal @@") }
            skipped = 0
            switch step {
            case .same(let line), .covered(let line): lines.append(" " + line)
            case .missing(let line): lines.append("-" + line)
            case .extra(let line): lines.append("+" + line)
            }
        }
        if skipped > 0, !lines.isEmpty { lines.append("@@ \(skipped) equal @@") }
        guard lines.count > limit else { return lines }
        return lines.prefix(limit) + ["… and \(lines.count - limit) more lines of the diff"]
    }
}
