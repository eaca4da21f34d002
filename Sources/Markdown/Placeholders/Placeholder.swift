import Basics

/// A placeholder for a part of the source that Markdown must not interpret. In the parsed text it
/// is written as U+10FFFC, ``secret``, its number, U+10FFFD.
struct Placeholder: Sendable {
    enum Kind: UInt8, Sendable {
        /// Text that is shown as it is.
        case literal
        case wikilink, embed, math, displayMath, comment, inlineFootnote
        /// `[!type|metadata]+` at the beginning of a block quote.
        case callout
    }

    var kind: Kind
    /// The place in the source.
    var source: Span
    /// The depth of block quotes in which it begins. Their `>` are not part of its further lines.
    var quotes: Int32 = 0
    /// An index into ``PlaceholderText/insets`` for the text of an inline footnote, or for the
    /// display text of a link if it has markup; otherwise -1.
    var inset: Int32 = -1
    var spansLines = false

    /// Random digits that differ in each process. A note may contain the two characters, also as
    /// entities, which the parser decodes in texts, addresses, titles and info strings. Without
    /// these digits they are the author's own text and not a placeholder.
    static let secret = (0..<12).map { _ in UInt8.random(in: 0x30...0x39) }

    static let lead: UInt8 = 0xF4
    static let open: (UInt8, UInt8, UInt8, UInt8) = (0xF4, 0x8F, 0xBF, 0xBC)
    static let close: (UInt8, UInt8, UInt8, UInt8) = (0xF4, 0x8F, 0xBF, 0xBD)
}

/// The source with placeholders for the parts that Markdown must not see, and the mapping back to
/// the source.
struct PlaceholderText: Sendable {
    /// The text to parse, which ends in a line break, followed by the insets.
    var bytes: [UInt8] = []
    var mainCount = 0
    var placeholders: [Placeholder] = []
    /// The places in ``bytes`` of texts that are parsed as separate paragraphs.
    var insets: [Span] = []
    /// The differences between the parsed text and the source, in the order of the parsed text.
    var edits: [Edit] = []
    var unclosedComment: Int32?
    /// Runs of quote and list markers beyond the limit.
    var tooDeep: [Span] = []
    /// True if no placeholders were inserted.
    var isPlain = false

    struct Edit: Sendable {
        var parsed: Span
        var source: Span
    }

    /// Returns the source offset of an offset in ``bytes``; within a placeholder, that of its
    /// start.
    func sourceOffset(_ offset: Int) -> Int {
        let next = edits.partitioningIndex { Int($0.parsed.start) > offset }
        if next == 0 { return offset }
        let edit = edits[next - 1]
        if offset < Int(edit.parsed.end) { return Int(edit.source.start) }
        return offset - Int(edit.parsed.end) + Int(edit.source.end)
    }

    /// Returns the source offset of the end of something that ends at `offset` in ``bytes``.
    func sourceEnd(_ offset: Int) -> Int {
        guard offset > 0 else { return 0 }
        let next = edits.partitioningIndex { Int($0.parsed.start) >= offset }
        if next == 0 { return offset }
        let edit = edits[next - 1]
        if offset <= Int(edit.parsed.end) { return Int(edit.source.end) }
        return offset - Int(edit.parsed.end) + Int(edit.source.end)
    }

    /// Returns the number of the placeholder that begins at `start`, which is an index into
    /// ``placeholders``, and its end.
    func placeholder(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (
        number: Int, end: Int
    )? {
        let digits = start + 4 + Placeholder.secret.count
        guard digits + 5 <= bytes.count, bytes[start] == Placeholder.lead, bytes[start + 1] == 0x8F,
            bytes[start + 2] == 0xBF, bytes[start + 3] == 0xBC,
            bytes[(start + 4)..<digits].elementsEqual(Placeholder.secret)
        else { return nil }
        var index = digits
        var number = 0
        while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39,
            number < placeholders.count
        {
            number = number * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        guard index > digits, number < placeholders.count, index + 4 <= bytes.count,
            bytes[index] == Placeholder.lead, bytes[index + 1] == 0x8F, bytes[index + 2] == 0xBF,
            bytes[index + 3] == 0xBD
        else { return nil }
        return (number, index + 4)
    }
}
