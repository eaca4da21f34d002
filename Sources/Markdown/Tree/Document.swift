/// A note's syntax tree: one array of nodes that name each other by index, and one buffer that
/// holds all of their text. No node is ever a class, and nothing here recurses, so that input ten
/// thousand levels deep costs what its bytes cost.
struct Document: Sendable {
    /// The root is `nodes[0]`. Nodes taken out of the tree stay in the array.
    var nodes: [Node] = []
    /// The parsed text; behind it the inline footnotes' text; behind that what the parser decoded.
    var bytes: [UInt8] = []
    /// How many of ``bytes`` have a place in the source.
    var parsedCount = 0
    var footnotes: [Footnote] = []
    var callouts: [Callout] = []
    /// Block identifiers by node.
    var blockIDs: [NodeIndex: BlockID] = [:]

    typealias NodeIndex = Int32
    static let none: NodeIndex = -1

    struct Footnote: Sendable {
        /// Empty for an inline footnote.
        var label: [UInt8]
        var definition: NodeIndex
        /// As shown.
        var number: Int
        var referenceCount: Int
    }

    struct Callout: Sendable {
        enum Fold: Sendable { case none, open, closed }
        /// As typed, in lower case.
        var type: String
        var metadata: String
        var fold: Fold
        /// The text behind `[!type]` in the source.
        var title: Span
    }

    struct BlockID: Sendable {
        var name: String
        var source: Span
        /// False for a repetition, which gets no anchor.
        var isFirst: Bool
    }
}

/// A range of bytes in half the space of `Range<Int>`.
struct Span: Sendable, Hashable {
    var start: Int32
    var end: Int32

    static let unknown = Span(start: -1, end: -1)
    static let empty = Span(start: 0, end: 0)

    init(start: Int32, end: Int32) {
        self.start = start
        self.end = end
    }

    init(_ start: Int, _ end: Int) {
        self.start = Int32(truncatingIfNeeded: start)
        self.end = Int32(truncatingIfNeeded: end)
    }

    var isKnown: Bool { start >= 0 }
    var isEmpty: Bool { start >= end }
    var count: Int { Int(end - start) }
    var range: Range<Int> { Int(start)..<Int(end) }
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
        /// Text that stands in the source just so, byte for byte.
        static let verbatim = Flags(rawValue: 1)
        /// Text written with a backslash or as an entity: it means itself and nothing else.
        static let escaped = Flags(rawValue: 8)
        static let embed = Flags(rawValue: 1)
        /// A link written `<https://…>` or bare.
        static let autolink = Flags(rawValue: 2)
        /// A formula written with `$$`.
        static let display = Flags(rawValue: 1)
        /// An embed, image or formula alone in its paragraph, which is not shown.
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
    /// Literal text; a link's destination; an image's destination.
    var text: Span = .empty
    /// A link's title; a code block's info string; an image's alternative text.
    var detail: Span = .empty
    /// An image's title.
    var title: Span = .empty
    /// Where it stands in the parsed text.
    var source: Span = .unknown

    init(_ kind: Kind) { self.kind = kind }
}

/// The characters that passes over the text look for. An escaped text has none.
struct Marks: OptionSet, Sendable {
    let rawValue: Int32
    static let token = Marks(rawValue: 1)
    static let hash = Marks(rawValue: 2)
    static let equals = Marks(rawValue: 4)
    static let caret = Marks(rawValue: 8)
    static let bracket = Marks(rawValue: 16)

    init(rawValue: Int32) { self.rawValue = rawValue }

    init(character: UInt8) {
        switch character {
        case Token.lead: self = .token
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
    /// Is this a text in which `mark` may stand?
    func mayHold(_ mark: Marks) -> Bool {
        kind == .text && Marks(rawValue: number).contains(mark)
    }
}
