/// A text within the text that is parsed as a separate paragraph: that of an inline footnote, or
/// the display text of a link.
struct Inset {
    var source: Range<Int>
    /// The depth of block quotes that contain it.
    var quotes: Int
    /// The placeholders in it.
    var placeholders: Range<Int> = 0..<0
}

extension PlaceholderScanner {
    /// - Returns: the index of the inset.
    mutating func addInset(_ source: Range<Int>, quotes: Int) -> Int32 {
        insets.append(Inset(source: source, quotes: quotes))
        return Int32(truncatingIfNeeded: insets.count - 1)
    }

    /// Scans the insets, which may contain further insets.
    mutating func scanInsets() {
        var index = 0
        while index < insets.count {
            let first = placeholders.count
            let inset = insets[index]
            var start = inset.source.lowerBound
            while start < inset.source.upperBound {
                let end = lineEnd(from: start, to: inset.source.upperBound)
                var line = Line(
                    range: start..<end, content: -1, quotes: inset.quotes, isFenced: false,
                    allowsLines: false, limit: end)
                _ = scan(&line, from: start)
                if end == inset.source.upperBound { break }
                start = continuation(at: afterLineBreak(end), quotes: inset.quotes).content
            }
            insets[index].placeholders = first..<placeholders.count
            index += 1
        }
    }

    /// Copies the inset's text, with its lines joined by spaces.
    func copy(_ inset: Inset, to result: inout PlaceholderText) {
        let start = result.bytes.count
        // The inset has its own mapping to the source, separate from the text before it.
        var placeholders = inset.placeholders
        var index = inset.source.lowerBound
        result.edits.append(
            PlaceholderText.Edit(parsed: Span(start, start), source: Span(index, index)))
        while index < inset.source.upperBound {
            let end = lineEnd(from: index, to: inset.source.upperBound)
            let count = placeholders.prefix { Int(self.placeholders[$0].source.start) < end }.count
            let split = placeholders.lowerBound + count
            copy(index..<end, placeholders: placeholders.lowerBound..<split, to: &result)
            placeholders = split..<placeholders.upperBound
            guard end < inset.source.upperBound else { break }
            index = continuation(at: afterLineBreak(end), quotes: inset.quotes).content
            let space = result.bytes.count
            result.bytes.append(0x20)
            result.edits.append(
                PlaceholderText.Edit(parsed: Span(space, space + 1), source: Span(end, index)))
        }
        result.insets.append(Span(start, result.bytes.count))
        // Each paragraph ends in a line break.
        result.bytes.append(0x0A)
    }
}
