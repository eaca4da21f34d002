extension Document {
    /// Removes `^id`s from the text and records which block each one names: the paragraph or list
    /// item that it ends, or the block before it if it is alone.
    ///
    /// - Returns: the places of repeated identifiers.
    mutating func findBlockIDs() -> [BlockID] {
        var finder = BlockIDFinder()
        var blocks: [NodeIndex] = []
        var index: NodeIndex? = 0
        while let current = index {
            let kind = nodes[Int(current)].kind
            if kind == .paragraph || kind == .heading || kind == .table { blocks.append(current) }
            let isContainer = kind.rawValue < Node.Kind.text.rawValue && kind != .paragraph
            index = following(current, within: 0, intoChildren: isContainer)
        }
        for block in blocks { finder.visit(block, &self) }
        return finder.repetitions
    }
}

private struct BlockIDFinder {
    private var names: Set<String> = []
    private(set) var repetitions: [Document.BlockID] = []

    /// `^id` at the end of a text.
    private struct Marker {
        var name: String
        var start: Int
        var source: Span
    }

    mutating func visit(_ block: Document.NodeIndex, _ document: inout Document) {
        switch document.nodes[Int(block)].kind {
        case .table: visitTable(block, &document)
        default: visitText(block, &document)
        }
    }

    private mutating func visitText(_ block: Document.NodeIndex, _ document: inout Document) {
        let text = document.nodes[Int(block)].lastChild
        guard let marker = marker(at: text, document) else {
            return visitFirstLine(block, &document)
        }
        let node = document.nodes[Int(text)]
        let isAloneOnLine =
            marker.start == Int(node.text.start) && !isInline(node.previous, document)
        let isAlone = isAloneOnLine && node.previous < 0
        guard
            let wanted = target(
                of: block, isAlone: isAlone, isAloneOnLine: isAloneOnLine, document)
        else { return }
        // The second name of a block, alone like the first, follows it directly.
        let isSecond = document.blockIDs[wanted] != nil
        if isSecond, !isAlone { return }
        name(isSecond ? block : wanted, marker, &document)
        if isSecond {
            document.unlink(text)
        } else if isAlone {
            document.unlink(block)
        } else if isAloneOnLine {
            document.unlinkWithLine(text)
        } else {
            trim(text, to: marker.start, &document)
        }
    }

    /// A list item's first line may end in its name, even if the item continues.
    private mutating func visitFirstLine(_ block: Document.NodeIndex, _ document: inout Document) {
        let node = document.nodes[Int(block)]
        guard node.kind == .paragraph, node.previous < 0,
            document.nodes[Int(node.parent)].kind == .item, document.blockIDs[node.parent] == nil
        else { return }
        var text = node.firstChild
        while text >= 0 {
            let next = document.nodes[Int(text)].next
            guard next >= 0 else { return }
            if [.softBreak, .lineBreak].contains(document.nodes[Int(next)].kind) { break }
            text = next
        }
        guard let marker = marker(at: text, document) else { return }
        name(node.parent, marker, &document)
        trim(text, to: marker.start, &document)
    }

    private func isInline(_ index: Document.NodeIndex, _ document: Document) -> Bool {
        index >= 0 && ![.softBreak, .lineBreak].contains(document.nodes[Int(index)].kind)
    }

    private func target(
        of block: Document.NodeIndex, isAlone: Bool, isAloneOnLine: Bool, _ document: Document
    ) -> Document.NodeIndex? {
        let node = document.nodes[Int(block)]
        let parent = document.nodes[Int(node.parent)]
        guard node.kind == .paragraph else { return block }
        if isAlone {
            let previous = node.previous
            let isFirst = previous < 0 || document.nodes[Int(previous)].kind == .calloutTitle
            if isFirst {
                return [.item, .callout].contains(parent.kind) ? node.parent : nil
            }
            let isItemText =
                parent.kind == .item && document.nodes[Int(previous)].kind == .paragraph
            return isItemText ? node.parent : previous
        }
        if parent.kind == .item, isAloneOnLine || node.previous < 0 { return node.parent }
        let endsQuote = [.blockQuote, .callout].contains(parent.kind) && node.next < 0
        return isAloneOnLine && endsQuote ? node.parent : block
    }

    /// The parser treats a line directly after a table as its last row.
    private mutating func visitTable(_ table: Document.NodeIndex, _ document: inout Document) {
        let row = document.nodes[Int(table)].lastChild
        guard row >= 0, !document.nodes[Int(row)].flags.contains(.headerRow) else { return }
        let cell = document.nodes[Int(row)].firstChild
        guard cell >= 0, document.blockIDs[table] == nil else { return }
        let text = document.nodes[Int(cell)].firstChild
        guard text == document.nodes[Int(cell)].lastChild,
            let marker = marker(at: text, document),
            marker.start == Int(document.nodes[Int(text)].text.start)
        else { return }
        var other = document.nodes[Int(cell)].next
        while other >= 0 {
            guard document.nodes[Int(other)].firstChild < 0 else { return }
            other = document.nodes[Int(other)].next
        }
        name(table, marker, &document)
        document.unlink(row)
    }

    private func marker(at text: Document.NodeIndex, _ document: Document) -> Marker? {
        guard text >= 0 else { return nil }
        let node = document.nodes[Int(text)]
        guard node.mayHold(.caret) else { return nil }
        var end = Int(node.text.end)
        let start = Int(node.text.start)
        while end > start, document.bytes[end - 1].isASCIISpace { end -= 1 }
        var index = end
        while index > start, document.bytes[index - 1].isBlockIDCharacter { index -= 1 }
        guard index < end, index > start, document.bytes[index - 1] == UInt8(ascii: "^") else {
            return nil
        }
        let caret = index - 1
        if caret > start {
            guard
                document.bytes[caret - 1].isASCIISpace
                    || document.bytes[start..<caret].endsInFullWidthMark
            else { return nil }
        } else if node.previous >= 0 {
            // It may follow an embed directly, or be on a line of its own.
            let previous = document.nodes[Int(node.previous)]
            let mayPrecede =
                [.softBreak, .lineBreak, .image, .formula].contains(previous.kind)
                || (previous.kind == .wikilink && previous.flags.contains(.embed))
                || (previous.kind == .text && document.isSpace(before: caret, in: text))
            guard mayPrecede else { return nil }
        }
        let source =
            node.flags.contains(.verbatim)
            ? Span(caret, end)
            : Span.unknown
        return Marker(
            name: String(decoding: document.bytes[index..<end], as: UTF8.self), start: caret,
            source: source)
    }

    private mutating func name(
        _ target: Document.NodeIndex, _ marker: Marker, _ document: inout Document
    ) {
        let isFirst = names.insert(marker.name.lowercased()).inserted
        let id = Document.BlockID(name: marker.name, source: marker.source, isFirst: isFirst)
        document.blockIDs[target] = id
        if !isFirst { repetitions.append(id) }
    }

    private func trim(_ text: Document.NodeIndex, to end: Int, _ document: inout Document) {
        var end = end
        let start = Int(document.nodes[Int(text)].text.start)
        while end > start, document.bytes[end - 1].isASCIISpace { end -= 1 }
        guard end > start else { return document.unlink(text) }
        let removed = document.nodes[Int(text)].text.end - Int32(truncatingIfNeeded: end)
        document.nodes[Int(text)].text.end -= removed
        if document.nodes[Int(text)].source.isKnown {
            document.nodes[Int(text)].source.end -= removed
        }
    }
}

extension ArraySlice<UInt8> {
    /// True for `。`, `？` and the like, after which no space is written (U+3000 to U+303F, U+FF01 to
    /// U+FF5E).
    fileprivate var endsInFullWidthMark: Bool {
        let last = Array(suffix(3))
        guard last.count == 3 else { return false }
        switch (last[0], last[1]) {
        case (0xE3, 0x80), (0xEF, 0xBC): return true
        case (0xEF, 0xBD): return last[2] <= 0x9E
        default: return false
        }
    }
}

extension UInt8 {
    fileprivate var isBlockIDCharacter: Bool {
        isASCIILetter || isASCIIDigit || self == UInt8(ascii: "-")
    }
}
