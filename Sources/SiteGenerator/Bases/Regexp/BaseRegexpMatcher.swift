/// A text in the form in which patterns are matched against it.
struct RegexpSubject {
    let scalars: [Unicode.Scalar]

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    func text(_ range: Range<Int>) -> String {
        var result = String.UnicodeScalarView()
        result += scalars[range]
        return String(result)
    }
}

struct RegexpMatch {
    /// Of the whole (0) and of each group; nil where a group took no part.
    var groups: [Range<Int>?]

    var range: Range<Int> { groups[0] ?? 0..<0 }
}

extension BaseRegexp {
    /// The first match at or behind `start`.
    ///
    /// - Parameter steps: counted down by the work done; when it reaches zero the search ends, and
    ///   the result says nothing.
    func firstMatch(in subject: RegexpSubject, from start: Int, steps: inout Int) -> RegexpMatch? {
        var machine = RegexpMachine(regexp: self, subject: subject)
        return machine.run(from: start, steps: &steps)
    }
}

/// Follows all threads through the program at once, in the order of their priority, so that the
/// match is the one that backtracking would find.
private struct RegexpMachine {
    typealias Captures = [Int]

    struct Threads {
        var list: [(instruction: Int, captures: Captures)] = []
        /// The generation in which an instruction was added last.
        var marks: [Int]
        var generation = 1

        init(size: Int) { marks = Array(repeating: 0, count: size) }

        mutating func clear() {
            list.removeAll(keepingCapacity: true)
            generation += 1
        }
    }

    let regexp: BaseRegexp
    let subject: RegexpSubject
    private let ignoresCase: Bool

    init(regexp: BaseRegexp, subject: RegexpSubject) {
        self.regexp = regexp
        self.subject = subject
        ignoresCase = regexp.flags.contains("i")
    }

    mutating func run(from start: Int, steps: inout Int) -> RegexpMatch? {
        var current = Threads(size: regexp.program.count)
        var next = Threads(size: regexp.program.count)
        var found: Captures?
        let unset = Captures(repeating: -1, count: (regexp.groupCount + 1) * 2)
        var position = start
        while position <= subject.scalars.count {
            if found == nil { add(0, unset, at: position, to: &current, &steps) }
            if current.list.isEmpty, found != nil { break }
            steps -= current.list.count + 1
            guard steps > 0 else { return nil }
            threads: for thread in current.list {
                switch regexp.program[thread.instruction] {
                case .match:
                    found = thread.captures
                    // All that follow have less priority.
                    break threads
                case .scalar, .set, .any:
                    guard position < subject.scalars.count,
                        accepts(thread.instruction, subject.scalars[position])
                    else { continue }
                    add(
                        thread.instruction + 1, thread.captures, at: position + 1, to: &next, &steps
                    )
                default: break
                }
            }
            swap(&current, &next)
            next.clear()
            position += 1
        }
        return found.map { captures in
            RegexpMatch(
                groups: stride(from: 0, to: captures.count, by: 2).map { index in
                    captures[index] >= 0 && captures[index + 1] >= captures[index]
                        ? captures[index]..<captures[index + 1] : nil
                })
        }
    }

    private func accepts(_ instruction: Int, _ scalar: Unicode.Scalar) -> Bool {
        switch regexp.program[instruction] {
        case .scalar(let wanted): scalar == wanted || ignoresCase && folded(scalar) == wanted
        case .set(let index): regexp.sets[index].contains(scalar)
        case .any(let includingBreaks): includingBreaks || !isBreak(scalar)
        default: false
        }
    }

    /// Follows the instructions that read nothing, up to those that read.
    private func add(
        _ instruction: Int, _ captures: Captures, at position: Int, to threads: inout Threads,
        _ steps: inout Int
    ) {
        var stack = [(instruction, captures)]
        while let (index, captures) = stack.popLast() {
            guard threads.marks[index] != threads.generation else { continue }
            threads.marks[index] = threads.generation
            steps -= 1
            switch regexp.program[index] {
            case .jump(let target): stack.append((target, captures))
            case .split(let first, let second):
                stack.append((second, captures))
                stack.append((first, captures))
            case .save(let slot):
                var captures = captures
                captures[slot] = position
                stack.append((index + 1, captures))
            case .start(let ofLine):
                if position == 0 || ofLine && isBreak(subject.scalars[position - 1]) {
                    stack.append((index + 1, captures))
                }
            case .end(let ofLine):
                let count = subject.scalars.count
                if position == count || ofLine && isBreak(subject.scalars[position]) {
                    stack.append((index + 1, captures))
                }
            case .wordBoundary(let isWanted):
                let before = position > 0 && isWord(subject.scalars[position - 1])
                let after = position < subject.scalars.count && isWord(subject.scalars[position])
                if (before != after) == isWanted { stack.append((index + 1, captures)) }
            case .scalar, .set, .any, .match: threads.list.append((index, captures))
            }
        }
    }

    private func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}"
    }
}
