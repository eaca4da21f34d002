import Markdown

/// Builds HTML or SVG: all text and all attribute values go through here, and are escaped here.
struct MarkupWriter {
    private(set) var html = ""

    mutating func open(_ element: String, _ attributes: [(String, String?)] = []) {
        html += "<" + element
        for case (let name, let value?) in attributes {
            html += " " + name
            if !value.isEmpty || !Self.isBoolean(name) {
                html += "=\"" + escapedHTML(value) + "\""
            }
        }
        html += ">"
    }

    mutating func close(_ element: String) { html += "</" + element + ">" }

    mutating func text(_ text: some StringProtocol) { html += escapedHTML(text) }

    mutating func raw(_ markup: String) { html += markup }

    mutating func newline() { html += "\n" }

    /// An element with text alone.
    mutating func element(
        _ element: String, _ attributes: [(String, String?)], _ text: some StringProtocol
    ) {
        open(element, attributes)
        html += escapedHTML(text)
        close(element)
    }

    mutating func element(_ element: String, _ text: some StringProtocol) {
        self.element(element, [], text)
    }

    /// An element whose content is written by `content`.
    mutating func wrap(
        _ element: String, _ attributes: [(String, String?)] = [],
        content: (inout MarkupWriter) -> Void
    ) {
        open(element, attributes)
        content(&self)
        close(element)
    }

    /// A link where there is an address, else the text alone.
    mutating func link(_ text: some StringProtocol, to href: String?, class: String? = nil) {
        guard let href else {
            self.text(text)
            return
        }
        element("a", [("href", href), ("class", `class`)], text)
    }

    /// Words for those who don't see the marks.
    mutating func hidden(_ text: String) {
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
