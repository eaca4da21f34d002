/// Tells the direction of a language, and the language of a text by its script.
package enum TextLanguage {
    /// Languages written from right to left, by their tags' first part.
    private static let rightToLeft: Set<String> = [
        "ar", "arc", "azb", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "pnb", "ps", "sd",
        "syr", "ug", "ur", "yi",
    ]

    package static func isRightToLeft(_ tag: String) -> Bool {
        let parts = tag.lowercased().split(separator: "-")
        if parts.contains("latn") || parts.contains("cyrl") { return false }
        if parts.contains("arab") || parts.contains("hebr") { return true }
        return parts.first.map { rightToLeft.contains(String($0)) } ?? false
    }

    /// A script that few languages share, or one of them so often that it may be guessed.
    private enum Script: CaseIterable {
        case han, kana, hangul, thai, hebrew, arabic

        /// The first is the most common one.
        var languages: [String] {
            switch self {
            case .han: ["zh", "ja", "ko", "yue", "wuu", "nan", "lzh"]
            case .kana: ["ja"]
            case .hangul: ["ko"]
            case .thai: ["th"]
            case .hebrew: ["he", "iw", "yi"]
            case .arabic: ["ar", "fa", "ur", "ps", "sd", "ug", "ckb", "ku", "ks", "pnb", "azb"]
            }
        }

        init?(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: self = .han
            case 0x3040...0x30FF, 0x31F0...0x31FF: self = .kana
            case 0x1100...0x11FF, 0xAC00...0xD7AF: self = .hangul
            case 0x0E00...0x0E7F: self = .thai
            case 0x0590...0x05FF, 0xFB1D...0xFB4F: self = .hebrew
            case 0x0600...0x06FF, 0x0750...0x077F, 0x08A0...0x08FF, 0xFB50...0xFDFF,
                0xFE70...0xFEFE:
                self = .arabic
            default: return nil
            }
        }
    }

    /// More of a text tells no more of its language.
    private static let sampleLength = 4_000

    /// The language of a text most of whose letters are of a script that tells it; nil for others.
    static func guess(_ text: String) -> String? {
        let text = text.utf8.prefix(sampleLength)
        if text.allSatisfy({ $0 < 0x80 }) { return nil }
        var counts: [Script: Int] = [:]
        var others = 0
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            if let script = Script(scalar) {
                counts[script, default: 0] += 1
            } else if scalar.properties.isAlphabetic {
                others += 1
            }
        }
        // A word of a syllable script is some two or three signs, one of an alphabet five or six.
        let total = counts.values.reduce(0, +)
        guard total * 2 > others else { return nil }
        if counts[.kana, default: 0] * 10 > total { return "ja" }
        return Script.allCases.max { counts[$0, default: 0] < counts[$1, default: 0] }?
            .languages[0]
    }

    /// The language of a note that says nothing itself: the site's, unless its text is of another
    /// script.
    package static func language(guessed: String?, site: String) -> String {
        guard let guessed else { return site }
        let primary = site.lowercased().split(separator: "-").first.map(String.init) ?? ""
        let isKnown = Script.allCases.contains {
            $0.languages.contains(primary) && $0.languages.contains(guessed)
        }
        return isKnown ? site : guessed
    }
}
