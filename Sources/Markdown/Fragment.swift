/// HTML with holes: bytes, and between them the slots that the site fills in.
///
/// A whole note, a section or a block is a range of ``pieces``, so that an embed is a slice.
package struct Fragment: Sendable, Codable {
    package enum Piece: Sendable, Codable, Hashable {
        /// A range of ``bytes``, final HTML.
        case html(Range<Int>)
        case slot(Slot)
    }

    package var bytes: [UInt8] = []
    package var pieces: [Piece] = []

    package init() {}

    /// How many ``bytes`` the pieces are about, be they there or not.
    package var byteCount: Int {
        for case .html(let range) in pieces.reversed() { return range.upperBound }
        return 0
    }

    /// Gives back the room that was there to grow.
    mutating func compact() {
        bytes.compact()
        pieces.compact()
    }
}

/// A place in the HTML that depends on more than the note itself. Indices point into the arrays of
/// ``ParsedMarkdown``.
package enum Slot: Sendable, Codable, Hashable {
    /// Before and behind the content of a link (for a wikilink the content is its text).
    case linkOpen(Int)
    case linkClose(Int)
    /// An embed or image; replaces the whole element. `isBlock` when it stands alone in its
    /// paragraph, or (if an embed) on its line: then Markdown has left the `<p>` out.
    case embed(Int, isBlock: Bool)
    case code(Int)
    case value(Int)
    case formula(Int)
    /// Inside a callout's title element, in place of the title's text.
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
