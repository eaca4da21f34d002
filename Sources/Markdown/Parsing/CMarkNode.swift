import CMarkBridge

extension cmark_chunk {
    var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: UnsafePointer(data), count: data == nil ? 0 : Int(len))
    }
}

extension cmark_node {
    var contentBytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: UnsafePointer(content.ptr), count: Int(content.size))
    }
}

/// The library's node types, whose numbers are assigned when it starts.
struct CMarkNodeKinds {
    private var kinds: [Node.Kind?] = Array(repeating: nil, count: 128)

    init() {
        let all: [(cmark_node_type, Node.Kind)] = [
            (CMARK_NODE_DOCUMENT, .document), (CMARK_NODE_BLOCK_QUOTE, .blockQuote),
            (CMARK_NODE_LIST, .list), (CMARK_NODE_ITEM, .item),
            (CMARK_NODE_CODE_BLOCK, .codeBlock), (CMARK_NODE_HTML_BLOCK, .htmlBlock),
            (CMARK_NODE_PARAGRAPH, .paragraph), (CMARK_NODE_HEADING, .heading),
            (CMARK_NODE_THEMATIC_BREAK, .thematicBreak),
            (CMARK_NODE_FOOTNOTE_DEFINITION, .footnoteDefinition),
            (bridge_table(), .table), (bridge_table_row(), .tableRow),
            (bridge_table_cell(), .tableCell), (CMARK_NODE_TEXT, .text),
            (CMARK_NODE_SOFTBREAK, .softBreak), (CMARK_NODE_LINEBREAK, .lineBreak),
            (CMARK_NODE_CODE, .code), (CMARK_NODE_HTML_INLINE, .htmlInline),
            (CMARK_NODE_EMPH, .emphasis), (CMARK_NODE_STRONG, .strong),
            (bridge_strikethrough(), .strikethrough), (CMARK_NODE_LINK, .link),
            (CMARK_NODE_IMAGE, .image), (CMARK_NODE_FOOTNOTE_REFERENCE, .footnoteReference),
        ]
        for (type, kind) in all {
            kinds[Self.slot(UInt16(truncatingIfNeeded: type.rawValue))] = kind
        }
    }

    subscript(type: UInt16) -> Node.Kind? { kinds[Self.slot(type)] }

    /// Maps blocks to the lower half and inlines to the upper half.
    private static func slot(_ type: UInt16) -> Int {
        Int(type & 0x3F) + (type & 0x4000 == 0 ? 0 : 64)
    }
}
