/// The declarations of a `style` attribute that an author may use: colours, fonts, sizes and the
/// flow of text. None of them fetches anything, and none takes an element out of the flow of its
/// page, so a note can't cover what the site itself shows.
struct StyleDeclarations {
    /// The allowed declarations as they are written; empty if there are none.
    private(set) var css = ""
    /// The properties of the declarations that are not allowed.
    private(set) var dropped: [String] = []

    init(_ style: String) {
        for declaration in style.split(separator: ";") {
            let parts = declaration.split(separator: ":", maxSplits: 1)
            let name = parts.first.map { $0.trimmingBlanks.lowercased() } ?? ""
            if name.isEmpty { continue }
            let value = parts.count > 1 ? parts[1].trimmingBlanks : ""
            if Self.isAllowed(name), Self.isAllowedValue(value, of: name) {
                css += (css.isEmpty ? "" : "; ") + name + ": " + value
            } else {
                dropped.append(name)
            }
        }
    }

    private static let properties: Set<String> = [
        "align-content", "align-items", "align-self", "aspect-ratio", "background",
        "background-color", "break-after", "break-before", "break-inside", "caption-side", "clear",
        "color", "column-count", "column-gap", "column-width", "columns", "direction", "display",
        "flex", "flex-basis", "flex-direction", "flex-flow", "flex-grow", "flex-shrink",
        "flex-wrap",
        "float", "gap", "grid-column", "grid-row", "grid-template-columns", "grid-template-rows",
        "height", "hyphens", "justify-content", "justify-items", "justify-self", "letter-spacing",
        "line-height", "max-height", "max-width", "min-height", "min-width", "object-fit",
        "opacity", "order", "overflow", "overflow-wrap", "overflow-x", "overflow-y", "row-gap",
        "tab-size", "table-layout", "text-align", "text-indent", "text-transform",
        "vertical-align", "white-space", "width", "word-break", "word-spacing", "word-wrap",
        "writing-mode",
    ]
    private static let families = [
        "border", "font", "list-style", "margin", "padding", "text-decoration",
    ]
    private static let functions: Set<String> = [
        "calc", "clamp", "hsl", "hsla", "hwb", "lab", "lch", "linear-gradient", "max", "min",
        "minmax", "oklab", "oklch", "repeat", "rgb", "rgba", "var",
    ]

    private static func isAllowed(_ name: String) -> Bool {
        properties.contains(name)
            || families.contains { name == $0 || name.hasPrefix($0 + "-") }
                && name.utf8.allSatisfy { $0.isASCIILetter || $0 == UInt8(ascii: "-") }
    }

    private static func isAllowedValue(_ value: String, of name: String) -> Bool {
        guard !value.isEmpty, value.utf8.count <= 300 else { return false }
        // A negative margin could cover neighbouring elements.
        if name.hasPrefix("margin"), value.contains("-") || value.contains("(") { return false }
        if name.hasPrefix("border-image") || name == "list-style-image" { return false }
        var word = ""
        for scalar in value.unicodeScalars {
            guard scalar.isASCII else { return false }
            switch scalar {
            case "(":
                // A bracket without a name only groups; `url(` and the like are not in the list of
                // functions.
                guard word.isEmpty || functions.contains(word.lowercased()) else { return false }
                word = ""
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_": word.unicodeScalars.append(scalar)
            case " ", "#", "%", ".", ",", "+", "*", "/", "'", "!", ")": word = ""
            default: return false
            }
        }
        // A comment could hide a part of the value from this check.
        return !value.contains("/*") && value.count { $0 == "'" } % 2 == 0
    }
}

extension StringProtocol {
    fileprivate var trimmingBlanks: String {
        let isBlank = { (character: Character) in character.isWhitespace }
        var rest = Substring(self).drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }
}

/// True for a colour alone: `red`, `#1b7340`, `rgb(1, 2, 3)`.
package func isColour(_ text: String) -> Bool {
    guard (1...60).contains(text.utf8.count) else { return false }
    if text.hasPrefix("#") {
        return [4, 5, 7, 9].contains(text.utf8.count)
            && text.dropFirst().allSatisfy { $0.isASCII && $0.isHexDigit }
    }
    return text.utf8.first?.isASCIILetter == true
        && StyleDeclarations("color:" + text).css == "color: " + text
}
