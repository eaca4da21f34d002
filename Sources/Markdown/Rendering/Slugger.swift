/// Headings' identifiers, as GitHub makes them: lower case, letters, digits, `_` and `-` kept, each
/// space a `-`, everything else gone; `-1`, `-2` behind repetitions.
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
