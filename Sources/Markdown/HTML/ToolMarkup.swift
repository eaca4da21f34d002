/// The elements and attributes that an outside program is expected to write. A note controls the
/// input of such programs, and could make them write others.
package struct ToolMarkup: Sendable {
    private let elements: Set<String>
    private let attributes: Set<String>

    /// Code as Pygments colours it.
    package static let highlighting = ToolMarkup(elements: ["span"], attributes: ["class"])

    /// A formula.
    package static let math = ToolMarkup(
        elements: [
            "maction", "math", "menclose", "merror", "mfenced", "mfrac", "mi", "mmultiscripts",
            "mn",
            "mo", "mover", "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace",
            "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder",
            "munderover", "none",
        ],
        attributes: [
            "accent", "accentunder", "alttext", "bevelled", "class", "close", "columnalign",
            "columnlines", "columnspacing", "columnspan", "depth", "display", "displaystyle",
            "fence", "form", "frame", "height", "href", "largeop", "linebreak", "linethickness",
            "lspace", "mathbackground", "mathcolor", "mathsize", "mathvariant", "maxsize",
            "minsize",
            "movablelimits", "notation", "open", "rowalign", "rowlines", "rowspacing", "rowspan",
            "rspace", "scriptlevel", "separator", "separators", "stretchy", "style", "symmetric",
            "voffset", "width", "xmlns",
        ])

    /// Writes the markup anew without other attributes. Returns nil if it has other elements or is
    /// badly nested.
    package func rebuilt(_ markup: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(markup.count)
        var open: [String] = []
        var rest = markup[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            result.append(htmlText: rest[..<start])
            guard let tag = HTMLTag(rest[start...]), elements.contains(tag.name) else { return nil }
            if tag.isClosing {
                guard open.popLast() == tag.name else { return nil }
                result += "</\(tag.name)>".utf8
            } else {
                result += "<\(tag.name)".utf8
                for attribute in tag.attributes { append(attribute, to: &result) }
                result.append(UInt8(ascii: ">"))
                if markup[tag.range.upperBound - 2] == UInt8(ascii: "/") {
                    result += "</\(tag.name)>".utf8
                } else {
                    open.append(tag.name)
                }
            }
            rest = rest[tag.range.upperBound...]
        }
        guard open.isEmpty else { return nil }
        result.append(htmlText: rest)
        return result
    }

    private func append(_ attribute: HTMLTag.Attribute, to result: inout [UInt8]) {
        guard attributes.contains(attribute.name) else { return }
        var value = attribute.value
        switch attribute.name {
        case "style": value = StyleDeclarations(value).css
        case "href" where !Address.isAllowed(value, as: .link): return
        case "xmlns" where value != "http://www.w3.org/1998/Math/MathML": return
        default: break
        }
        result.append(attribute: attribute.name, value)
    }
}
