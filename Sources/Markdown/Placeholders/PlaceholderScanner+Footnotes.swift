/// Finds the `]` that closes an inline footnote. Each paragraph is read once.
struct BracketMatcher {
    fileprivate var closers: [Int: Int] = [:]
    fileprivate var read: [Range<Int>] = []
}

extension PlaceholderScanner {
    /// Scans `^[text]`. Its text is parsed as a separate paragraph.
    mutating func scanInlineFootnote(_ line: inout Line, at index: Int) -> Int {
        guard index + 1 < line.limit, text[index + 1] == UInt8(ascii: "["), !line.isFenced,
            line.limit == line.range.upperBound
        else { return index + 1 }
        guard let close = closer(of: index + 1, line: line), close > index + 2 else {
            return index + 1
        }
        let spansLines = close >= line.range.upperBound
        if spansLines, !mayLeaveLine(line, at: index) { return index + 1 }
        let placeholder = Placeholder(
            kind: .inlineFootnote, source: Span(index, close + 1),
            inset: addInset(index + 2..<close, quotes: line.quotes), spansLines: spansLines)
        add(placeholder, to: &line)
        return close + 1
    }

    private mutating func closer(of open: Int, line: Line) -> Int? {
        if let close = brackets.closers[open] { return close }
        if brackets.read.contains(where: { $0.contains(open) }) { return nil }
        let end = paragraphEnd(from: line)
        matchBrackets(from: open, to: end, line: line)
        // Paragraphs come in order, so only the last one can contain the next bracket.
        if brackets.read.count > 1 { brackets.read.removeFirst() }
        brackets.read.append(open..<end)
        return brackets.closers[open]
    }

    private mutating func matchBrackets(from start: Int, to end: Int, line: Line) {
        var open: [(index: Int, isFootnote: Bool)] = []
        var current = line.range
        var index = start
        while index < end {
            switch text[index] {
            case 0x0A, 0x0D:
                index = afterLineBreak(index)
                index = continuation(at: index, quotes: line.quotes).content
                current = index..<lineEnd(from: index)
                continue
            case UInt8(ascii: "\\"):
                index += 1
            case UInt8(ascii: "`"):
                if let code = codeSpans.span(text, at: index, line: current) { index = code.close }
                while index + 1 < end, text[index + 1] == UInt8(ascii: "`") { index += 1 }
            case UInt8(ascii: "["):
                open.append((index, index > 0 && text[index - 1] == UInt8(ascii: "^")))
            case UInt8(ascii: "]"):
                if let last = open.popLast(), last.isFootnote {
                    brackets.closers[last.index] = index
                }
            default:
                break
            }
            index += 1
        }
    }
}

/// Handles text that only looks like a footnote.
extension PlaceholderScanner {
    /// Reads the text after `[`. Returns the offset at which to continue.
    ///
    /// libcmark-gfm treats every bracket that is not a link and whose text begins with `^` as a
    /// footnote, cuts its name out of one line by columns, and drops its other content. So the
    /// parser may see `[^` only before text that can be a name; elsewhere an empty placeholder is
    /// inserted. It does not matter where code, HTML or comments begin and end, because
    /// placeholders in them are undone.
    mutating func scanAfterBracket(at start: Int) -> Int {
        guard looksLikeCaret(at: start) else { return start }
        if let end = footnoteNameEnd(from: start) { return end }
        placeholders.append(Placeholder(kind: .comment, source: Span(start, start)))
        return start
    }

    /// True for `^`, and for its forms that the parser decodes: `\^`, `&#94;`, `&Hat;`.
    private func looksLikeCaret(at start: Int) -> Bool {
        let next = start + 1 < text.count ? text[start + 1] : 0
        return switch text[start] {
        case UInt8(ascii: "^"): true
        case UInt8(ascii: "\\"): next == UInt8(ascii: "^")
        case UInt8(ascii: "&"): next == UInt8(ascii: "#") || next == UInt8(ascii: "H")
        default: false
        }
    }

    /// Returns the end of `^name]`, if the name contains nothing that can begin another construct.
    private mutating func footnoteNameEnd(from start: Int) -> Int? {
        guard text[start] == UInt8(ascii: "^") else { return nil }
        var end = start + 1
        var hasSpace = false
        scan: while end < text.count {
            switch text[end] {
            case UInt8(ascii: "]"):
                break scan
            case 0x0A, 0x0D, UInt8(ascii: "["), UInt8(ascii: "`"), UInt8(ascii: "<"):
                return nil
            case 0x20, 0x09:
                hasSpace = true
            default:
                break
            }
            end += 1
        }
        guard end < text.count, text[end - 1] != UInt8(ascii: "\\") else { return nil }
        // This may be the definition of a link, `[^a b]: /address`.
        if hasSpace, !definedFootnotes().contains(label(start + 1..<end)) { return nil }
        return end + 1
    }
}

/// `[[^1]]` is a footnote in brackets if there is one of that name, else a link.
extension PlaceholderScanner {
    mutating func isFootnoteInBrackets(_ line: Line, at index: Int) -> Bool {
        guard index + 2 < line.limit, text[index + 2] == UInt8(ascii: "^") else { return false }
        let start = index + 3
        var end = start
        while end < line.limit, text[end] != UInt8(ascii: "]"), text[end] != UInt8(ascii: "[") {
            end += 1
        }
        return end > start && definedFootnotes().contains(label(start..<end))
    }

    private func label(_ range: Range<Int>) -> String {
        String(decoding: text[range], as: UTF8.self).lowercased()
    }

    /// The names on all lines that begin like a footnote's definition.
    private mutating func definedFootnotes() -> Set<String> {
        if let known = footnoteNames { return known }
        var names: Set<String> = []
        for start in [0] + lineStarts.map(Int.init) {
            var index = start
            while index < text.count, text[index] == 0x20 || text[index] == UInt8(ascii: ">") {
                index += 1
            }
            guard index + 1 < text.count, text[index] == UInt8(ascii: "["),
                text[index + 1] == UInt8(ascii: "^")
            else { continue }
            let end = text[index...].prefix { $0 != UInt8(ascii: "]") && $0 != 0x0A }.endIndex
            if end + 1 < text.count, text[end + 1] == UInt8(ascii: ":") {
                names.insert(label(index + 2..<end))
            }
        }
        footnoteNames = names
        return names
    }
}
