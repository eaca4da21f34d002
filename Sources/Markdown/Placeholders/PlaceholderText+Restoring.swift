extension PlaceholderText {
    /// Returns `text` with each placeholder replaced by its original source.
    func restored(_ text: [UInt8], source: [UInt8]) -> [UInt8] {
        guard !isPlain, text.contains(Placeholder.lead) else { return text }
        return text.withUnsafeBufferPointer { text in
            var result: [UInt8] = []
            var index = 0
            while index < text.count {
                if text[index] == Placeholder.lead,
                    let placeholder = placeholder(in: text, at: index)
                {
                    result += source[placeholders[placeholder.number].source.range]
                    index = placeholder.end
                } else {
                    result.append(text[index])
                    index += 1
                }
            }
            return result
        }
    }

    /// Returns the numbers of the placeholders in `text`.
    func numbers(in text: ArraySlice<UInt8>) -> [Int] {
        guard !isPlain, text.contains(Placeholder.lead) else { return [] }
        return text.withUnsafeBufferPointer { text in
            var result: [Int] = []
            var index = 0
            while index < text.count {
                if text[index] == Placeholder.lead,
                    let placeholder = placeholder(in: text, at: index)
                {
                    result.append(placeholder.number)
                    index = placeholder.end
                } else {
                    index += 1
                }
            }
            return result
        }
    }
}
