extension Tokenizer {
    /// `[[…]]`, `![[…]]`, and `[!type]` at the head of a quote.
    mutating func scanBracket(_ line: Line, at index: Int) -> Int {
        guard index + 1 < line.limit else { return index + 1 }
        if text[index + 1] == UInt8(ascii: "!"), line.quotes > 0, index == line.content {
            return scanCallout(line, at: index)
        }
        let isImage = index > line.range.lowerBound && isBareExclamation(at: index - 1)
        let next = scanWikilink(line, at: index, isEmbed: isImage)
        if next == nil, isImage { limitImages(at: index) }
        return next ?? scanBehindBracket(at: index + 1)
    }

    /// Behind the link; nil if none begins here.
    private mutating func scanWikilink(_ line: Line, at index: Int, isEmbed: Bool) -> Int? {
        guard text[index + 1] == UInt8(ascii: "[") else { return nil }
        // Of `[[[`, the last two begin the link.
        if index + 2 < line.limit, text[index + 2] == UInt8(ascii: "[") { return nil }
        if isFootnoteInBrackets(line, at: index) { return nil }
        var end = index + 2
        var hasContent = false
        while end + 1 < line.limit {
            switch text[end] {
            case UInt8(ascii: "]") where text[end + 1] == UInt8(ascii: "]"):
                guard hasContent else { return nil }
                var token = Token(
                    kind: isEmbed ? .embed : .wikilink,
                    source: Span(isEmbed ? index - 1 : index, end + 2))
                if !isEmbed { token.inset = addDisplay(from: index + 2, to: end, line) }
                tokens.append(token)
                return end + 2
            case UInt8(ascii: "[") where text[end + 1] == UInt8(ascii: "["):
                return nil
            case UInt8(ascii: "`"):
                end = behindCode(line, at: end)
            case 0x20, 0x09:
                end += 1
            default:
                hasContent = true
                end += 1
            }
        }
        return nil
    }

    /// What a link shows is Markdown too. Most often it is plain, and then there is nothing to add.
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

    /// Behind the code span that begins at `index`, or behind the backticks there.
    mutating func behindCode(_ line: Line, at index: Int) -> Int {
        var end = index
        if line.limit == line.range.upperBound, !line.isFenced,
            let code = codeSpans.span(text, at: index, line: line.range)
        {
            end = code.close
        }
        let start = end
        while end < line.limit, text[end] == UInt8(ascii: "`") { end += 1 }
        // These may close code that began on an earlier line: nothing reaches beyond.
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
        // `[!x](y)` and `[!x][y]` are Markdown's own.
        if end < line.limit, text[end] == UInt8(ascii: "(") || text[end] == UInt8(ascii: "[") {
            return index + 1
        }
        tokens.append(Token(kind: .callout, source: Span(index, end)))
        return end
    }

    /// `%%…%%`: all up to the next `%%`, wherever that is.
    mutating func scanComment(_ line: inout Line, at index: Int) -> Int {
        guard index + 1 < line.limit, text[index + 1] == UInt8(ascii: "%") else { return index + 1 }
        if let end = findPair(UInt8(ascii: "%"), from: index + 2, to: line.limit) {
            tokens.append(Token(kind: .comment, source: Span(index, end)))
            return end
        }
        guard mayLeaveLine(line, at: index), unclosedComment == nil else { return index + 2 }
        guard let end = findPair(UInt8(ascii: "%"), from: line.limit, to: text.count) else {
            unclosedComment = Int32(truncatingIfNeeded: index)
            return index + 2
        }
        add(Token(kind: .comment, source: Span(index, end), spansLines: true), to: &line)
        return end
    }

    mutating func mayLeaveLine(_ line: Line, at index: Int) -> Bool {
        guard line.allowsLines, line.limit == line.range.upperBound,
            !forbidden.contains(Int32(truncatingIfNeeded: index))
        else { return false }
        if openTicks.isEmpty { return true }
        return !openTicks.areClosed(behind: index, text, paragraphEnd: paragraphEnd(from: line))
    }

    /// Behind the next two of `byte` in a row.
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

    /// An HTML comment in running text hides what looks like anything else.
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

    /// What looks like a comment may be none to the parser, and hold a footnote's name. Returns where
    /// to go on.
    private mutating func scanInsideComment(_ range: Range<Int>) -> Int {
        var index = range.lowerBound
        while true {
            index = text.nextTokenStart(from: index, to: range.upperBound)
            guard index < range.upperBound else { return index }
            index = text[index] == UInt8(ascii: "[") ? scanBehindBracket(at: index + 1) : index + 1
        }
    }

    /// Where the paragraph that `line` belongs to may end at the latest.
    mutating func paragraphEnd(from line: Line) -> Int {
        guard line.allowsLines else { return line.limit }
        if paragraph.contains(line.range.lowerBound) { return paragraph.upperBound }
        var end = line.range.upperBound
        defer { paragraph = line.range.lowerBound..<end }
        while end < text.count {
            let start = behindLineBreak(end)
            let prefix = continuation(at: start, quotes: line.quotes)
            guard prefix.continues else { return end }
            end = lineEnd(from: prefix.content)
        }
        return end
    }

    /// Whether the line at `start` may go on with a paragraph in `quotes` quotes, and where its
    /// text begins.
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
