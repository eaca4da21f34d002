import CMarkBridge

/// The only access to libcmark-gfm: it takes a text and returns a ``Document``. It may be called on
/// many threads at once.
enum CMarkParser {
    struct Result {
        var document: Document
        /// For each inset of the text, a footnote definition outside the tree that contains the
        /// inset.
        var insets: [Document.NodeIndex]
        var footnoteDefinitions: [FootnoteDefinition]
        var hasReferences: Bool
    }

    /// A footnote's definition, used or not.
    struct FootnoteDefinition {
        var label: [UInt8]
        /// Its offset in the parsed text.
        var offset: Int
    }

    /// The library ends the process if a text is longer than this.
    static let byteLimit = 1 << 29

    /// Longer texts are parsed without an arena, which would free nothing before the end.
    private static let arenaLimit = 1 << 20

    static func parse(_ text: PlaceholderText) -> Result {
        _ = isPrepared
        guard text.bytes.count <= arenaLimit else { return parse(text, inArena: false) }
        var arena = bridge_arena()
        return withUnsafeMutablePointer(to: &arena) { arena in
            bridge_arena_begin(arena)
            defer { bridge_arena_end(arena) }
            return parse(text, inArena: true)
        }
    }

    private static func parse(_ text: PlaceholderText, inArena: Bool) -> Result {
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

    /// Registers the extensions once for the process.
    private static let isPrepared: Bool = {
        bridge_prepare()
        return true
    }()

    /// Finds all definitions, because the finished tree no longer contains those that nothing uses.
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
            // Footnotes can be inside other blocks too.
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
