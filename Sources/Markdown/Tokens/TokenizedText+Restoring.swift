extension TokenizedText {
    /// `text` with each token replaced, letter for letter, by what it stands for.
    func restored(_ text: [UInt8], source: [UInt8]) -> [UInt8] {
        guard !isPlain, text.contains(Token.lead) else { return text }
        return text.withUnsafeBufferPointer { text in
            var result: [UInt8] = []
            var index = 0
            while index < text.count {
                if text[index] == Token.lead, let token = token(in: text, at: index) {
                    result += source[tokens[token.number].source.range]
                    index = token.end
                } else {
                    result.append(text[index])
                    index += 1
                }
            }
            return result
        }
    }

    /// The numbers of the tokens in `text`.
    func numbers(in text: ArraySlice<UInt8>) -> [Int] {
        guard !isPlain, text.contains(Token.lead) else { return [] }
        return text.withUnsafeBufferPointer { text in
            var result: [Int] = []
            var index = 0
            while index < text.count {
                if text[index] == Token.lead, let token = token(in: text, at: index) {
                    result.append(token.number)
                    index = token.end
                } else {
                    index += 1
                }
            }
            return result
        }
    }
}
