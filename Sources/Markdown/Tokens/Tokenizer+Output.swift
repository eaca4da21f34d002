extension Tokenizer {
    /// Puts the tokens in place of what they stand for.
    mutating func finish() -> TokenizedText {
        let mainTokens = 0..<tokens.count
        scanNotes()
        var result = TokenizedText()
        result.tokens = tokens
        result.unclosedComment = unclosedComment
        result.tooDeep = tooDeep
        result.bytes.reserveCapacity(text.count + tokens.count * 4 + 1)
        result.edits.reserveCapacity(tokens.count + notes.count)
        copy(0..<text.count, tokens: mainTokens, to: &result)
        if text.isEmpty || text[text.count - 1] != 0x0A { result.bytes.append(0x0A) }
        result.mainCount = result.bytes.count
        for note in notes { copy(note, to: &result) }
        return result
    }

    private func copy(_ range: Range<Int>, tokens indices: Range<Int>, to result: inout TokenizedText)
    {
        var index = range.lowerBound
        for number in indices {
            let source = tokens[number].source
            result.bytes.append(contentsOf: text[index..<Int(source.start)])
            let start = result.bytes.count
            result.appendToken(number)
            result.edits.append(
                TokenizedText.Edit(parsed: Span(start, result.bytes.count), source: source))
            index = Int(source.end)
        }
        result.bytes.append(contentsOf: text[index..<range.upperBound])
    }

    /// An inline footnote's text, its lines joined by spaces.
    private func copy(_ note: Note, to result: inout TokenizedText) {
        let start = result.bytes.count
        // What lies before has its own place in the source: this begins anew.
        var tokens = note.tokens
        var index = note.source.lowerBound
        result.edits.append(
            TokenizedText.Edit(parsed: Span(start, start), source: Span(index, index)))
        while index < note.source.upperBound {
            let end = lineEnd(from: index, to: note.source.upperBound)
            let count = tokens.prefix { Int(self.tokens[$0].source.start) < end }.count
            let split = tokens.lowerBound + count
            copy(index..<end, tokens: tokens.lowerBound..<split, to: &result)
            tokens = split..<tokens.upperBound
            guard end < note.source.upperBound else { break }
            index = continuation(at: behindLineBreak(end), quotes: note.quotes).content
            let space = result.bytes.count
            result.bytes.append(0x20)
            result.edits.append(
                TokenizedText.Edit(parsed: Span(space, space + 1), source: Span(end, index)))
        }
        result.notes.append(Span(start, result.bytes.count))
        // The paragraph's inlines end in a line break, as everywhere.
        result.bytes.append(0x0A)
    }
}

extension TokenizedText {
    mutating func appendToken(_ number: Int) {
        bytes.append(Token.open.0)
        bytes.append(Token.open.1)
        bytes.append(Token.open.2)
        bytes.append(Token.open.3)
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
        bytes.append(Token.close.0)
        bytes.append(Token.close.1)
        bytes.append(Token.close.2)
        bytes.append(Token.close.3)
    }
}
