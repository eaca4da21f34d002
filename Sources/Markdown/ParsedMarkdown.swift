/// What one note's text says, with everything that depends on other notes, on records or on the
/// theme left open as a ``Slot``.
///
/// It depends on that text and the ``ParseOptions`` alone, so it may be cached by their digest.
package struct ParsedMarkdown: Sendable, Codable {
    /// The HTML, with slots where the site has to decide.
    package var body = Fragment()
    package var headings: [Heading] = []
    /// Wikilinks, Markdown links to notes and files, images and embeds, in the order of the text.
    package var links: [Link] = []
    /// Links with a scheme or host, for whoever checks them; their HTML is final.
    package var externalLinks: [ExternalLink] = []
    package var codeBlocks: [CodeBlock] = []
    package var values: [InlineValue] = []
    package var formulas: [Formula] = []
    package var callouts: [SlottedCallout] = []
    /// Those of a type that nobody knows: an author's own, or a slip.
    package var otherCallouts: [SlottedCallout] = []
    /// Inline tags without `#`, as first written, in the order of the text.
    package var tags: [Tag] = []
    /// Block identifiers (`^id`) with the pieces of ``body`` that they name.
    package var blocks: [Block] = []
    /// The pieces of ``body`` that are the footnotes' section; empty when there is none.
    package var footnotes = 0..<0
    /// Each footnote in that section, in order.
    package var footnoteItems: [FootnoteItem] = []
    /// The text a reader sees, without code: for excerpts, search and reading time.
    package var plainText = ""
    /// Elements of it that lie around more than one piece, outer ones first.
    package var rawElements: [RawElement] = []
    package var wordCount = 0
    /// What is wrong with the text itself, e.g. an undefined footnote.
    package var problems: [Problem] = []

    package init() {}

    /// Gives back the room that was there to grow: for a text that is kept.
    package mutating func compact() {
        body.compact()
        headings.compact()
        links.compact()
        codeBlocks.compact()
    }
}

extension Array {
    mutating func compact() {
        if capacity > count { self = withUnsafeBufferPointer { Array($0) } }
    }
}

/// A place in the file: 1-based line, 1-based column counted in UTF-8 bytes.
package struct SourcePosition: Sendable, Codable, Hashable, Comparable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// From the first byte to just behind the last.
package struct SourceSpan: Sendable, Codable, Hashable {
    package var start: SourcePosition
    package var end: SourcePosition

    package init(start: SourcePosition, end: SourcePosition) {
        self.start = start
        self.end = end
    }
}

package struct Heading: Sendable, Codable, Hashable {
    package var level: Int
    /// The text without markup, as a reader sees it.
    package var text: String
    /// GitHub's slug, unique in the note (`-1`, `-2` for repetitions).
    package var id: String
    package var span: SourceSpan
    /// The pieces of the body from this heading to just before the next of its level or higher.
    package var section: Range<Int>
    /// As written, markup included; empty when there is none.
    package var source = ""
}

package struct Block: Sendable, Codable, Hashable {
    /// As written, without `^`.
    package var id: String
    package var span: SourceSpan
    package var pieces: Range<Int>
    /// The pieces are an `<li>`, which wants a list around it.
    package var isListItem: Bool
}

package struct FootnoteItem: Sendable, Codable, Hashable {
    /// The `id` of its element.
    package var id: String
    package var number: Int
    /// What stands between `<li` and `</li>`; begins with the slot of its `id`.
    package var pieces: Range<Int>
}

package struct ExternalLink: Sendable, Codable, Hashable {
    /// As written, entities and backslashes resolved.
    package var address: String
    package var span: SourceSpan
}

package struct Tag: Sendable, Codable, Hashable {
    package var name: String
    package var span: SourceSpan
}

package struct Link: Sendable, Codable, Hashable {
    package enum Syntax: String, Sendable, Codable { case wikilink, markdown }

    /// What stands around an embed, and so what may be put in its place.
    package enum Place: String, Sendable, Codable {
        /// Alone in its paragraph, whose `<p>` Markdown has left out.
        case alone
        /// In a `<p>`, which may be closed before it and opened again behind it.
        case paragraph
        /// In an `<li>` or `<td>`, where blocks may stand too.
        case flow
        /// In a heading, a link, emphasis: nothing but running text.
        case inline
    }

    package var syntax: Syntax
    /// `![[…]]` and `![…](…)`.
    package var isEmbed: Bool
    /// The path before the first `#`: a wikilink's as written and trimmed, a Markdown link's
    /// percent-decoded. Empty for a link within the note.
    package var path: String
    /// What follows the first `#`, without it: a heading, a chain `a#b`, a block `^id`,
    /// a PDF page `page=3`. Empty when there is none. Decoded like ``path``.
    package var subpath: String
    /// The text after `|` as written; nil when there is none or for Markdown links
    /// (whose text stands between the slots). For an image `![alt](…)`: its alternative text.
    package var display: String?
    /// A Markdown link's title.
    package var title: String
    /// A Markdown link's destination as written, entities and backslashes resolved; empty for
    /// wikilinks. Links with a scheme or host are no ``Link`` at all, but images with one are: then
    /// ``path`` and ``subpath`` are not decoded.
    package var destination: String
    /// Of the whole construct, brackets included.
    package var span: SourceSpan
    /// The sentence the link stands in, as plain text, and the link's own place in it
    /// (UTF-8 offsets): for backlinks.
    package var context: String
    package var contextRange: Range<Int>
    package var place = Place.inline
}

/// A fenced or indented code block. Markdown emits nothing for it but a slot.
package struct CodeBlock: Sendable, Codable, Hashable {
    /// The info string as written, entities and escapes resolved; empty for indented code.
    package var info: String
    /// With its final newline.
    package var code: String
    /// Of the whole block, fences included.
    package var span: SourceSpan
    /// The file's line on which `code` begins.
    package var firstCodeLine: Int
    /// Columns that the container (list, quote) and the fence's own indentation take off each line.
    package var indentation: Int
}

/// Inline code of the form `` `= NAME.subject` ``.
package struct InlineValue: Sendable, Codable, Hashable {
    /// What follows `=`, trimmed.
    package var expression: String
    package var span: SourceSpan
}

package struct Formula: Sendable, Codable, Hashable {
    package var tex: String
    /// It stands alone in its paragraph or on its line: then Markdown has left the `<p>` out.
    package var isBlock: Bool
    /// Written with `$$`, so set as a display, be it within a line or not.
    package var isDisplay: Bool
    package var span: SourceSpan
    /// Where `tex` begins.
    package var start: SourcePosition
    /// Columns that the marks of the quotes it stands in take off each further line.
    package var quoteWidth: Int
}

/// A callout of a type named in ``ParseOptions/slottedCallouts``: the site writes its title.
package struct SlottedCallout: Sendable, Codable, Hashable {
    /// Lower-cased.
    package var type: String
    /// The title as written.
    package var title: String
    package var span: SourceSpan
}

package struct Problem: Sendable, Codable, Hashable {
    package enum Kind: String, Sendable, Codable {
        case undefinedFootnote, unusedFootnote, duplicateFootnote
        case undefinedReference, unusedReference, duplicateReference
        case duplicateBlockID, unclosedComment, nestingTooDeep
        case invalidUTF8, nulByte, filteredHTML, forbiddenHTML, scriptAddress, refusedScheme
        case droppedElement, droppedAttributes, droppedFrame, malformedTag, unopenedElement
        case unclosedElement
    }
    package var kind: Kind
    /// The name or text it is about.
    package var subject: String
    package var span: SourceSpan
    /// How often it comes again below in the same text.
    package var repetitions = 0
}

/// What becomes of an author's own HTML.
package enum HTMLPolicy: String, Sendable, Codable, Hashable, CaseIterable {
    /// Elements, attributes and schemes of a list come through, properly nested.
    case safe
    /// All comes through but what GFM's tag filter disarms.
    case allow
    /// It is shown as text.
    case forbid
}

/// An element of an author's own HTML that several pieces of a text lie in.
package struct RawElement: Sendable, Codable, Hashable {
    /// The tag that opens it.
    package var tag: String
    package var name: String
    /// Before these pieces it is open.
    package var pieces: Range<Int>
}

package struct ParseOptions: Sendable, Codable, Hashable {
    /// The file's line on which the text begins (behind the front matter).
    package var firstLine = 1
    /// False: a soft break is shown as a line break, as Obsidian does by default.
    package var strictLineBreaks = true
    package var html = HTMLPolicy.safe
    /// Hosts whose pages may be shown in frames.
    package var frames: Set<String> = []
    /// False: only CommonMark and GFM, for conformance tests.
    package var vaultSyntax = true
    package var slottedCallouts: Set<String> = ["claim"]

    package init() {}
}
