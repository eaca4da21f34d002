/// HTML with slots: bytes, and between them places that the site fills in.
///
/// A note, a section or a block is a range of ``pieces``, so an embed is a slice.
package struct Fragment: Sendable, Codable {
    package enum Piece: Sendable, Codable, Hashable {
        /// Final HTML: a range of ``bytes``.
        case html(Range<Int>)
        case slot(Slot)
    }

    package var bytes: [UInt8] = []
    package var pieces: [Piece] = []

    package init() {}

    /// The number of ``bytes`` that the pieces refer to, even if the bytes are not loaded.
    package var byteCount: Int {
        for case .html(let range) in pieces.reversed() { return range.upperBound }
        return 0
    }

    /// Frees capacity that was reserved for appending.
    mutating func compact() {
        bytes.compact()
        pieces.compact()
    }
}

/// A place in the HTML whose content depends on more than the note itself. Indices refer to the
/// arrays of ``ParsedMarkdown``.
package enum Slot: Sendable, Codable, Hashable {
    /// The places before and after the content of a link. The content of a wikilink is its text.
    case linkOpen(Int)
    case linkClose(Int)
    /// An embed or image; it replaces the whole element. `isBlock` is true if it is alone in its
    /// paragraph or, for an embed, on its line. The `<p>` around it is then not written.
    case embed(Int, isBlock: Bool)
    case code(Int)
    case value(Int)
    case formula(Int)
    /// The text of a callout's title, inside the title element.
    case calloutTitle(Int)
    /// An inline tag.
    case tag(Int)
    /// The attribute ` id="…"` of a heading, block or footnote, with its leading space. An embed
    /// renames or drops it, so that identifiers stay unique on a page.
    case id(String)
    /// An attribute of raw HTML that names files or notes of the vault, with the space before it.
    case attribute(Int)
    /// The value of an `href` within the note, without `#` (footnotes).
    case reference(String)
}
