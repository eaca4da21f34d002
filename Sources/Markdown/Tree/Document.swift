/// A note's syntax tree: an array of nodes that refer to each other by index, and a buffer with all
/// of their text. There are no classes and no recursion, so that input ten thousand levels deep
/// takes time proportional to its length.
struct Document: Sendable {
    /// The root is `nodes[0]`. Nodes that were removed from the tree stay in the array.
    var nodes: [Node] = []
    /// The parsed text, followed by the insets' text, followed by text that the parser decoded.
    var bytes: [UInt8] = []
    /// The number of ``bytes`` that have a place in the source.
    var parsedCount = 0
    var footnotes: [Footnote] = []
    var callouts: [Callout] = []
    /// Block identifiers by node.
    var blockIDs: [NodeIndex: BlockID] = [:]

    typealias NodeIndex = Int32
    static let none: NodeIndex = -1

    struct Footnote: Sendable {
        /// The label; empty for an inline footnote.
        var label: [UInt8]
        var definition: NodeIndex
        /// The number as shown.
        var number: Int
        var referenceCount: Int
    }

    struct Callout: Sendable {
        enum Fold: Sendable { case none, open, closed }
        /// The type as typed, in lower case.
        var type: String
        var metadata: String
        var fold: Fold
        /// The text after `[!type]` in the source.
        var title: Span
    }

    struct BlockID: Sendable {
        var name: String
        var source: Span
        /// False for a repetition, which gets no anchor.
        var isFirst: Bool
    }
}

struct Node: Sendable {
    enum Kind: UInt8, Sendable {
        // Blocks.
        case document, paragraph, heading, blockQuote, list, item, codeBlock, htmlBlock
        case thematicBreak, table, tableRow, tableCell, footnoteDefinition, callout, calloutTitle
        // Inlines.
        case text, softBreak, lineBreak, code, htmlInline, emphasis, strong, strikethrough, mark
        case link, image, footnoteReference, wikilink, formula, tag
    }

    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        /// A list without blank lines between its items.
        static let tight = Flags(rawValue: 1)
        static let ordered = Flags(rawValue: 2)
        /// An item with a checkbox, or a fenced code block.
        static let task = Flags(rawValue: 1)
        static let fenced = Flags(rawValue: 1)
        static let headerRow = Flags(rawValue: 1)
        /// Text that is in the source in exactly this form.
        static let verbatim = Flags(rawValue: 1)
        /// Text written with a backslash or as an entity: it is never syntax.
        static let escaped = Flags(rawValue: 8)
        static let embed = Flags(rawValue: 1)
        /// A link written as `<https://…>` or as a bare address.
        static let autolink = Flags(rawValue: 2)
        /// A formula written with `$$`.
        static let display = Flags(rawValue: 1)
        /// An embed, image or formula alone in its paragraph, whose element is not written.
        static let block = Flags(rawValue: 4)
    }

    var kind: Kind
    var flags: Flags = []
    /// Text: the ``Marks`` that it may contain. Heading: its level. List: its first number. Item:
    /// the task's character. Cell: its alignment. Footnote reference and definition: the index of
    /// the footnote. Callout: its index.
    var number: Int32 = 0
    /// The 1-based number of this reference among those to its footnote.
    var ordinal: Int32 = 0
    var parent: Document.NodeIndex = Document.none
    var previous: Document.NodeIndex = Document.none
    var next: Document.NodeIndex = Document.none
    var firstChild: Document.NodeIndex = Document.none
    var lastChild: Document.NodeIndex = Document.none
    /// Literal text, or the destination of a link or image.
    var text: Span = .empty
    /// A link's title, a code block's info string, or an image's alternative text.
    var detail: Span = .empty
    /// An image's title.
    var title: Span = .empty
    /// The place in the parsed text.
    var source: Span = .unknown

    init(_ kind: Kind) { self.kind = kind }
}

/// The characters that later passes search for. An escaped text has none.
struct Marks: OptionSet, Sendable {
    let rawValue: Int32
    static let placeholder = Marks(rawValue: 1)
    static let hash = Marks(rawValue: 2)
    static let equals = Marks(rawValue: 4)
    static let caret = Marks(rawValue: 8)
    static let bracket = Marks(rawValue: 16)

    init(rawValue: Int32) { self.rawValue = rawValue }

    init(character: UInt8) {
        switch character {
        case Placeholder.lead: self = .placeholder
        case UInt8(ascii: "#"): self = .hash
        case UInt8(ascii: "="): self = .equals
        case UInt8(ascii: "^"): self = .caret
        case UInt8(ascii: "["): self = .bracket
        default: self = []
        }
    }

    init(in text: UnsafeBufferPointer<UInt8>) {
        var marks: Marks = []
        var index = text.nextMark(from: 0)
        while index < text.count {
            marks.formUnion(Marks(character: text[index]))
            index = text.nextMark(from: index + 1)
        }
        self = marks
    }
}

extension Node {
    /// True if this is a text that may contain `mark`.
    func mayHold(_ mark: Marks) -> Bool {
        kind == .text && Marks(rawValue: number).contains(mark)
    }
}
