extension Document {
    /// Makes nodes of the `#tags` in running text. The text of links is skipped, because it already
    /// leads elsewhere.
    mutating func findTags() {
        var texts: [NodeIndex] = []
        var index: NodeIndex? = 0
        while let current = index {
            let node = nodes[Int(current)]
            if node.mayHold(.hash) { texts.append(current) }
            index = following(
                current, within: 0, intoChildren: node.kind != .link && node.kind != .wikilink)
        }
        for text in texts { splitTags(text) }
    }

    private mutating func splitTags(_ text: NodeIndex) {
        var text = text
        var offset = Int(nodes[Int(text)].text.start)
        while offset < nodes[Int(text)].text.end {
            guard bytes[offset] == UInt8(ascii: "#"), isSpace(before: offset, in: text),
                let end = tagEnd(from: offset + 1, to: Int(nodes[Int(text)].text.end))
            else {
                offset += 1
                continue
            }
            let remainder = split(text, at: offset, dropping: end - offset)
            var tag = Node(.tag)
            tag.text = Span(offset + 1, end)
            if nodes[Int(text)].flags.contains(.verbatim) { tag.source = Span(offset, end) }
            insert(tag, after: text)
            if nodes[Int(text)].text.isEmpty { unlink(text) }
            if nodes[Int(remainder)].text.isEmpty { return unlink(remainder) }
            text = remainder
            offset = end
        }
    }

    /// Matches segments of letters, digits, `_` and `-` separated by `/`, but not digits alone.
    private func tagEnd(from start: Int, to end: Int) -> Int? {
        var index = start
        var segmentStart = start
        var lastEnd = start
        var hasNonDigit = false
        var nonDigitAtLastEnd = false
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "/") {
                guard index > segmentStart else { break }
                lastEnd = index
                nonDigitAtLastEnd = hasNonDigit
                index += 1
                segmentStart = index
                hasNonDigit = true
                continue
            }
            guard let length = tagCharacterLength(at: index, end: end) else { break }
            if !byte.isASCIIDigit { hasNonDigit = true }
            index += length
        }
        if index > segmentStart {
            lastEnd = index
            nonDigitAtLastEnd = hasNonDigit
        }
        return lastEnd > start && nonDigitAtLastEnd ? lastEnd : nil
    }

    private func tagCharacterLength(at index: Int, end: Int) -> Int? {
        let byte = bytes[index]
        if byte < 0x80 {
            let isPart =
                byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-")
            return isPart ? 1 : nil
        }
        guard
            let scalar = String(decoding: bytes[index..<min(index + 4, end)], as: UTF8.self)
                .unicodeScalars.first
        else { return nil }
        return scalar.isTagPart ? UTF8.width(scalar) : nil
    }
}

extension Unicode.Scalar {
    /// True for letters, marks, digits and emoji, and for characters that join or vary emoji.
    fileprivate var isTagPart: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
            .otherNumber, .modifierSymbol:
            true
        default:
            properties.isEmoji || value == 0x200D
        }
    }
}
