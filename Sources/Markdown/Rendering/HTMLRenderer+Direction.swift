// Which way a block runs, in a text that has letters of both kinds.
extension HTMLRenderer {
    /// For a block of running text: browsers tell by its first letter.
    mutating func writeDirection() {
        if hasDirections { writer.write(" dir=\"auto\"") }
    }

    /// For a block around others, which browsers would leave out of account: by its first letter too.
    mutating func writeDirection(ofBlocksIn span: Span) {
        guard hasDirections, span.isKnown else { return }
        let start = placeholders.sourceOffset(Int(span.start))
        let end = placeholders.sourceEnd(Int(span.end))
        guard start < end, end <= source.bytes.count else { return }
        switch isRightToLeft(source.bytes[start..<end]) {
        case true?: writer.write(" dir=\"rtl\"")
        case false?: writer.write(" dir=\"ltr\"")
        case nil: break
        }
    }

    /// By the first letter that is no part of markup; nil when there is none.
    private func isRightToLeft(_ text: ArraySlice<UInt8>) -> Bool? {
        var isInTag = false
        var isInMark = false
        var previous: Unicode.Scalar = " "
        // A text without any letter in so many signs is no text.
        for scalar in String(decoding: text.prefix(2_000), as: UTF8.self).unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "<": isInTag = true
            case ">": isInTag = false
            case "\n": (isInTag, isInMark) = (false, false)
            // The type of a callout, the state of a task, the name of a footnote.
            case "!" where previous == "[", "^" where previous == "[": isInMark = true
            case "[" where previous == " ": isInMark = false
            case "]": isInMark = false
            case "x" where previous == "[", "X" where previous == "[": break
            case _ where isInTag || isInMark: break
            default:
                if scalar.isRightToLeft { return true }
                if scalar.properties.isAlphabetic { return false }
            }
        }
        return nil
    }
}

extension Unicode.Scalar {
    /// A letter of Hebrew, Arabic, Syriac, Thaana, N'Ko and their like.
    fileprivate var isRightToLeft: Bool {
        switch value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
            properties.isAlphabetic
        default: false
        }
    }
}

extension [UInt8] {
    /// Do these bytes of UTF-8 hold Hebrew, Arabic or a script of their like?
    var holdRightToLeft: Bool {
        withUnsafeBufferPointer { bytes in
            var index = 0
            while index + 1 < bytes.count {
                let byte = bytes[index]
                if byte >= 0xD6, byte <= 0xDF, byte > 0xD6 || bytes[index + 1] >= 0x90 {
                    return true
                }
                index += 1
            }
            return false
        }
    }
}
