/// A piece of the source that Markdown must not take apart. It stands in the parsed text as
/// U+10FFFC, ``secret``, its number, U+10FFFD.
struct Token: Sendable {
    enum Kind: UInt8, Sendable {
        /// To be shown as it stands.
        case literal
        case wikilink, embed, math, displayMath, comment, inlineFootnote
        /// `[!type|metadata]+` at the head of a block quote.
        case callout
    }

    var kind: Kind
    /// In the source.
    var source: Span
    /// Depth of block quotes it begins in, whose `>` are no part of its further lines.
    var quotes: Int32 = 0
    /// Index into ``TokenizedText/insets`` of an inline footnote's text, or of what a link shows if
    /// that has markup; else -1.
    var inset: Int32 = -1
    var spansLines = false

    /// Digits that each process draws anew. A note may hold the two characters, and the parser makes
    /// them from entities and hands them out in texts, addresses, titles and info strings. Without
    /// these digits they are what the author wrote, and no token.
    static let secret = (0..<12).map { _ in UInt8.random(in: 0x30...0x39) }

    static let lead: UInt8 = 0xF4
    static let open: (UInt8, UInt8, UInt8, UInt8) = (0xF4, 0x8F, 0xBF, 0xBC)
    static let close: (UInt8, UInt8, UInt8, UInt8) = (0xF4, 0x8F, 0xBF, 0xBD)
}

/// The source with tokens in place of what Markdown must not see, and the way back.
struct TokenizedText: Sendable {
    /// The text to parse, which ends in a line break; behind it the insets.
    var bytes: [UInt8] = []
    var mainCount = 0
    var tokens: [Token] = []
    /// In ``bytes``, texts that are parsed as paragraphs of their own.
    var insets: [Span] = []
    /// Where the parsed text and the source differ, in the order of the parsed text.
    var edits: [Edit] = []
    var unclosedComment: Int32?
    /// Runs of quote and list markers beyond the limit.
    var tooDeep: [Span] = []
    /// No token was looked for, so none is there to be found.
    var isPlain = false

    struct Edit: Sendable {
        var parsed: Span
        var source: Span
    }

    /// The source's offset of an offset in ``bytes``; within a token its start.
    func sourceOffset(_ offset: Int) -> Int {
        var low = 0
        var high = edits.count
        while low < high {
            let middle = (low + high) / 2
            if Int(edits[middle].parsed.start) <= offset { low = middle + 1 } else { high = middle }
        }
        if low == 0 { return offset }
        let edit = edits[low - 1]
        if offset < Int(edit.parsed.end) { return Int(edit.source.start) }
        return offset - Int(edit.parsed.end) + Int(edit.source.end)
    }

    /// The source's offset of the end of something that ends at `offset` in ``bytes``.
    func sourceEnd(_ offset: Int) -> Int {
        guard offset > 0 else { return 0 }
        var low = 0
        var high = edits.count
        while low < high {
            let middle = (low + high) / 2
            if Int(edits[middle].parsed.start) < offset { low = middle + 1 } else { high = middle }
        }
        if low == 0 { return offset }
        let edit = edits[low - 1]
        if offset <= Int(edit.parsed.end) { return Int(edit.source.end) }
        return offset - Int(edit.parsed.end) + Int(edit.source.end)
    }

    /// The number of the token that begins at `start`, which is an index into ``tokens``, and its
    /// end.
    func token(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (number: Int, end: Int)? {
        let digits = start + 4 + Token.secret.count
        guard digits + 5 <= bytes.count, bytes[start] == Token.lead, bytes[start + 1] == 0x8F,
            bytes[start + 2] == 0xBF, bytes[start + 3] == 0xBC,
            bytes[(start + 4)..<digits].elementsEqual(Token.secret)
        else { return nil }
        var index = digits
        var number = 0
        while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39,
            number < tokens.count
        {
            number = number * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        guard index > digits, number < tokens.count, index + 4 <= bytes.count,
            bytes[index] == Token.lead, bytes[index + 1] == 0x8F, bytes[index + 2] == 0xBF,
            bytes[index + 3] == 0xBD
        else { return nil }
        return (number, index + 4)
    }
}
