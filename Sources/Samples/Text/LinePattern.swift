/// A line of an `output` block: `[..]` matches anything within a line, `...` alone any lines.
package enum LinePattern: Hashable, Sendable {
    case anyLines
    /// The pieces between the wildcards. A single piece is a literal line.
    case line([Substring])

    package init(_ text: Substring) {
        if trimmingEnd(text) == "..." {
            self = .anyLines
        } else {
            self = .line(
                trimmingEnd(text).split(separator: "[..]", omittingEmptySubsequences: false))
        }
    }

    var isLiteral: Bool {
        if case .line(let pieces) = self { pieces.count == 1 } else { false }
    }

    /// False for ``anyLines``, which is no line.
    package func matches(_ line: Substring) -> Bool {
        guard case .line(let pieces) = self, let first = pieces.first, let last = pieces.last else {
            return false
        }
        if pieces.count == 1 { return line == first }
        guard line.hasPrefix(first) else { return false }
        var rest = line.dropFirst(first.count)
        for piece in pieces.dropFirst().dropLast() {
            guard let found = rest.firstRange(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}

/// Blanks at the end of a line can't be seen, and editors take them away.
package func trimmingEnd(_ line: Substring) -> Substring {
    var line = line
    while let last = line.last, last.isWhitespace { line.removeLast() }
    return line
}
