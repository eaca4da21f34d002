extension PlaceholderScanner {
    /// Scans `$…$` on one line, and `$$…$$` on one or several lines.
    ///
    /// As in Pandoc, an inline formula has no white space just inside its dollars and no digit
    /// directly after it, so that “$20 to $30” is not a formula.
    mutating func scanMath(_ line: inout Line, at index: Int) -> Int {
        var content = index
        while content < line.limit, text[content] == UInt8(ascii: "$") { content += 1 }
        switch content - index {
        case 1: return scanInlineMath(line, at: index)
        case 2: return scanDisplayMath(&line, at: index)
        default: return content
        }
    }

    private mutating func scanInlineMath(_ line: Line, at index: Int) -> Int {
        var end = index + 1
        guard end < line.limit, text[end] != 0x20, text[end] != 0x09 else { return end }
        while end < line.limit {
            switch text[end] {
            case UInt8(ascii: "\\"):
                end += 2
            case UInt8(ascii: "`"):
                end = afterCode(line, at: end)
            case UInt8(ascii: "$"):
                let before = text[end - 1]
                let closes =
                    before != 0x20 && before != 0x09
                    && !(end + 1 < text.count && text[end + 1] >= 0x30 && text[end + 1] <= 0x39)
                guard closes else { return index + 1 }
                placeholders.append(Placeholder(kind: .math, source: Span(index, end + 1)))
                return end + 1
            default:
                end += 1
            }
        }
        return index + 1
    }

    private mutating func scanDisplayMath(_ line: inout Line, at index: Int) -> Int {
        if let end = findDisplayEnd(from: index + 2, to: line.limit) {
            guard !isBlank(index + 2, end - 2) else { return end }
            placeholders.append(Placeholder(kind: .displayMath, source: Span(index, end)))
            return end
        }
        guard mayLeaveLine(line, at: index) else { return index + 2 }
        // At the beginning of its line it may contain blank lines, but then it must also end its
        // line.
        let isBlock = index == line.content
        var crossesBlank = false
        var end = line.range.upperBound
        while end < text.count {
            let start = afterLineBreak(end)
            let (isInQuote, content) = afterQuotes(at: start, quotes: line.quotes)
            end = lineEnd(from: content)
            if !isInQuote || isFence(at: content, end: end) { break }
            if isBlank(content, end) {
                if !isBlock { break }
                crossesBlank = true
                continue
            }
            guard let close = findDisplayEnd(from: content, to: end) else { continue }
            if crossesBlank, !endsLine(close, end) { break }
            add(
                Placeholder(
                    kind: .displayMath, source: Span(index, close),
                    quotes: Int32(truncatingIfNeeded: line.quotes), spansLines: true),
                to: &line)
            return close
        }
        return index + 2
    }

    private func findDisplayEnd(from start: Int, to end: Int) -> Int? {
        var index = start
        while index + 1 < end {
            if text[index] == UInt8(ascii: "\\") {
                index += 2
            } else if text[index] == UInt8(ascii: "$"), text[index + 1] == UInt8(ascii: "$") {
                return index + 2
            } else {
                index += 1
            }
        }
        return nil
    }

    private func isBlank(_ start: Int, _ end: Int) -> Bool {
        var index = start
        while index < end {
            if text[index] != 0x20, text[index] != 0x09 { return false }
            index += 1
        }
        return true
    }

    /// True if only white space or a block identifier follows.
    private func endsLine(_ start: Int, _ end: Int) -> Bool {
        var index = start
        while index < end, text[index] == 0x20 || text[index] == 0x09 { index += 1 }
        return index == end || text[index] == UInt8(ascii: "^")
    }

    private func isFence(at index: Int, end: Int) -> Bool {
        guard index + 2 < end else { return false }
        let byte = text[index]
        return (byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~"))
            && text[index + 1] == byte && text[index + 2] == byte
    }

    private func afterQuotes(at start: Int, quotes: Int) -> (isInQuote: Bool, content: Int) {
        var index = start
        var count = 0
        while index < text.count {
            if text[index] == 0x20 || text[index] == 0x09 {
                index += 1
            } else if text[index] == UInt8(ascii: ">"), count < quotes {
                count += 1
                index += 1
            } else {
                break
            }
        }
        return (count == quotes, index)
    }
}
