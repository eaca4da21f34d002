/// A tag of an author's own HTML, `</name>` or `<name attribute="value" …>`. The grammar is so
/// strict that every HTML parser reads the tag in the same way.
///
/// Text that doesn't fit the grammar is not a tag, and is shown as text.
struct HTMLTag {
    struct Attribute: Equatable {
        /// The name in lower case.
        var name: String
        /// The value as written, without quotes; nil if there is none.
        var source: ArraySlice<UInt8>?
        /// Of all of it, its quotes included.
        var range: Range<Int>

        /// The value with its references resolved as far as an address needs it; empty if there is
        /// none.
        var value: String { source.map(resolvingReferences) ?? "" }
    }

    /// A tag with more attributes is shown as text.
    private static let attributeLimit = 100

    /// The name in lower case.
    private(set) var name = ""
    private(set) var isClosing = false
    /// The attributes in order. If a name occurs twice, the first one counts, as in a browser.
    private(set) var attributes: [Attribute] = []
    /// The range of the tag in the text that it was found in.
    private(set) var range: Range<Int>

    /// - Parameter html: text that begins with `<`.
    init?(_ html: ArraySlice<UInt8>) {
        var cursor = Cursor(rest: html.dropFirst())
        range = html.startIndex..<html.startIndex
        guard html.first == UInt8(ascii: "<") else { return nil }
        isClosing = cursor.take("/")
        guard let name = cursor.name(limit: 20) else { return nil }
        self.name = name
        while true {
            let hasSpace = cursor.skipSpace()
            if cursor.take(">") { break }
            if cursor.take("/") {
                guard cursor.take(">") else { return nil }
                break
            }
            // Parsers disagree about `<a/b>` and `<a"b">`, so these are not tags.
            guard hasSpace || cursor.followsValue, let attribute = cursor.attribute() else {
                return nil
            }
            if !attributes.contains(where: { $0.name == attribute.name }) {
                guard attributes.count < Self.attributeLimit else { return nil }
                attributes.append(attribute)
            }
        }
        range = html.startIndex..<cursor.rest.startIndex
    }

    /// The range of `<name` or `</name`.
    var nameRange: Range<Int> {
        range.lowerBound..<(range.lowerBound + name.utf8.count + (isClosing ? 2 : 1))
    }

    func value(of name: String) -> String? {
        attributes.first { $0.name == name && $0.source != nil }?.value
    }
}

private struct Cursor {
    private(set) var rest: ArraySlice<UInt8>
    /// True after a value in quotes, which needs no space after it.
    private(set) var followsValue = false

    init(rest: ArraySlice<UInt8>) { self.rest = rest }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func skipSpace() -> Bool {
        let start = rest.startIndex
        rest = rest.drop(while: \.isASCIISpace)
        return rest.startIndex > start
    }

    mutating func name(limit: Int) -> String? {
        guard rest.first?.isASCIILetter == true else { return nil }
        let name = rest.prefix {
            $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-")
                || $0 == UInt8(ascii: "_")
                || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
        }
        guard name.count <= limit else { return nil }
        rest = rest[name.endIndex...]
        return String(decoding: name, as: UTF8.self).lowercased()
    }

    mutating func attribute() -> HTMLTag.Attribute? {
        followsValue = false
        let start = rest.startIndex
        guard let name = name(limit: 64) else { return nil }
        let end = rest
        _ = skipSpace()
        guard take("=") else {
            rest = end
            return HTMLTag.Attribute(name: name, source: nil, range: start..<rest.startIndex)
        }
        _ = skipSpace()
        guard let value = value() else { return nil }
        return HTMLTag.Attribute(name: name, source: value, range: start..<rest.startIndex)
    }

    private mutating func value() -> ArraySlice<UInt8>? {
        let value: ArraySlice<UInt8>
        if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            guard let close = rest.dropFirst().firstIndex(of: quote) else { return nil }
            value = rest[(rest.startIndex + 1)..<close]
            rest = rest[(close + 1)...]
            followsValue = true
        } else {
            value = rest.prefix { !$0.isASCIISpace && !"\"'=<>`".utf8.contains($0) }
            guard !value.isEmpty else { return nil }
            rest = rest[value.endIndex...]
        }
        return value
    }
}

/// Resolves numeric references and the named ones that could hide the scheme of an address. All
/// other text stays as it is and is escaped when it is written, so no unchecked reference is passed
/// on.
private func resolvingReferences(_ text: ArraySlice<UInt8>) -> String {
    var result = ""
    var rest = text
    while let sign = rest.firstIndex(of: UInt8(ascii: "&")) {
        result += String(decoding: rest[..<sign], as: UTF8.self)
        if let (character, end) = reference(rest[sign...]) {
            result += character
            rest = rest[end...]
        } else {
            result += "&"
            rest = rest[(sign + 1)...]
        }
    }
    return result + String(decoding: rest, as: UTF8.self)
}

private let namedReferences = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "colon": ":",
    "Tab": "\t", "NewLine": "\n", "sol": "/", "bsol": "\\", "lpar": "(", "rpar": ")", "num": "#",
    "quest": "?", "equals": "=", "period": ".", "comma": ",", "semi": ";", "percnt": "%",
    "lowbar": "_", "plus": "+", "excl": "!", "copy": "©", "reg": "®", "trade": "™", "hellip": "…",
    "mdash": "—", "ndash": "–", "laquo": "«", "raquo": "»", "times": "×", "rarr": "→", "larr": "←",
]

/// - Parameter text: text that begins with `&`.
private func reference(_ text: ArraySlice<UInt8>) -> (String, end: Int)? {
    let rest = text.dropFirst()
    guard rest.first == UInt8(ascii: "#") else {
        let name = rest.prefix { $0.isASCIILetter || $0.isASCIIDigit }
        guard name.endIndex < rest.endIndex, rest[name.endIndex] == UInt8(ascii: ";"),
            let character = namedReferences[String(decoding: name, as: UTF8.self)]
        else { return nil }
        return (character, name.endIndex + 1)
    }
    var digits = rest.dropFirst()
    let isHex = digits.first.map { $0 | 0x20 } == UInt8(ascii: "x")
    if isHex { digits = digits.dropFirst() }
    let number = digits.prefix { isHex ? $0.isHexDigit : $0.isASCIIDigit }
    guard !number.isEmpty else { return nil }
    // Browsers accept a reference without its semicolon.
    let hasEnd = number.endIndex < digits.endIndex && digits[number.endIndex] == UInt8(ascii: ";")
    let value = UInt32(
        String(decoding: number.drop { $0 == UInt8(ascii: "0") }, as: UTF8.self),
        radix: isHex ? 16 : 10)
    let scalar = value.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
    return (String(Character(scalar)), number.endIndex + (hasEnd ? 1 : 0))
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
    }
}
