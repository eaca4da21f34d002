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

extension cmark_chunk {
    fileprivate var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: UnsafePointer(data), count: data == nil ? 0 : Int(len))
    }
}

/// Copies the library's tree, walking it by its links.
private struct CMarkConverter {
    typealias Source = UnsafeMutablePointer<cmark_node>

    var document = Document()
    var insets: [Document.NodeIndex] = []

    private let text: TokenizedText
    private let bytes: UnsafeBufferPointer<UInt8>
    private let lineStarts: [Int32]
    private let kinds = NodeKinds()
    private var cursor = InlineCursor()
    private var row = TableRow(start: 0, end: 0)
    private var column = 0
    private var lineEnds: [Int] = []
    private var pieces: [InlineCursor.Piece] = []
    private var alignments = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    private var footnoteOfDefinition: [Source: Int32] = [:]
    /// References in the order of the text, with their definitions in the library's tree.
    private var references: [(node: Document.NodeIndex, definition: Source)] = []

    init(text: TokenizedText, bytes: UnsafeBufferPointer<UInt8>, lineStarts: [Int32]) {
        self.text = text
        self.bytes = bytes
        self.lineStarts = lineStarts
        document.bytes = text.bytes
        document.parsedCount = text.bytes.count
        document.nodes.reserveCapacity(text.bytes.count / 24 + 16)
        document.bytes.reserveCapacity(text.bytes.count * 5 / 4 + 64)
    }

    mutating func convert(_ root: Source) {
        var source = root
        var parent = Document.none
        walk: while true {
            let index = enter(source, parent: parent)
            if let child = source.pointee.first_child, index >= 0 {
                // The library lets each node carry a pointer; ours is its index.
                source.pointee.user_data = UnsafeMutableRawPointer(bitPattern: Int(index) + 1)
                parent = index
                source = child
                continue
            }
            if index >= 0 { leave(source, index) }
            while true {
                if source == root { break walk }
                if let next = source.pointee.next {
                    source = next
                    break
                }
                guard let above = source.pointee.parent else { break walk }
                source = above
                let index = Document.NodeIndex(
                    truncatingIfNeeded: Int(bitPattern: source.pointee.user_data) - 1)
                leave(source, index)
                parent =
                    source.pointee.parent.map {
                        Document.NodeIndex(
                            truncatingIfNeeded: Int(bitPattern: $0.pointee.user_data) - 1)
                    } ?? Document.none
            }
        }
        resolveFootnotes()
    }

    /// Adds `source` to the document. Returns its index, or none if it is left out.
    private mutating func enter(_ source: Source, parent: Document.NodeIndex) -> Document.NodeIndex
    {
        guard let kind = kinds[source.pointee.type] else { return Document.none }
        var node = Node(kind)
        switch kind {
        case .paragraph:
            if let tag = source.pointee.user_data {
                return enterInset(source, number: Int(bitPattern: tag) - 1)
            }
            node.source = blockSpan(source)
            beginInlines(source, &node.source)
        case .heading:
            node.source = blockSpan(source)
            node.number = source.pointee.as.heading.level
            beginInlines(source, &node.source)
        case .tableCell:
            beginCell(source, &node)
        case .list:
            let list = source.pointee.as.list
            if list.tight { node.flags.insert(.tight) }
            if list.list_type == CMARK_ORDERED_LIST { node.flags.insert(.ordered) }
            node.number = list.start
            node.source = blockSpan(source)
        case .item:
            node.source = blockSpan(source)
            if source.pointee.extension != nil {
                node.flags.insert(.task)
                node.number = source.pointee.as.list.checked ? 0x78 : 0x20
            }
        case .codeBlock:
            let code = source.pointee.as.code
            node.source = blockSpan(source)
            node.text = document.keep(code.literal.bytes)
            node.detail = document.keep(code.info.bytes)
            if code.fenced != 0 {
                node.flags.insert(.fenced)
            } else {
                node.source.end = end(of: source, reading: code.literal.bytes)
            }
        case .htmlBlock:
            let literal = source.pointee.as.literal.bytes
            node.source = blockSpan(source)
            node.source.end = end(of: source, reading: literal)
            node.text = document.keep(literal)
        case .tableRow:
            node.source = blockSpan(source)
            if cmark_gfm_extensions_get_table_row_is_header(source) != 0 {
                node.flags.insert(.headerRow)
            }
            beginRow(source)
        case .footnoteDefinition:
            node.source = blockSpan(source)
            node.number = Int32(truncatingIfNeeded: document.footnotes.count)
            footnoteOfDefinition[source] = node.number
            document.footnotes.append(
                Document.Footnote(
                    label: [UInt8](source.pointee.as.literal.bytes), definition: Document.none,
                    number: document.footnotes.count + 1,
                    referenceCount: Int(source.pointee.footnote.def_count)))
        case .thematicBreak:
            node.source = blockSpan(source)
            node.source.end = Int32(truncatingIfNeeded: lineEnd(Int(source.pointee.start_line)))
        case .document, .blockQuote, .table:
            node.source = blockSpan(source)
        case .text:
            addText(source, to: parent)
            return Document.none
        default:
            enterInline(source, &node)
        }
        let index = document.append(node, to: parent)
        if kind == .footnoteDefinition {
            document.footnotes[Int(node.number)].definition = index
        }
        if kind == .footnoteReference, let definition = source.pointee.parent_footnote_def {
            references.append((index, definition))
        }
        return index
    }

    private mutating func leave(_ source: Source, _ index: Document.NodeIndex) {
        switch document.nodes[Int(index)].kind {
        case .emphasis: close(index, cursor.delimiter(1))
        case .strong: close(index, cursor.delimiter(2))
        case .strikethrough: close(index, cursor.delimiter(0))
        case .link, .image:
            let isAutolink = document.nodes[Int(index)].flags.contains(.autolink)
            let opening: InlineCursor.Opening =
                !isAutolink
                ? .bracket : document.nodes[Int(index)].number == 1 ? .angle : .bare
            let tail = cursor.closeLink(opening)
            close(index, tail)
            // Where the text ends: see the pass that undoes links around links.
            document.nodes[Int(index)].ordinal = tail.start
        case .blockQuote, .list, .item, .footnoteDefinition:
            // The library counts the blank lines behind as well.
            let last = document.nodes[Int(index)].lastChild
            if last >= 0, document.nodes[Int(last)].source.isKnown {
                document.nodes[Int(index)].source.end = document.nodes[Int(last)].source.end
            }
        default: break
        }
    }

    private mutating func close(_ index: Document.NodeIndex, _ span: Span) {
        if document.nodes[Int(index)].source.isKnown, span.isKnown {
            document.nodes[Int(index)].source.end = span.end
        } else {
            document.nodes[Int(index)].source = .unknown
        }
    }
}

// Inlines.
extension CMarkConverter {
    /// One node for each piece that is written as it reads, one for each that is escaped.
    private mutating func addText(_ source: Source, to parent: Document.NodeIndex) {
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

    private mutating func enterInline(_ source: Source, _ node: inout Node) {
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

    private mutating func resolveFootnotes() {
        for (node, definition) in references {
            document.nodes[Int(node)].number = footnoteOfDefinition[definition] ?? 0
        }
    }

    /// An inset is the definition of a footnote, until it is known to be something else.
    private mutating func enterInset(_ source: Source, number: Int) -> Document.NodeIndex {
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

// Where things stand.
extension CMarkConverter {
    private func lineStart(_ line: Int) -> Int {
        line <= 0 ? 0 : line <= lineStarts.count ? Int(lineStarts[line - 1]) : text.mainCount
    }

    /// Without the line break.
    private func lineEnd(_ line: Int) -> Int {
        var end = line < lineStarts.count ? Int(lineStarts[line]) : text.mainCount
        let start = lineStart(line)
        if end > start, bytes[end - 1] == 0x0A { end -= 1 }
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return end
    }

    private func blockSpan(_ source: Source) -> Span {
        let node = source.pointee
        guard node.start_line > 0 else { return .unknown }
        let start = lineStart(Int(node.start_line)) + max(0, Int(node.start_column) - 1)
        let end = lineStart(Int(node.end_line)) + Int(node.end_column)
        let limit = text.mainCount
        return Span(min(start, limit), min(max(start, end), limit))
    }

    /// Makes the cursor ready for a paragraph or heading: each line of its content is the end of a
    /// line of the text, but for a heading's closing `#`s.
    private mutating func beginInlines(_ source: Source, _ span: inout Span) {
        let content = source.pointee.contentBytes
        cursor.begin(content)
        if source.pointee.type == UInt16(CMARK_NODE_HEADING.rawValue),
            !source.pointee.as.heading.setext
        {
            return addShift(
                content, from: 0, at: Int(span.start) + Int(source.pointee.internal_offset))
        }
        lineEnds.removeAll(keepingCapacity: true)
        var end = -1
        repeat {
            end = content.lineEnd(from: end + 1, to: content.count)
            lineEnds.append(end)
        } while end + 1 < content.count
        var line = firstLine(of: source, content)
        if span.isKnown {
            if line > Int(source.pointee.start_line) {
                span.start = Int32(truncatingIfNeeded: lineStart(line))
            }
            let isSetext = source.pointee.type == UInt16(CMARK_NODE_HEADING.rawValue)
            if isSetext { span.end = Int32(truncatingIfNeeded: lineEnd(line + lineEnds.count)) }
        }
        var start = 0
        for end in lineEnds {
            addShift(
                UnsafeBufferPointer(rebasing: content[start..<end]), from: start,
                at: lineEnd(line) - (end - start))
            start = end + 1
            line += 1
        }
    }

    /// On which line the content begins: behind the link reference definitions, which are gone from
    /// it, but not from the place that the library gives.
    private func firstLine(of source: Source, _ content: UnsafeBufferPointer<UInt8>) -> Int {
        let start = Int(source.pointee.start_line)
        if start == 0 {
            // The text before a table that began as one paragraph with it has no place of its own.
            return Int(source.pointee.next?.pointee.start_line ?? 0)
        }
        if source.pointee.type == UInt16(CMARK_NODE_PARAGRAPH.rawValue) {
            return Int(source.pointee.end_line) - lineEnds.count + 1
        }
        // A heading with an underline has no end of its own.
        let first = UnsafeBufferPointer(rebasing: content[..<lineEnds[0]])
        var line = start
        while line < Int(source.pointee.end_line),
            !bytes.matches(first, at: lineEnd(line) - first.count)
        {
            line += 1
        }
        return line
    }

    /// Of a block that holds whole lines, since the library counts one too many or too few.
    private func end(of source: Source, reading literal: UnsafeBufferPointer<UInt8>) -> Int32 {
        var lines = 0
        var index = literal.lineEnd(from: 0, to: literal.count)
        while index < literal.count {
            lines += 1
            index = literal.lineEnd(from: index + 1, to: literal.count)
        }
        return Int32(
            truncatingIfNeeded: lineEnd(Int(source.pointee.start_line) + max(lines, 1) - 1))
    }

    private mutating func addShift(
        _ line: UnsafeBufferPointer<UInt8>, from start: Int, at place: Int
    ) {
        let isThere = place + line.count <= text.mainCount && bytes.matches(line, at: place)
        cursor.addShift(from: start, distance: isThere ? place - start : nil)
    }

    private mutating func beginRow(_ source: Source) {
        guard let table = source.pointee.parent else { return }
        let line = rowLine(source, table)
        row = TableRow(start: lineStart(line), end: lineEnd(line))
        column = 0
        alignments = UnsafeBufferPointer(
            start: cmark_gfm_extensions_get_table_alignments(table),
            count: Int(cmark_gfm_extensions_get_table_columns(table)))
    }

    /// A cell's content is a piece of its line, trimmed, with `\|` as `|`.
    private mutating func beginCell(_ source: Source, _ node: inout Node) {
        if column < alignments.count { node.number = Int32(alignments[column]) }
        column += 1
        let content = source.pointee.contentBytes
        cursor.begin(content)
        guard let place = row.next(content, in: bytes) else {
            return cursor.addShift(from: 0, distance: nil)
        }
        node.source = place
        var index = Int(place.start)
        cursor.addShift(from: 0, distance: index)
        for (offset, byte) in content.enumerated() {
            if bytes[index] == UInt8(ascii: "\\"), byte == UInt8(ascii: "|") {
                index += 1
                cursor.addShift(from: offset, distance: index - offset)
            }
            index += 1
        }
    }

    /// The library gives a header row the line on which the paragraph before it began.
    private func rowLine(_ row: Source, _ table: Source) -> Int {
        guard cmark_gfm_extensions_get_table_row_is_header(row) != 0 else {
            return Int(row.pointee.start_line)
        }
        if let body = row.pointee.next { return Int(body.pointee.start_line) - 2 }
        return Int(table.pointee.end_line) - 1
    }
}

extension cmark_node {
    fileprivate var contentBytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: UnsafePointer(content.ptr), count: Int(content.size))
    }
}

/// The library's node types, as it numbers them in this process.
private struct NodeKinds {
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

    /// Blocks in the lower half, inlines in the upper.
    private static func slot(_ type: UInt16) -> Int {
        Int(type & 0x3F) + (type & 0x4000 == 0 ? 0 : 64)
    }
}
