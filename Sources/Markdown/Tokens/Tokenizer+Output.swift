extension Tokenizer {
    /// Puts the tokens in place of what they stand for.
    mutating func finish() -> TokenizedText {
        let mainTokens = 0..<tokens.count
        scanInsets()
        var result = TokenizedText()
        result.tokens = tokens
        result.unclosedComment = unclosedComment
        result.tooDeep = tooDeep
        result.bytes.reserveCapacity(text.count + tokens.count * 16 + 1)
        result.edits.reserveCapacity(tokens.count + insets.count)
        copy(0..<text.count, tokens: mainTokens, to: &result)
        if text.isEmpty || text[text.count - 1] != 0x0A { result.bytes.append(0x0A) }
        result.mainCount = result.bytes.count
        for inset in insets { copy(inset, to: &result) }
        return result
    }

    func copy(
        _ range: Range<Int>, tokens indices: Range<Int>, to result: inout TokenizedText
    ) {
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
}

extension TokenizedText {
    mutating func appendToken(_ number: Int) {
        bytes.append(Token.open.0)
        bytes.append(Token.open.1)
        bytes.append(Token.open.2)
        bytes.append(Token.open.3)
        bytes += Token.secret
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
