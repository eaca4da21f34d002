/// A regular expression of a base, `/ab+c/gi`, compiled.
///
/// It runs on a machine that follows all alternatives at once (Thompson, Pike), so a match takes
/// time in proportion to the text and never explodes, whatever the pattern. The price is what such
/// a machine can't do: back-references and look-around are refused, with their place.
package struct BaseRegexp: Sendable, Hashable {
    /// Between the slashes, as written.
    package let pattern: String
    package let flags: String
    let program: [RegexpInstruction]
    let sets: [RegexpSet]
    let groupCount: Int
    let groupNames: [String: Int]

    var isGlobal: Bool { flags.contains("g") }
    var text: String { "/\(pattern)/\(flags)" }

    package static func == (a: Self, b: Self) -> Bool {
        a.pattern == b.pattern && a.flags == b.flags
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(pattern)
        hasher.combine(flags)
    }
}

enum RegexpInstruction: Sendable {
    case scalar(Unicode.Scalar)
    case set(Int)
    /// Anything, but no line break unless `includingBreaks`.
    case any(includingBreaks: Bool)
    /// Tries the first target before the second.
    case split(Int, Int)
    case jump(Int)
    /// Notes the place as the beginning (even) or end (odd) of a group.
    case save(Int)
    case start(ofLine: Bool)
    case end(ofLine: Bool)
    case wordBoundary(Bool)
    case match
}

/// The characters that one place of a pattern accepts.
struct RegexpSet: Sendable {
    enum Kind: Sendable { case digit, word, space, property(String) }

    var ranges: [ClosedRange<Unicode.Scalar>] = []
    var kinds: [(kind: Kind, isNegated: Bool)] = []
    var isNegated = false
    var ignoresCase = false

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        var found = holds(scalar)
        if !found, ignoresCase {
            found =
                holds(folded(scalar))
                || scalar.properties.uppercaseMapping.unicodeScalars.count == 1
                    && scalar.properties.uppercaseMapping.unicodeScalars.contains { holds($0) }
        }
        return found != isNegated
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar) }
            || kinds.contains { Self.matches($0.kind, scalar) != $0.isNegated }
    }

    private static func matches(_ kind: Kind, _ scalar: Unicode.Scalar) -> Bool {
        switch kind {
        case .digit: ("0"..."9").contains(scalar)
        case .word: isWord(scalar)
        case .space: scalar.properties.isWhitespace || scalar.value == 0xFEFF
        case .property(let name): hasProperty(name, scalar)
        }
    }

    private static func hasProperty(_ name: String, _ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        switch name {
        case "L", "Letter", "Alphabetic": return properties.isAlphabetic
        case "Lu", "Uppercase_Letter", "Uppercase": return properties.isUppercase
        case "Ll", "Lowercase_Letter", "Lowercase": return properties.isLowercase
        case "N", "Number": return properties.numericType != nil
        case "Nd": return properties.generalCategory == .decimalNumber
        case "Emoji": return properties.isEmoji
        case "P", "Punctuation":
            switch properties.generalCategory {
            case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
                .initialPunctuation, .finalPunctuation, .otherPunctuation:
                return true
            default: return false
            }
        default: return false
        }
    }

    static let properties = [
        "L", "Letter", "Alphabetic", "Lu", "Uppercase_Letter", "Uppercase", "Ll",
        "Lowercase_Letter", "Lowercase", "N", "Number", "Nd", "Emoji", "P", "Punctuation",
    ]
}

func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
}

/// Lower case, where that is a single character.
func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII {
        return ("A"..."Z").contains(scalar)
            ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar
    }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    return lower.count == 1 ? lower.first ?? scalar : scalar
}
