import Basics
import Files
import Foundation
import FoundationXML
import Markdown
import Vault

/// Returns an SVG drawing that is safe within a page: it is parsed as XML and written again with
/// only the elements, attributes and URL schemes listed here, so that a note can't add anything
/// else.
///
/// The drawing uses the page's colours and font. It has no identifiers, which might not be unique
/// on the page.
func rebuiltDrawing(_ svg: [UInt8]) -> [UInt8]? {
    let parser = XMLParser(data: Data(svg))
    let writer = DrawingWriter()
    parser.delegate = writer
    guard parser.parse(), parser.parserError == nil, writer.isComplete else { return nil }
    return Array(writer.markup.utf8)
}

private final class DrawingWriter: NSObject, XMLParserDelegate {
    private(set) var markup = ""
    /// For each open element, true if its tags are written.
    private var open: [Bool] = []
    /// The depth within an element that is left out with its content.
    private var skipped = 0

    private var hasFailed = false

    var isComplete: Bool { open.isEmpty && !hasFailed && markup.hasPrefix("<svg") }

    private static let elements: Set<String> = [
        "circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg", "text",
        "tspan",
    ]
    /// Attributes of shapes and their appearance. None of them contains an address.
    private static let attributes: Set<String> = [
        "baseline-shift", "cx", "cy", "d", "dx", "dy", "fill", "fill-opacity", "font-size",
        "font-style", "font-weight", "height", "opacity", "points", "r", "rx", "ry", "stroke",
        "stroke-dasharray", "stroke-linecap", "stroke-opacity", "stroke-width", "text-anchor",
        "text-decoration", "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
    ]

    func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String] = [:]
    ) {
        if skipped > 0 {
            skipped += 1
        } else if element == "a" {
            let address = attributes["xlink:href"] ?? attributes["href"] ?? ""
            let isLink = !address.isEmpty && Address.isAllowed(address, as: .link)
            if isLink { markup += "<a href=\"\(escapedHTML(address.urlKept))\">" }
            open.append(isLink)
        } else if Self.elements.contains(element), (element == "svg") == open.isEmpty {
            markup += "<\(element)" + (open.isEmpty ? " role=\"img\" aria-label=\"Diagram\"" : "")
            write(attributes, of: element)
            markup += ">"
            open.append(true)
        } else {
            skipped = 1
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        if skipped > 0 {
            skipped -= 1
        } else if open.popLast() == true {
            markup += "</\(element)>"
        }
    }

    /// `parse()` may return true even after an error.
    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) { hasFailed = true }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if skipped == 0, !open.isEmpty { markup += escapedHTML(text) }
    }

    private func write(_ attributes: [String: String], of element: String) {
        var attributes = attributes
        if element == "text", attributes["fill"] == nil { attributes["fill"] = "black" }
        for (name, value) in attributes.sorted(by: { $0.key < $1.key })
        where Self.attributes.contains(name) && isPlain(value) {
            let isColour = name == "fill" || name == "stroke"
            let shown = isColour && value == "black" ? "currentColor" : value
            markup += " \(name)=\"\(escapedHTML(shown))\""
        }
    }

    /// Returns true for numbers, names and colours, and false for references such as `url(#x)`.
    private func isPlain(_ value: String) -> Bool {
        !value.lowercased().contains("url")
            && value.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
                    || " \t\n#%.,()+-_".utf8.contains($0)
            }
    }
}
