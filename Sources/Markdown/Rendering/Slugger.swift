/// Makes identifiers for headings as GitHub does: lower case; letters, digits, `_` and `-` are
/// kept, each space becomes `-`, everything else is dropped, and repetitions get the suffixes `-1`,
/// `-2`.
struct Slugger {
    private var uses: [String: Int] = [:]

    mutating func slug(_ text: String) -> String {
        let base = Self.plainSlug(text)
        guard let count = uses[base] else {
            uses[base] = 0
            return base
        }
        var number = count
        var slug: String
        repeat {
            number += 1
            slug = "\(base)-\(number)"
        } while uses[slug] != nil
        uses[base] = number
        uses[slug] = 0
        return slug
    }

    private static func plainSlug(_ text: String) -> String {
        if let slug = asciiSlug(text) { return slug }
        var slug = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            if scalar == " " {
                slug.append("-")
            } else if scalar.isSlugPart {
                slug.append(scalar)
            }
        }
        // An identifier may not be empty.
        return slug.isEmpty ? "heading" : String(slug)
    }

    /// Returns nil unless `text` is all ASCII.
    private static func asciiSlug(_ text: String) -> String? {
        var slug: [UInt8] = []
        slug.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte >= 0x80 { return nil }
            if byte == 0x20 {
                slug.append(UInt8(ascii: "-"))
            } else if byte.isASCIILetter {
                slug.append(byte | 0x20)
            } else if byte.isASCIIDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") {
                slug.append(byte)
            }
        }
        return slug.isEmpty ? "heading" : String(decoding: slug, as: UTF8.self)
    }
}

extension Unicode.Scalar {
    fileprivate var isSlugPart: Bool {
        if value < 0x80 {
            let byte = UInt8(truncatingIfNeeded: value)
            return byte.isASCIILetter || byte.isASCIIDigit || self == "_" || self == "-"
        }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
            .otherNumber, .connectorPunctuation:
            return true
        default:
            return false
        }
    }
}
