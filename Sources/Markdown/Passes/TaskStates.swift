extension Document {
    /// Accepts any character in `- [?]`, in any list. The parser accepts a space and an `x` only,
    /// and only if the item begins its line.
    mutating func findTasks() {
        var index: NodeIndex? = 0
        while let current = index {
            if nodes[Int(current)].kind == .item { readTask(current) }
            index = following(current, within: 0)
        }
    }

    private mutating func readTask(_ item: NodeIndex) {
        if nodes[Int(item)].flags.contains(.task) {
            // The parser treats a task as done if `[x]` occurs anywhere on its line.
            if let state = stateInSource(of: item) { nodes[Int(item)].number = state }
            return
        }
        let paragraph = nodes[Int(item)].firstChild
        guard paragraph >= 0, nodes[Int(paragraph)].kind == .paragraph else { return }
        let text = nodes[Int(paragraph)].firstChild
        guard text >= 0, nodes[Int(text)].kind == .text,
            nodes[Int(text)].flags.contains(.verbatim),
            let (state, end) = state(at: nodes[Int(text)].text)
        else { return }
        nodes[Int(item)].flags.insert(.task)
        nodes[Int(item)].number = state
        nodes[Int(text)].text.start = end
        nodes[Int(text)].source.start = end
        if nodes[Int(text)].text.isEmpty { unlink(text) }
    }

    /// Reads `[c]` at the start of `span`. Returns the character, and the offset at which the text
    /// begins.
    private func state(at span: Span) -> (character: Int32, end: Int32)? {
        let text = bytes[span.range]
        guard text.count >= 3, text.first == UInt8(ascii: "[") else { return nil }
        let rest = String(decoding: text.dropFirst().prefix(8), as: UTF8.self).unicodeScalars
        guard let character = rest.first, character != "]", character != "[" else { return nil }
        let close = text.startIndex + 1 + UTF8.width(character)
        guard close < text.endIndex, text[close] == UInt8(ascii: "]") else { return nil }
        let space = close + 1
        guard space < text.endIndex, text[space] == 0x20 || text[space] == 0x09 else { return nil }
        return (
            Int32(truncatingIfNeeded: character.value), Int32(truncatingIfNeeded: space + 1)
        )
    }

    private func stateInSource(of item: NodeIndex) -> Int32? {
        let source = nodes[Int(item)].source
        guard source.isKnown, Int(source.start) < parsedCount else { return nil }
        var index = Int(source.start)
        while index < parsedCount, bytes[index] != UInt8(ascii: "["), bytes[index] != 0x0A {
            index += 1
        }
        guard index + 2 < parsedCount, bytes[index + 2] == UInt8(ascii: "]") else { return nil }
        return Int32(bytes[index + 1])
    }
}
