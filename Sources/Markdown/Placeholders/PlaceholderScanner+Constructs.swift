extension PlaceholderScanner {
    /// Scans `[[…]]`, `![[…]]`, and `[!type]` at the beginning of a quote.
    mutating func scanBracket(_ line: Line, at index: Int) -> Int {
        guard index + 1 < line.limit else { return index + 1 }
        if text[index + 1] == UInt8(ascii: "!"), line.quotes > 0, index == line.content {
            return scanCallout(line, at: index)
        }
        let isImage = index > line.range.lowerBound && isBareExclamation(at: index - 1)
        let next = scanWikilink(line, at: index, isEmbed: isImage)
        if next == nil, isImage { limitImages(at: index) }
        return next ?? scanAfterBracket(at: index + 1)
    }

    /// Returns the end of the link; nil if none begins here.
    private mutating func scanWikilink(_ line: Line, at index: Int, isEmbed: Bool) -> Int? {
        guard text[index + 1] == UInt8(ascii: "[") else { return nil }
        // In `[[[`, the last two brackets begin the link.
        if index + 2 < line.limit, text[index + 2] == UInt8(ascii: "[") { return nil }
        if isFootnoteInBrackets(line, at: index) { return nil }
        var end = index + 2
        var hasContent = false
        while end + 1 < line.limit {
            switch text[end] {
            case UInt8(ascii: "]") where text[end + 1] == UInt8(ascii: "]"):
                guard hasContent else { return nil }
                var placeholder = Placeholder(
                    kind: isEmbed ? .embed : .wikilink,
                    source: Span(isEmbed ? index - 1 : index, end + 2))
                if !isEmbed { placeholder.inset = addDisplay(from: index + 2, to: end, line) }
                placeholders.append(placeholder)
                return end + 2
            case UInt8(ascii: "[") where text[end + 1] == UInt8(ascii: "["):
                return nil
            case UInt8(ascii: "`"):
                end = afterCode(line, at: end)
            case 0x20, 0x09:
                end += 1
            default:
                hasContent = true
                end += 1
            }
        }
        return nil
    }

    /// The display text of a link is Markdown too. Usually it is plain, and nothing is added.
    private mutating func addDisplay(from start: Int, to end: Int, _ line: Line) -> Int32 {
        var bar = start
        while bar < end, text[bar] != UInt8(ascii: "|") { bar += 1 }
        let display = text[bar..<end].dropFirst().trimmingSpace
        guard display.contains(where: \.isInlineMarkup) else { return -1 }
        return addInset(display.startIndex..<display.endIndex, quotes: line.quotes)
    }

    private func isBareExclamation(at index: Int) -> Bool {
        guard text[index] == UInt8(ascii: "!") else { return false }
        var start = index
        while start > 0, text[start - 1] == UInt8(ascii: "\\") { start -= 1 }
        return (index - start) % 2 == 0
    }

    /// Returns the end of the code span that begins at `index`, or else of the backticks there.
    mutating func afterCode(_ line: Line, at index: Int) -> Int {
        var end = index
        if line.limit == line.range.upperBound, !line.isFenced,
            let code = codeSpans.span(text, at: index, line: line.range)
        {
            end = code.close
        }
        let start = end
        while end < line.limit, text[end] == UInt8(ascii: "`") { end += 1 }
        // These backticks may close code that began on an earlier line, so nothing may extend
        // beyond them.
        return start == index && openTicks.contains(end - start) ? line.limit : end
    }

    private mutating func scanCallout(_ line: Line, at index: Int) -> Int {
        var end = index + 2
        var hasType = false
        while end < line.limit, text[end] != UInt8(ascii: "]") {
            if text[end] == UInt8(ascii: "[") { return index + 1 }
            if text[end] != 0x20, text[end] != UInt8(ascii: "|") { hasType = true }
            if text[end] == UInt8(ascii: "|"), !hasType { return index + 1 }
            end += 1
        }
        guard end < line.limit, hasType else { return index + 1 }
        end += 1
        if end < line.limit, text[end] == UInt8(ascii: "+") || text[end] == UInt8(ascii: "-") {
            end += 1
        }
        // `[!x](y)` and `[!x][y]` are ordinary Markdown.
        if end < line.limit, text[end] == UInt8(ascii: "(") || text[end] == UInt8(ascii: "[") {
            return index + 1
        }
        placeholders.append(Placeholder(kind: .callout, source: Span(index, end)))
        return end
    }

    /// Scans `%%…%%`: everything up to the next `%%`, even on another line.
    mutating func scanComment(_ line: inout Line, at index: Int) -> Int {
        guard index + 1 < line.limit, text[index + 1] == UInt8(ascii: "%") else { return index + 1 }
        if let end = findPair(UInt8(ascii: "%"), from: index + 2, to: line.limit) {
            placeholders.append(Placeholder(kind: .comment, source: Span(index, end)))
            return end
        }
        guard mayLeaveLine(line, at: index), unclosedComment == nil else { return index + 2 }
        guard let end = findPair(UInt8(ascii: "%"), from: line.limit, to: text.count) else {
            unclosedComment = Int32(truncatingIfNeeded: index)
            return index + 2
        }
        add(Placeholder(kind: .comment, source: Span(index, end), spansLines: true), to: &line)
        return end
    }

    mutating func mayLeaveLine(_ line: Line, at index: Int) -> Bool {
        guard line.allowsLines, line.limit == line.range.upperBound,
            !forbidden.contains(Int32(truncatingIfNeeded: index))
        else { return false }
        if openTicks.isEmpty { return true }
        return !openTicks.areClosed(after: index, text, paragraphEnd: paragraphEnd(from: line))
    }

    /// Returns the end of the next two of `byte` in a row.
    func findPair(_ byte: UInt8, from start: Int, to end: Int) -> Int? {
        var index = start
        while index + 1 < end {
            if text[index + 1] != byte {
                index += 2
            } else if text[index] == byte {
                return index + 2
            } else {
                index += 1
            }
        }
        return nil
    }

    /// An HTML comment in running text hides everything that looks like other syntax.
    mutating func skipHTMLComment(_ line: inout Line, at index: Int) -> Int {
        guard !line.isFenced, index + 3 < line.limit, text[index + 1] == UInt8(ascii: "!"),
            text[index + 2] == UInt8(ascii: "-"), text[index + 3] == UInt8(ascii: "-"),
            index >= commentSearchEnd
        else { return index + 1 }
        let limit = line.limit == line.range.upperBound ? paragraphEnd(from: line) : line.limit
        var end = index + 4
        while end + 2 < limit {
            if text[end] == UInt8(ascii: "-"), text[end + 1] == UInt8(ascii: "-"),
                text[end + 2] == UInt8(ascii: ">")
            {
                end += 3
                let next = scanInsideComment(index..<end)
                moveTo(end, &line)
                return next
            }
            end += 1
        }
        commentSearchEnd = limit
        return index + 1
    }

    /// The parser may not accept it as a comment, and then a footnote's name inside it counts.
    /// Returns the offset at which to continue.
    private mutating func scanInsideComment(_ range: Range<Int>) -> Int {
        var index = range.lowerBound
        while true {
            index = text.nextPlaceholderStart(from: index, to: range.upperBound)
            guard index < range.upperBound else { return index }
            index = text[index] == UInt8(ascii: "[") ? scanAfterBracket(at: index + 1) : index + 1
        }
    }

    /// Returns the last offset at which the paragraph that contains `line` can end.
    mutating func paragraphEnd(from line: Line) -> Int {
        guard line.allowsLines else { return line.limit }
        if paragraph.contains(line.range.lowerBound) { return paragraph.upperBound }
        var end = line.range.upperBound
        defer { paragraph = line.range.lowerBound..<end }
        while end < text.count {
            let start = afterLineBreak(end)
            let prefix = continuation(at: start, quotes: line.quotes)
            guard prefix.continues else { return end }
            end = lineEnd(from: prefix.content)
        }
        return end
    }

    /// Returns whether the line at `start` can continue a paragraph in `quotes` quotes, and where
    /// its text begins.
    func continuation(at start: Int, quotes: Int) -> (continues: Bool, content: Int) {
        var index = start
        var count = 0
        while index < text.count {
            switch text[index] {
            case 0x20, 0x09: index += 1
            case UInt8(ascii: ">") where count < quotes:
                count += 1
                index += 1
            case 0x0A, 0x0D, UInt8(ascii: ">"), UInt8(ascii: "#"):
                return (false, index)
            case UInt8(ascii: "`"), UInt8(ascii: "~"):
                let isFence =
                    index + 2 < text.count && text[index + 1] == text[index]
                    && text[index + 2] == text[index]
                return (!isFence, index)
            default:
                return (listMarkerEnd(text, at: index, end: lineEnd(from: index)) == nil, index)
            }
        }
        return (false, index)
    }
}

extension UInt8 {
    fileprivate var isInlineMarkup: Bool {
        switch self {
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "~"),
            UInt8(ascii: "="), UInt8(ascii: "$"), UInt8(ascii: "\\"), UInt8(ascii: "&"),
            UInt8(ascii: "<"), UInt8(ascii: "%"):
            true
        default: false
        }
    }
}
