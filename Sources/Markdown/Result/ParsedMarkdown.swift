/// The result of parsing one note's text. Everything that depends on other notes, on records or on
/// the theme is left open as a ``Slot``.
///
/// It depends on that text and the ``ParseOptions`` only, so it can be cached by their digest.
package struct ParsedMarkdown: Sendable, Codable {
    /// The HTML, with slots for the parts that the site decides on.
    package var body = Fragment()
    package var headings: [Heading] = []
    /// Wikilinks, Markdown links to notes and files, images and embeds, in the order of the text.
    package var links: [Link] = []
    /// Links with a scheme or host, for the link checker. Their HTML is final.
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
    /// The pieces of ``body`` that are the footnotes' section; empty if there is none.
    package var footnotes = 0..<0
    /// Each footnote in that section, in order.
    package var footnoteItems: [FootnoteItem] = []
    /// The text that a reader sees, without code, for excerpts, search and reading time.
    package var plainText = ""
    /// Attributes of raw HTML that lead to notes and files.
    package var attributes: [RawAttribute] = []
    /// Elements of it that lie around more than one piece, outer ones first.
    package var rawElements: [RawElement] = []
    package var wordCount = 0
    /// Problems of the text itself, e.g. an undefined footnote.
    package var problems: [Problem] = []

    package init() {}

    /// Frees capacity that was reserved for appending. Use it for a text that is kept.
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

/// A place in the file: 1-based line, and 1-based column counted in UTF-8 bytes.
package struct SourcePosition: Sendable, Codable, Hashable, Comparable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// A range of the file. `end` is the position after its last byte.
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
    /// The text as written, with markup; empty if there is none.
    package var source = ""
    /// It stands in a quote or callout, so that the note's outline does without it.
    package var isQuoted = false
}

package struct Block: Sendable, Codable, Hashable {
    /// The identifier as written, without `^`.
    package var id: String
    package var span: SourceSpan
    package var pieces: Range<Int>
    /// True if the pieces are an `<li>`, which needs a list around it.
    package var isListItem: Bool
}

package struct FootnoteItem: Sendable, Codable, Hashable {
    /// The `id` of its element.
    package var id: String
    package var number: Int
    /// The pieces between `<li` and `</li>`. They begin with the slot of the `id`.
    package var pieces: Range<Int>
}

package struct ExternalLink: Sendable, Codable, Hashable {
    /// The address as written, with entities and backslashes resolved.
    package var address: String
    package var span: SourceSpan
}

package struct Tag: Sendable, Codable, Hashable {
    package var name: String
    package var span: SourceSpan
}

package struct Link: Sendable, Codable, Hashable {
    package enum Syntax: String, Sendable, Codable { case wikilink, markdown }

    /// The context of an embed. It decides which elements may replace the embed.
    package enum Place: String, Sendable, Codable {
        /// Alone in its paragraph, whose `<p>` is not written.
        case alone
        /// In a `<p>`, which may be closed before the embed and opened again after it.
        case paragraph
        /// In an `<li>` or `<td>`, where blocks are allowed.
        case flow
        /// In a heading, a link or emphasis, where only running text is allowed.
        case inline
    }

    package var syntax: Syntax
    /// True for `![[…]]` and `![…](…)`.
    package var isEmbed: Bool
    /// The path before the first `#`. A wikilink's is trimmed and otherwise as written; a Markdown
    /// link's is percent-decoded. Empty for a link within the note.
    package var path: String
    /// The text after the first `#`: a heading, a chain `a#b`, a block `^id`, or a PDF page
    /// `page=3`. Empty if there is none. It is decoded like ``path``.
    package var subpath: String
    /// The text after `|` as written; nil if there is none, and for Markdown links, whose text is
    /// between the slots. For an image `![alt](…)` it is the alternative text.
    package var display: String?
    /// A Markdown link's title.
    package var title: String
    /// A Markdown link's destination as written, with entities and backslashes resolved; empty for
    /// wikilinks. A link with a scheme or host is an ``ExternalLink`` instead. An image with one is
    /// a ``Link``, whose ``path`` and ``subpath`` are not decoded.
    package var destination: String
    /// The whole construct, with its brackets.
    package var span: SourceSpan
    /// The sentence that contains the link, as plain text, and the link's range in it (UTF-8
    /// offsets). Backlinks show it.
    package var context: String
    package var contextRange: Range<Int>
    package var place = Place.inline
}

/// A fenced or indented code block. The HTML contains only a slot for it.
package struct CodeBlock: Sendable, Codable, Hashable {
    /// The info string as written, with entities and escapes resolved; empty for indented code.
    package var info: String
    /// The code with its final newline.
    package var code: String
    /// The whole block, with its fences.
    package var span: SourceSpan
    /// The line of the file on which `code` begins.
    package var firstCodeLine: Int
    /// The columns that the container (list, quote) and the fence's own indentation remove from
    /// each line.
    package var indentation: Int
}

/// Inline code of the form `` `= NAME.subject` ``.
package struct InlineValue: Sendable, Codable, Hashable {
    /// The text after `=`, trimmed.
    package var expression: String
    package var span: SourceSpan
}

package struct Formula: Sendable, Codable, Hashable {
    package var tex: String
    /// True if it is alone in its paragraph or on its line. The `<p>` is then not written.
    package var isBlock: Bool
    /// True if it is written with `$$`, even within a line.
    package var isDisplay: Bool
    package var span: SourceSpan
    /// The position at which `tex` begins.
    package var start: SourcePosition
    /// The columns that the marks of enclosing quotes remove from each further line.
    package var quoteWidth: Int
}

/// A callout of a type in ``ParseOptions/slottedCallouts``: the site writes its title.
package struct SlottedCallout: Sendable, Codable, Hashable {
    /// The type in lower case.
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
    /// The name or text that the problem concerns.
    package var subject: String
    package var span: SourceSpan
    /// The number of further occurrences in the same text.
    package var repetitions = 0
}

/// The treatment of an author's own HTML.
package enum HTMLPolicy: String, Sendable, Codable, Hashable, CaseIterable {
    /// Elements, attributes and schemes of an allowlist are kept, properly nested.
    case safe
    /// Everything is kept, except tags that GFM's tag filter disarms.
    case allow
    /// HTML is shown as text.
    case forbid
}

/// An element of an author's own HTML that several pieces of a text lie in.
package struct RawElement: Sendable, Codable {
    /// The tag that opens it.
    package var tag: Fragment
    package var name: String
    /// The pieces before which the element is open.
    package var pieces: Range<Int>
}

/// An attribute of an author's own HTML whose value the site has to find out.
package struct RawAttribute: Sendable, Codable, Hashable {
    /// One of the addresses in a `srcset`, or the only one.
    package struct Candidate: Sendable, Codable, Hashable {
        package var link: Int
        /// What follows it, such as `2x`; else empty.
        package var descriptor: String
    }

    package var name: String
    package var addresses: [Candidate]
}

package struct ParseOptions: Sendable, Codable, Hashable {
    /// The line of the file on which the text begins, after the front matter.
    package var firstLine = 1
    /// If false, a soft break is shown as a line break, as Obsidian does by default.
    package var strictLineBreaks = true
    package var html = HTMLPolicy.safe
    /// The hosts whose pages may be shown in frames.
    package var frames: Set<String> = []
    /// If false, only CommonMark and GFM are parsed, for conformance tests.
    package var vaultSyntax = true
    package var slottedCallouts: Set<String> = ["claim"]

    package init() {}
}
