import CMarkBridge

/// The only door to libcmark-gfm: text in, ``Document`` out. Safe to call on many threads at once.
enum CMarkParser {
    struct Result {
        var document: Document
        /// For each of the text's insets, a footnote definition outside the tree that holds it.
        var insets: [Document.NodeIndex]
        var footnoteDefinitions: [FootnoteDefinition]
        var hasReferences: Bool
    }

    /// A footnote as defined, used or not.
    struct FootnoteDefinition {
        var label: [UInt8]
        /// In the parsed text.
        var offset: Int
    }

    /// More than this the library itself refuses, by ending the process.
    static let byteLimit = 1 << 29

    /// Longer texts would keep too much in an arena that gives nothing back before the end.
    private static let arenaLimit = 1 << 20

    static func parse(_ text: TokenizedText) -> Result {
        _ = isPrepared
        guard text.bytes.count <= arenaLimit else { return parse(text, inArena: false) }
        var arena = bridge_arena()
        return withUnsafeMutablePointer(to: &arena) { arena in
            bridge_arena_begin(arena)
            defer { bridge_arena_end(arena) }
            return parse(text, inArena: true)
        }
    }

    private static func parse(_ text: TokenizedText, inArena: Bool) -> Result {
        return text.bytes.withUnsafeBufferPointer { bytes in
            let lineStarts = SourceText.lineStarts(of: bytes, count: text.mainCount)
            guard let base = bytes.baseAddress,
                let parser = bridge_parser_new(CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES, inArena)
            else {
                return Result(
                    document: Document(), insets: [], footnoteDefinitions: [], hasReferences: false)
            }
            base.withMemoryRebound(to: CChar.self, capacity: text.mainCount) {
                cmark_parser_feed(parser, $0, text.mainCount)
            }
            for (index, inset) in text.insets.enumerated() {
                bridge_append_paragraph(
                    parser, base + Int(inset.start), bufsize_t(inset.count),
                    UnsafeMutableRawPointer(bitPattern: index + 1))
            }
            let definitions = footnoteDefinitions(of: parser, lineStarts: lineStarts)
            var referenceCount: UInt32 = 0
            let root = bridge_finish(parser, &referenceCount)
            defer { if !inArena { cmark_node_free(root) } }
            var converter = CMarkConverter(text: text, bytes: bytes, lineStarts: lineStarts)
            if let root { converter.convert(root) }
            return Result(
                document: converter.document, insets: converter.insets,
                footnoteDefinitions: definitions, hasReferences: referenceCount > 0)
        }
    }

    /// Registers the extensions, once for the process.
    private static let isPrepared: Bool = {
        bridge_prepare()
        return true
    }()

    /// Those that nothing uses are gone from the finished tree.
    private static func footnoteDefinitions(
        of parser: UnsafeMutablePointer<cmark_parser>, lineStarts: [Int32]
    ) -> [FootnoteDefinition] {
        var result: [FootnoteDefinition] = []
        let root = parser.pointee.root
        var node = root?.pointee.first_child
        while let current = node {
            if current.pointee.type == UInt16(CMARK_NODE_FOOTNOTE_DEFINITION.rawValue) {
                let line = Int(current.pointee.start_line) - 1
                result.append(
                    FootnoteDefinition(
                        label: [UInt8](current.pointee.as.literal.bytes),
                        offset: line < lineStarts.count ? Int(lineStarts[line]) : 0))
            }
            // Footnotes lie in other blocks too.
            if let child = current.pointee.first_child, child.pointee.type & 0xC000 == 0x8000 {
                node = child
                continue
            }
            var up: UnsafeMutablePointer<cmark_node>? = current
            while let ancestor = up, ancestor.pointee.next == nil, ancestor != root {
                up = ancestor.pointee.parent
            }
            node = up == root ? nil : up?.pointee.next
        }
        return result
    }
}
