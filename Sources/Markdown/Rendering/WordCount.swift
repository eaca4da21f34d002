/// Counts words: runs without white space that contain a letter or digit. In scripts that are
/// written without spaces, each character counts as a word.
func countWords(_ text: [UInt8]) -> Int {
    text.withUnsafeBufferPointer { text in
        var count = 0
        var isInWord = false
        var index = 0
        while index < text.count {
            // Most text is ASCII, which is counted without branches that depend on the text.
            var isWord: UInt8 = isInWord ? 1 : 0
            while index < text.count, text[index] < 0x80 {
                let (isSpace, begins) = asciiKind(text[index])
                count += Int(begins & ~isWord)
                isWord = (isWord | begins) & ~isSpace
                index += 1
            }
            isInWord = isWord == 1
            if index == text.count { break }
            let (scalar, width) = decode(text, at: index)
            index += width
            switch scalar {
            case _ where isIdeographic(scalar):
                count += 1
                isInWord = false
            case 0xA0...0xBF, 0x2000...0x2BFF, 0x3000...0x303F, 0x1F000...0x1FAFF:
                // Punctuation, signs and pictures neither begin nor end a word.
                break
            default:
                if !isInWord { count += 1 }
                isInWord = true
            }
        }
        return count
    }
}

/// Each result is 1 for true: the byte is white space, or can begin a word.
@inline(__always)
private func asciiKind(_ byte: UInt8) -> (isSpace: UInt8, begins: UInt8) {
    (byte <= 0x20 ? 1 : 0, byte.isASCIILetter || byte.isASCIIDigit ? 1 : 0)
}

/// Decodes the scalar of two or more bytes that begins at `index`.
private func decode(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, width: Int) {
    let first = text[index]
    let width = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard index + width <= text.count else { return (0xFFFD, text.count - index) }
    var scalar = UInt32(first) & (0xFF >> UInt32(width + 1))
    for offset in 1..<width { scalar = scalar << 6 | UInt32(text[index + offset] & 0x3F) }
    return (scalar, width)
}

/// True for Han, Hiragana, Katakana and their compatibility forms. Hangul is written with spaces.
private func isIdeographic(_ scalar: UInt32) -> Bool {
    (0x3040...0x30FF).contains(scalar) || (0x3400...0x4DBF).contains(scalar)
        || (0x4E00...0x9FFF).contains(scalar) || (0xF900...0xFAFF).contains(scalar)
        || (0x20000...0x3FFFF).contains(scalar)
}
