import Basics
import Markdown

/// Builds HTML or SVG: all text and all attribute values go through here, and are escaped here.
package struct MarkupWriter {
    package private(set) var html = ""

    package init(html: String = "") {
        self.html = html
    }

    package mutating func open(_ element: String, _ attributes: [(String, String?)] = []) {
        html += "<" + element
        for case (let name, let value?) in attributes {
            html += " " + name
            if !value.isEmpty || !Self.isBoolean(name) {
                html += "=\"" + escapedHTML(value) + "\""
            }
        }
        html += ">"
    }

    package mutating func close(_ element: String) { html += "</" + element + ">" }

    package mutating func text(_ text: some StringProtocol) { html += escapedHTML(text) }

    package mutating func raw(_ markup: String) { html += markup }

    package mutating func newline() { html += "\n" }

    /// An element with text alone.
    package mutating func element(
        _ element: String, _ attributes: [(String, String?)], _ text: some StringProtocol
    ) {
        open(element, attributes)
        html += escapedHTML(text)
        close(element)
    }

    package mutating func element(_ element: String, _ text: some StringProtocol) {
        self.element(element, [], text)
    }

    /// An element whose content is written by `content`.
    package mutating func wrap(
        _ element: String, _ attributes: [(String, String?)] = [],
        content: (inout MarkupWriter) -> Void
    ) {
        open(element, attributes)
        content(&self)
        close(element)
    }

    /// A link where there is an address, else the text alone.
    package mutating func link(_ text: some StringProtocol, to href: String?, class: String? = nil)
    {
        guard let href else {
            self.text(text)
            return
        }
        element("a", [("href", href), ("class", `class`)], text)
    }

    /// Words for those who don't see the marks.
    package mutating func hidden(_ text: String) {
        element("span", [("class", "visually-hidden")], text)
    }

    private static func isBoolean(_ name: String) -> Bool {
        ["hidden", "checked", "disabled", "open", "selected"].contains(name)
    }
}

/// Where a piece of evidence can be read. Whoever lays out the pages says at which address.
package enum EvidenceTarget: Sendable, Hashable {
    /// Position in ``Vault/notes``.
    case note(Int)
    case measure(String, note: Int)
    case claim(String, note: Int)
    case pair(String, String)
    case matrix
    case ledger
}

/// An address for what has a page; nil for what has none.
package typealias EvidenceLink = (EvidenceTarget) -> String?

/// The address a source gives, when it is one that a reader may follow.
func webAddress(_ source: String) -> String? {
    Address.isWeb(source) ? source : nil
}
