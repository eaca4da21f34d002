extension StringProtocol {
    /// The text without white space at both ends.
    package var trimmed: String {
        // Most texts have none. For ASCII, that shows without looking at whole characters.
        if let first = unicodeScalars.first, let last = unicodeScalars.last,
            (0x21..<0x7F).contains(first.value), (0x21..<0x7F).contains(last.value)
        {
            return String(self)
        }
        var text = self[...]
        while let first = text.first, first.isWhitespace { text = text.dropFirst() }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}
