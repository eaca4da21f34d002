import Basics
import Markdown

/// Builds HTML or SVG, and escapes all texts and attribute values.
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

    /// Writes markup as it is. It must not contain unescaped text from a note.
    package mutating func raw(_ markup: String) { html += markup }

    package mutating func newline() { html += "\n" }

    /// Writes an element that contains only text.
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

    /// Writes an element whose content `content` writes.
    package mutating func wrap(
        _ element: String, _ attributes: [(String, String?)] = [],
        content: (inout MarkupWriter) -> Void
    ) {
        open(element, attributes)
        content(&self)
        close(element)
    }

    /// Writes a link, or the text alone if there is no address.
    package mutating func link(_ text: some StringProtocol, to href: String?, class: String? = nil)
    {
        guard let href else {
            self.text(text)
            return
        }
        element("a", [("href", href), ("class", `class`)], text)
    }

    /// Opens the box in which a wide table scrolls, also by keyboard. The caller closes the `div`.
    ///
    /// - Parameter label: its name for screen readers.
    package mutating func openScrollingBox(label: String) {
        open(
            "div",
            [
                ("class", "table-scroll"), ("role", "region"), ("tabindex", "0"),
                ("aria-label", label),
            ])
    }

    /// Writes text that only screen readers present.
    package mutating func hidden(_ text: String) {
        element("span", [("class", "visually-hidden")], text)
    }

    private static func isBoolean(_ name: String) -> Bool {
        ["hidden", "checked", "disabled", "open", "selected"].contains(name)
    }
}

/// The subject of a link to evidence. The caller that lays out the pages maps it to an address.
package enum EvidenceTarget: Sendable, Hashable {
    /// The note's position in ``Vault/notes``.
    case note(Int)
    case measure(String, note: Int)
    case claim(String, note: Int)
    case pair(String, String)
    case matrix
    case ledger
}

/// Returns the address of a target, or nil if it has no page.
package typealias EvidenceLink = (EvidenceTarget) -> String?

/// Returns the address that a source gives, if a reader may follow it.
func webAddress(_ source: String) -> String? {
    Address.isWeb(source) ? source : nil
}
