import Basics

/// Returns a file or folder name as part of a URL: in lower case, with words joined by `-`. Letters
/// of every script and emoji are kept, and the result is never empty.
///
/// Characters that distinguish names are spelled out, so that “C”, “C++” and “C#” get three pages.
package func slug(_ name: some StringProtocol) -> String {
    if let slug = plainSlug(name) { return slug }
    var result = ""
    result.reserveCapacity(name.utf8.count)
    var pendingHyphen = false
    func append(_ text: some StringProtocol) {
        if pendingHyphen, !result.isEmpty { result += "-" }
        pendingHyphen = false
        result += text
    }
    for scalar in String(name).nfc.lowercased().unicodeScalars {
        switch scalar {
        case "a"..."z", "0"..."9", "_", ".":
            append(String(scalar))
        case "+": append("plus")
        case "#": append("sharp")
        case "&": append("and")
        case "%": append("percent")
        case "'", "’": break
        default:
            let properties = scalar.properties
            if scalar.value < 0x80 || properties.isWhitespace
                || properties.isDefaultIgnorableCodePoint
            {
                // Joiners inside an emoji or a Persian word are ignorable, but part of it.
                if scalar == "\u{200D}" || scalar == "\u{200C}" || properties.isVariationSelector {
                    append(String(scalar))
                } else {
                    pendingHyphen = true
                }
            } else if properties.generalCategory == .control {
                pendingHyphen = true
            } else {
                append(String(scalar))
            }
        }
    }
    while result.hasPrefix(".") { result.removeFirst() }
    if result.isEmpty {
        result = name.unicodeScalars.map { "u" + String($0.value, radix: 16) }.joined(
            separator: "-")
    }
    return result.utf8.count > lengthLimit ? shortened(result) : result
}

/// Returns the slug of a name of ASCII letters, digits, spaces and hyphens, as most are; nil for
/// others.
private func plainSlug(_ name: some StringProtocol) -> String? {
    var name = String(name)
    return name.withUTF8 { name in
        guard name.count <= lengthLimit else { return nil }
        var isPlain = true
        let slug = String(unsafeUninitializedCapacity: name.count) { slug in
            var count = 0
            var pendingHyphen = false
            for byte in name {
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    if pendingHyphen, count > 0 {
                        slug[count] = UInt8(ascii: "-")
                        count += 1
                    }
                    pendingHyphen = false
                    slug[count] = byte | 0x20
                    count += 1
                case UInt8(ascii: " "), UInt8(ascii: "-"): pendingHyphen = true
                default: isPlain = false
                }
            }
            return count
        }
        return isPlain && !slug.isEmpty ? slug : nil
    }
}

/// File systems allow names of 255 bytes; this leaves room for an extension and a digest.
private let lengthLimit = 200

private func shortened(_ slug: String) -> String {
    var start = String.UnicodeScalarView()
    var count = 0
    for scalar in slug.unicodeScalars {
        count += UTF8.width(scalar)
        if count > lengthLimit - 9 { break }
        start.append(scalar)
    }
    return String(start) + "-" + Digest(slug).prefix(8)
}
