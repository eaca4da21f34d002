import CMarkBridge

/// Copies the library's tree by following its links.
struct CMarkConverter {
    typealias Source = UnsafeMutablePointer<cmark_node>

    var document = Document()
    var insets: [Document.NodeIndex] = []

    let text: PlaceholderText
    let bytes: UnsafeBufferPointer<UInt8>
    let lineStarts: [Int32]
    private let kinds = CMarkNodeKinds()
    var cursor = InlineCursor()
    var row = TableRow(start: 0, end: 0)
    var column = 0
    var lineEnds: [Int] = []
    var pieces: [InlineCursor.Piece] = []
    var alignments = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    private var footnoteOfDefinition: [Source: Int32] = [:]
    /// References in the order of the text, with their definitions in the library's tree.
    private var references: [(node: Document.NodeIndex, definition: Source)] = []

    init(text: PlaceholderText, bytes: UnsafeBufferPointer<UInt8>, lineStarts: [Int32]) {
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
                // The library lets each node have a pointer; we store the node's index in it.
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

    private mutating func resolveFootnotes() {
        for (node, definition) in references {
            document.nodes[Int(node)].number = footnoteOfDefinition[definition] ?? 0
        }
    }

    /// Adds `source` to the document. Returns its index, or `none` if it is left out.
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
            let excess = code.fenced != 0 ? excessColumns(source) : nil
            node.text =
                excess.map { document.keep(withoutIndentation(code.literal.bytes, $0)) }
                ?? document.keep(code.literal.bytes)
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
            // The offset at which the link's text ends; the pass that unwraps links around links
            // needs it.
            document.nodes[Int(index)].ordinal = tail.start
        case .blockQuote, .list, .item, .footnoteDefinition:
            // The library includes the blank lines after the block.
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
