import Basics
import Samples

/// The output of a sample in the form that claims are compared with.
struct PrintedLines {
    var lines: [String]
    /// The index of the last line before the omitted ones; nil if none are omitted.
    var gap: Int?
    /// True if the author allows the lines in any order.
    var isUnordered: Bool

    init(_ record: SampleRecord, order: SampleOptions.OutputOrder) {
        lines = record.output.map { String(trimmingEnd(plainText($0.text)[...])) }
        gap = record.omittedLines > 0 ? record.omittedAfter : nil
        isUnordered = order == .any
    }

    /// Returns the first text that the output lacks; nil if it has all of them.
    func missing(from expectation: Claim.OutputExpectation) -> (text: String, after: String?)? {
        var start = 0
        var previous: String?
        for text in expectation.texts {
            guard let end = end(of: text, expectation.kind, from: start) else {
                let isLate = start > 0 && self.end(of: text, expectation.kind, from: 0) != nil
                return (text, isLate ? previous : nil)
            }
            if !isUnordered, expectation.kind != .contains { start = end }
            previous = text
        }
        return nil
    }

    /// The index after the first place of the text at or after `start`.
    private func end(
        of text: String, _ kind: Claim.OutputExpectation.Kind, from start: Int
    ) -> Int? {
        let wanted = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map(trimmingEnd)
        guard start + wanted.count <= lines.count else { return nil }
        let place = (start...(lines.count - wanted.count)).first { place in
            let range = place..<(place + wanted.count)
            // Lines on both sides of a gap don't follow each other.
            if let gap, range.contains(gap), range.contains(gap + 1) { return false }
            return zip(wanted, lines[range]).allSatisfy { wanted, line in
                switch kind {
                case .prints: line[...] == wanted
                case .contains: holds(line, part: String(wanted))
                case .matches: LinePattern(wanted).matches(line[...])
                }
            }
        }
        return place.map { $0 + wanted.count }
    }
}

extension ClaimJudge {
    package func output(
        _ expectation: Claim.OutputExpectation, _ result: SampleResult, _ record: SampleRecord,
        _ name: String
    ) -> [(outcome: Verdict.Outcome, evidence: String)] {
        let printed = PrintedLines(record, order: result.sample.options.order)
        guard let missing = printed.missing(from: expectation) else {
            return expectation.texts.map { (.holds, "\(name) \(expectation.kind.past) “\($0)”") }
        }
        let text = missing.text
        if printed.gap != nil {
            return [
                (.undecided, "“\(text)” may be among the lines of \(name) that were left out")
            ]
        }
        var evidence = "\(name) \(expectation.kind.negated) “\(text)”"
        if let after = missing.after {
            evidence += " after “\(after)”"
        } else if let bracketed = expectation.bracketed, printed.lines.contains(bracketed) {
            evidence += ", but the line “\(bracketed)”, which needs quotes to be one text"
        } else if let near = instead(of: text, expectation.kind, in: printed.lines) {
            evidence += ", but “\(near)”"
        }
        return [(.refuted, evidence)]
    }

    /// The line that the author most likely means.
    private func instead(
        of text: String, _ kind: Claim.OutputExpectation.Kind, in lines: [String]
    ) -> String? {
        let first = text.prefix { $0 != "\n" }
        if kind == .prints, let longer = lines.first(where: { $0.contains(first) }) {
            return longer
        }
        return nearest(to: String(first), among: lines)
    }
}

extension Claim.OutputExpectation.Kind {
    fileprivate var past: String {
        switch self {
        case .prints: "printed"
        case .contains: "printed, within a line,"
        case .matches: "printed what matches"
        }
    }

    fileprivate var negated: String {
        switch self {
        case .prints: "did not print the line"
        case .contains: "did not print"
        case .matches: "printed no line that matches"
        }
    }
}
