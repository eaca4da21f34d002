import CMarkBridge

/// Converts the inlines of a block and advances ``cursor`` along with them.
extension CMarkConverter {
    /// Adds one node for each part that is written as it reads, and one for each escaped character.
    mutating func addText(_ source: Source, to parent: Document.NodeIndex) {
        let literal = source.pointee.as.literal.bytes
        if literal.isEmpty { return }
        cursor.text(literal, into: &pieces, entity: Self.entity)
        for piece in pieces {
            let bytes = UnsafeBufferPointer(rebasing: literal[piece.literal])
            var node = Node(.text)
            node.source = piece.source
            if piece.isEscaped {
                node.flags = .escaped
                node.text = document.keep(bytes)
            } else {
                if piece.source.isKnown {
                    node.flags = .verbatim
                    node.text = piece.source
                } else {
                    node.text = document.keep(bytes)
                }
                node.number = Marks(in: bytes).rawValue
            }
            document.append(node, to: parent)
        }
    }

    mutating func enterInline(_ source: Source, _ node: inout Node) {
        switch node.kind {
        case .softBreak, .lineBreak:
            cursor.lineBreak()
        case .code:
            node.source = cursor.codeSpan()
            node.text = document.keep(source.pointee.as.literal.bytes)
        case .htmlInline:
            let literal = source.pointee.as.literal.bytes
            node.source = cursor.html(literal)
            node.text = document.keep(literal)
        case .emphasis: node.source = cursor.delimiter(1)
        case .strong: node.source = cursor.delimiter(2)
        case .strikethrough: node.source = cursor.delimiter(0)
        case .link, .image:
            let (span, opening) = cursor.openLink(isImage: node.kind == .image)
            node.source = span
            if opening != .bracket { node.flags.insert(.autolink) }
            node.number = opening == .angle ? 1 : 0
            node.text = document.keep(source.pointee.as.link.url.bytes)
            node.title = document.keep(source.pointee.as.link.title.bytes)
        case .footnoteReference:
            node.source = cursor.footnoteReference()
            node.ordinal = source.pointee.footnote.ref_ix
        default:
            break
        }
    }

    private static func entity(_ text: UnsafeBufferPointer<UInt8>) -> InlineCursor.Entity? {
        var decoded = cmark_strbuf()
        cmark_strbuf_init(cmark_get_default_mem_allocator(), &decoded, 0)
        defer { cmark_strbuf_free(&decoded) }
        guard let base = text.baseAddress else { return nil }
        let length = houdini_unescape_ent(&decoded, base + 1, bufsize_t(text.count - 1))
        guard length > 0 else { return nil }
        return (
            Int(length) + 1,
            [UInt8](UnsafeBufferPointer(start: decoded.ptr, count: Int(decoded.size)))
        )
    }

    /// Enters an inset. It becomes a footnote's definition, until it is known to be something else.
    mutating func enterInset(_ source: Source, number: Int) -> Document.NodeIndex {
        let definition = document.append(Node(.footnoteDefinition), to: Document.none)
        insets.append(definition)
        var paragraph = Node(.paragraph)
        paragraph.source = text.insets[number]
        let index = document.append(paragraph, to: definition)
        cursor.begin(source.pointee.contentBytes)
        cursor.addShift(from: 0, distance: Int(text.insets[number].start))
        return index
    }
}
