/// A text within the text that is parsed as a paragraph of its own: an inline footnote's, or what a
/// link shows.
struct Inset {
    var source: Range<Int>
    /// Of the block quotes it stands in.
    var quotes: Int
    /// Those in it.
    var tokens: Range<Int> = 0..<0
}

extension Tokenizer {
    /// - Returns: its index.
    mutating func addInset(_ source: Range<Int>, quotes: Int) -> Int32 {
        insets.append(Inset(source: source, quotes: quotes))
        return Int32(truncatingIfNeeded: insets.count - 1)
    }

    /// Reads the insets, which may hold further ones.
    mutating func scanInsets() {
        var index = 0
        while index < insets.count {
            let first = tokens.count
            let inset = insets[index]
            var start = inset.source.lowerBound
            while start < inset.source.upperBound {
                let end = lineEnd(from: start, to: inset.source.upperBound)
                var line = Line(
                    range: start..<end, content: -1, quotes: inset.quotes, isFenced: false,
                    allowsLines: false, limit: end)
                _ = scan(&line, from: start)
                if end == inset.source.upperBound { break }
                start = continuation(at: behindLineBreak(end), quotes: inset.quotes).content
            }
            insets[index].tokens = first..<tokens.count
            index += 1
        }
    }

    /// The inset's text, its lines joined by spaces.
    func copy(_ inset: Inset, to result: inout TokenizedText) {
        let start = result.bytes.count
        // What lies before has its own place in the source: this begins anew.
        var tokens = inset.tokens
        var index = inset.source.lowerBound
        result.edits.append(
            TokenizedText.Edit(parsed: Span(start, start), source: Span(index, index)))
        while index < inset.source.upperBound {
            let end = lineEnd(from: index, to: inset.source.upperBound)
            let count = tokens.prefix { Int(self.tokens[$0].source.start) < end }.count
            let split = tokens.lowerBound + count
            copy(index..<end, tokens: tokens.lowerBound..<split, to: &result)
            tokens = split..<tokens.upperBound
            guard end < inset.source.upperBound else { break }
            index = continuation(at: behindLineBreak(end), quotes: inset.quotes).content
            let space = result.bytes.count
            result.bytes.append(0x20)
            result.edits.append(
                TokenizedText.Edit(parsed: Span(space, space + 1), source: Span(end, index)))
        }
        result.insets.append(Span(start, result.bytes.count))
        // The paragraph's inlines end in a line break, as everywhere.
        result.bytes.append(0x0A)
    }
}
