// Attribute values are parsed according to their kind and written anew.
extension HTMLSanitizer {
    /// - Parameter dropped: collects the parts of a style that are not written.
    /// - Returns: true if the attribute was written.
    func write(
        _ attribute: HTMLTag.Attribute, _ kind: HTMLAllowlist.Value, to html: inout [UInt8],
        _ dropped: inout [String]
    ) -> Bool {
        let name = attribute.name
        let value = attribute.value
        switch kind {
        case .flag:
            html += " \(name)".utf8
            return true
        case .text:
            html += " \(name)=\"".utf8
            html.append(htmlText: attribute.source ?? [], quotes: true)
            html.append(UInt8(ascii: "\""))
            return true
        case .style:
            let style = StyleDeclarations(value)
            dropped += style.dropped.map { "style: \($0)" }
            if !style.css.isEmpty { html.append(attribute: name, style.css) }
            return true
        case .link, .media:
            var isLink = false
            if case .link = kind { isLink = true }
            guard Address.isAllowed(value, as: isLink ? .link : .media) else { return false }
            html += " \(name)=\"".utf8
            html.append(htmlAddress: value)
            html.append(UInt8(ascii: "\""))
            return true
        case .mediaSet:
            guard let set = mediaSet(value) else { return false }
            html.append(attribute: name, set)
            return true
        case .word where value.unicodeScalars.allSatisfy(isWordPart),
            .length where isLength(value), .identifier where isIdentifier(value):
            html.append(attribute: name, value)
            return true
        case .oneOf(let choices) where choices.contains(value.lowercased()):
            html.append(attribute: name, value.lowercased())
            return true
        case .colour where isColour(value) || isColour("#" + value):
            html.append(attribute: name, value)
            return true
        case .word, .length, .identifier, .oneOf, .colour: return false
        }
    }

    private func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0xA0
            || scalar.value < 0x80
                && (UInt8(scalar.value).isASCIILetter || UInt8(scalar.value).isASCIIDigit
                    || " -_.:,#/+".unicodeScalars.contains(scalar))
    }

    private func isLength(_ value: String) -> Bool {
        let number = value.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        let digits = number.prefix { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
        let unit = String(decoding: number.dropFirst(digits.count), as: UTF8.self).lowercased()
        return (1...8).contains(digits.count) && value.utf8.count - number.count <= 1
            && ["", "px", "%", "em", "rem"].contains(unit)
    }

    /// Identifiers of the page itself have this prefix; see the theme's layout.
    static let reservedIdentifiers = "page."

    private func isIdentifier(_ value: String) -> Bool {
        (1...200).contains(value.utf8.count) && !value.hasPrefix(Self.reservedIdentifiers)
            && value.unicodeScalars.allSatisfy {
                $0.value > 0x20 && !"\"'<>&`".unicodeScalars.contains($0)
            }
    }

    private func mediaSet(_ value: String) -> String? {
        LocalAddresses.imageSet(value)?.map {
            let address = percentEncoded($0.address.utf8)
            return $0.descriptor.isEmpty ? address : address + " " + $0.descriptor
        }.joined(separator: ", ")
    }
}

extension [UInt8] {
    mutating func append(attribute name: String, _ value: String) {
        self += " \(name)=\"".utf8
        for byte in value.utf8 { append(escaping: byte, quotes: true) }
        append(UInt8(ascii: "\""))
    }

    /// Appends escaped text. References such as `&lt;` stay as they are, since a browser decodes
    /// them to text.
    mutating func append(htmlText text: ArraySlice<UInt8>, quotes: Bool = false) {
        var rest = text
        while let byte = rest.first {
            if byte == UInt8(ascii: "&"), rest.beginsWithReference {
                append(byte)
            } else {
                append(escaping: byte, quotes: quotes)
            }
            rest = rest.dropFirst()
        }
    }

    mutating func append(htmlAddress address: String) {
        for byte in percentEncoded(address.utf8).utf8 { append(escaping: byte, quotes: true) }
    }

    private mutating func append(escaping byte: UInt8, quotes: Bool) {
        switch byte {
        case UInt8(ascii: "<"): self += "&lt;".utf8
        case UInt8(ascii: ">"): self += "&gt;".utf8
        case UInt8(ascii: "&"): self += "&amp;".utf8
        case UInt8(ascii: "\"") where quotes: self += "&quot;".utf8
        case UInt8(ascii: "'") where quotes: self += "&#x27;".utf8
        case 0: self += "\u{FFFD}".utf8
        default: append(byte)
        }
    }
}

extension ArraySlice<UInt8> {
    /// True if the text begins with `&name;`, `&#1;` or `&#x1;`.
    fileprivate var beginsWithReference: Bool {
        var name = dropFirst()
        var isNumber = false
        if name.first == UInt8(ascii: "#") {
            isNumber = true
            name = name.dropFirst()
            if name.first.map({ $0 | 0x20 }) == UInt8(ascii: "x") { name = name.dropFirst() }
        }
        let body = name.prefix(32).prefix {
            $0.isASCIIDigit || $0.isASCIILetter
        }
        guard let first = body.first, body.endIndex < endIndex,
            self[body.endIndex] == UInt8(ascii: ";")
        else { return false }
        return isNumber ? body.count <= 8 : first.isASCIILetter
    }
}
