/// GFM's tag filter (GFM 6.11): elements that would change how the rest of the page is parsed are
/// shown as text.
enum TagFilter {
    private static let names = [
        "title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext",
    ].map { Array($0.utf8) }

    /// Returns the name of the filtered element whose tag begins with the `<` at `start`.
    static func filteredName(in html: ArraySlice<UInt8>, at start: Int) -> String? {
        var index = start + 1
        if index < html.endIndex, html[index] == UInt8(ascii: "/") { index += 1 }
        guard index < html.endIndex, html[index].isASCIILetter else { return nil }
        let name = names.first { name in
            guard index + name.count < html.endIndex else { return false }
            for (offset, byte) in name.enumerated() where html[index + offset] | 0x20 != byte {
                return false
            }
            let next = html[index + name.count]
            let closesItself =
                next == UInt8(ascii: "/") && index + name.count + 1 < html.endIndex
                && html[index + name.count + 1] == UInt8(ascii: ">")
            return next.isASCIISpace || next == UInt8(ascii: ">") || closesItself
        }
        return name.map { String(decoding: $0, as: UTF8.self) }
    }
}
