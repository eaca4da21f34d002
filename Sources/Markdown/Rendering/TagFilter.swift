/// GFM's tag filter: the elements that would change how the rest of the page is read are shown as
/// text. (GFM 6.11.)
enum TagFilter {
    private static let names = [
        "title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext",
    ].map { Array($0.utf8) }

    /// The name of the filtered element whose tag begins at `start`, where a `<` stands.
    static func filteredName(in html: ArraySlice<UInt8>, at start: Int) -> String? {
        var index = start + 1
        if index < html.endIndex, html[index] == UInt8(ascii: "/") { index += 1 }
        guard index < html.endIndex, html[index].isASCIILetter else { return nil }
        let name = names.first { name in
            guard index + name.count < html.endIndex else { return false }
            for (offset, byte) in name.enumerated() where html[index + offset] | 0x20 != byte {
                return false
            }
            let behind = html[index + name.count]
            let closesItself =
                behind == UInt8(ascii: "/") && index + name.count + 1 < html.endIndex
                && html[index + name.count + 1] == UInt8(ascii: ">")
            return behind.isASCIISpace || behind == UInt8(ascii: ">") || closesItself
        }
        return name.map { String(decoding: $0, as: UTF8.self) }
    }
}
