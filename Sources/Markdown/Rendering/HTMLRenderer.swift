/// Writes a document as HTML with slots, in the same form as libcmark-gfm, and collects headings,
/// links and the like on the way.
struct HTMLRenderer {
    let document: Document
    let placeholders: PlaceholderText
    let source: SourceText
    let options: ParseOptions

    var result = ParsedMarkdown()
    var writer = HTMLWriter()
    var plain = PlainText()
    var slugger = Slugger()
    /// The headings whose sections are open: their index, level, and the block that contains them.
    var openSections: [(heading: Int, level: Int, container: Document.NodeIndex)] = []
    var blockStarts: [Document.NodeIndex: Int] = [:]
    /// The links being written: their index, and the offset at which their text begins.
    var openLinks: [(link: Int, textStart: Int)] = []
    var writtenBackReference = false
    var hasFootnotes = false
    var isTableBodyOpen = false
    /// The block whose inlines are being written.
    var block = Span.unknown
    /// The author's own HTML under `html: safe`.
    var sanitizer: HTMLSanitizer
    /// The text has letters of a script that runs from right to left, so that each block says which way
    /// it runs.
    let hasDirections: Bool
    /// Where the problems with it were first met, by what they say.
    var htmlProblems: [Problem.Kind: [String: Int]] = [:]

    init(
        _ document: Document, placeholders: PlaceholderText, source: SourceText,
        options: ParseOptions
    ) {
        self.document = document
        self.placeholders = placeholders
        self.source = source
        self.options = options
        sanitizer = HTMLSanitizer(frames: options.frames)
        hasDirections = options.vaultSyntax && source.bytes.holdRightToLeft
    }

    mutating func render() -> ParsedMarkdown {
        writer.reserve(document.bytes.count * 2)
        plain.reserve(document.bytes.count)
        var index: Document.NodeIndex = 0
        walk: while true {
            let descends = enter(index)
            let child = document.nodes[Int(index)].firstChild
            if descends, child >= 0 {
                index = child
                continue
            }
            while true {
                leave(index)
                if index == 0 { break walk }
                let node = document.nodes[Int(index)]
                if node.next >= 0 {
                    index = node.next
                    break
                }
                index = node.parent
            }
        }
        result.body = writer.fragment
        result.rawElements.removeAll(where: \.pieces.isEmpty)
        result.wordCount = countWords(plain.bytes)
        result.plainText = String(decoding: plain.bytes.trimmingSpace, as: UTF8.self)
        return result
    }

    /// - Returns: true if the children have to be written.
    private mutating func enter(_ index: Document.NodeIndex) -> Bool {
        let node = document.nodes[Int(index)]
        switch node.kind {
        case .text: writeText(node)
        case .softBreak: writeSoftBreak()
        case .lineBreak:
            writer.write("<br />\n")
            plain.appendSpace()
        case .code: writeCode(node)
        case .htmlInline: writeHTMLInline(node)
        case .emphasis: writer.write("<em>")
        case .strong: writer.write("<strong>")
        case .strikethrough: writer.write("<del>")
        case .mark: writer.write("<mark>")
        case .link: openLink(node)
        case .image:
            writeImage(node, isBlock: false)
            return false
        case .wikilink: return writeWikilink(node, isBlock: false)
        case .formula: writeFormula(node, isBlock: false)
        case .tag: writeTag(node)
        case .footnoteReference: writeFootnoteReference(node)
        default:
            if !sanitizer.open.isEmpty, node.kind != .htmlBlock { prepareHTMLForBlock() }
            return enterBlock(index, node)
        }
        return true
    }

    private mutating func leave(_ index: Document.NodeIndex) {
        let node = document.nodes[Int(index)]
        if !sanitizer.open.isEmpty { closeHTML(in: index) }
        switch node.kind {
        case .emphasis: writer.write("</em>")
        case .strong: writer.write("</strong>")
        case .strikethrough: writer.write("</del>")
        case .mark: writer.write("</mark>")
        case .link: closeLink()
        case .wikilink where node.firstChild >= 0: closeLink()
        case .text, .softBreak, .lineBreak, .code, .htmlInline, .image, .wikilink, .formula, .tag,
            .footnoteReference:
            break
        default: leaveBlock(index, node)
        }
    }

    func node(_ index: Document.NodeIndex) -> Node { document.nodes[Int(index)] }

    /// Converts `span` of the parsed text into a range of the file. If it is unknown, returns that
    /// of the enclosing block.
    func place(_ span: Span) -> SourceSpan {
        let span = span.isKnown ? span : block.isKnown ? block : .empty
        let start = placeholders.sourceOffset(Int(span.start))
        let end = span.isEmpty ? start : placeholders.sourceEnd(Int(span.end))
        return source.span(start, end)
    }

    mutating func report(_ kind: Problem.Kind, _ subject: String, _ span: Span) {
        result.problems.append(Problem(kind: kind, subject: subject, span: place(span)))
    }

    mutating func write(escaped span: Span) {
        document.bytes.withUnsafeBufferPointer {
            writer.write(escaped: UnsafeBufferPointer(rebasing: $0[span.range]))
        }
    }
}
