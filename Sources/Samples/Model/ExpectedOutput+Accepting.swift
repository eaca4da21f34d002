extension ExpectedOutput {
    /// Returns the lines of a block that expects exactly the printed output. The author's own lines
    /// and wildcards stay where they still match. A `...` beside a line that doesn't match is
    /// replaced by the printed lines, since it would otherwise match whatever replaced that line.
    package func accepting(
        _ printed: [String], order: SampleOptions.OutputOrder
    ) -> [String] {
        let printed = plainLines(printed.map { $0[...] })
        switch order {
        case .asPrinted: return accepted(printed)
        case .any:
            var (missing, extra) = differenceInAnyOrder(patterns, printed)
            let kept = patterns.map(\.text).filter { line in
                guard let index = missing.firstIndex(of: line) else { return true }
                missing.remove(at: index)
                return false
            }
            let lines = kept + extra
            // An empty line at the end of the block would be ignored.
            return lines.last == "" ? lines.filter(\.isEmpty) + lines.filter { $0 != "" } : lines
        }
    }

    private func accepted(_ printed: [String]) -> [String] {
        let patterns = patterns
        var blocks: [AcceptedLines] = []
        var next = patterns.startIndex
        var covered: [String] = []
        func passGaps() {
            while next < patterns.endIndex, patterns[next].pattern == .anyLines {
                blocks.append(.gap(patterns[next].text, covered))
                covered = []
                next += 1
            }
        }
        for step in LineAlignment(expected: patterns, actual: printed).steps {
            switch step {
            case .covered(let line): covered.append(line)
            case .extra(let line): blocks.append(.line(line))
            case .same, .missing:
                passGaps()
                if case .same = step {
                    blocks.append(.line(patterns[next].text))
                } else {
                    blocks.append(.nothing)
                }
                next += 1
            }
        }
        passGaps()
        return blocks.indices.flatMap { index -> [String] in
            let isBesideNothing =
                index > 0 && blocks[index - 1] == .nothing
                || index + 1 < blocks.count && blocks[index + 1] == .nothing
            return switch blocks[index] {
            case .nothing: []
            case .line(let text): [text]
            case .gap(let text, let covered): isBesideNothing ? covered : [text]
            }
        }
    }
}

private enum AcceptedLines: Equatable {
    case line(String)
    /// `...`, and the lines that it matches.
    case gap(String, [String])
    /// A line of the block that was not printed.
    case nothing
}
