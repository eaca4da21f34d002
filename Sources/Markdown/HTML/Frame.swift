/// A page of another site in a note's own HTML: `<iframe src="https://…"></iframe>`.
///
/// GFM's tag filter disarms it, because the text after an `<iframe>` is not parsed as HTML until
/// its end tag. A frame with an end tag that shows a page of another site is kept, because films
/// are embedded in this way.
enum Frame {
    /// Longer tags are not examined.
    private static let tagLimit = 4096

    /// Returns the end of the tag that begins at `start`; nil if it is not a frame's, or shows
    /// nothing of another site.
    static func openingEnd(in html: ArraySlice<UInt8>, from start: Int) -> Int? {
        let tag = html[start...].prefix(tagLimit)
        guard tag.hasTagName("<iframe") else { return nil }
        var attributes = Attributes(tag.dropFirst(7))
        var isOfAnotherSite = false
        while let (name, value) = attributes.next() {
            if name == "srcdoc" { return nil }
            if name == "src" { isOfAnotherSite = value.starts(with: "https://".utf8) }
        }
        guard isOfAnotherSite, attributes.rest.first == UInt8(ascii: ">") else { return nil }
        return attributes.rest.startIndex + 1
    }

    /// Returns the end of the first end tag from `start` on.
    static func end(in html: ArraySlice<UInt8>, from start: Int) -> Int? {
        let tag = html[start...].indices.first {
            html[$0] == UInt8(ascii: "<") && isEndTag(html[$0...])
        }
        return tag.flatMap { html[$0...].firstIndex(of: UInt8(ascii: ">")) }.map { $0 + 1 }
    }

    static func isEndTag(_ html: ArraySlice<UInt8>) -> Bool { html.hasTagName("</iframe") }

    /// The attributes of a tag, up to its `>`.
    private struct Attributes {
        private(set) var rest: ArraySlice<UInt8>

        init(_ rest: ArraySlice<UInt8>) { self.rest = rest }

        mutating func next() -> (name: String, value: ArraySlice<UInt8>)? {
            rest = rest.drop { $0.isASCIISpace || $0 == UInt8(ascii: "/") }
            let name = rest.prefix { byte in
                !byte.isASCIISpace && byte != UInt8(ascii: "=") && byte != UInt8(ascii: ">")
                    && byte != UInt8(ascii: "/")
            }
            if name.isEmpty { return nil }
            rest = rest[name.endIndex...].drop(while: \.isASCIISpace)
            guard rest.first == UInt8(ascii: "=") else { return (lowercased(name), []) }
            rest = rest.dropFirst().drop(while: \.isASCIISpace)
            return (lowercased(name), value())
        }

        private mutating func value() -> ArraySlice<UInt8> {
            guard let quote = rest.first, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(quote)
            else {
                let value = rest.prefix { !$0.isASCIISpace && $0 != UInt8(ascii: ">") }
                rest = rest[value.endIndex...]
                return value
            }
            let value = rest.dropFirst().prefix { $0 != quote }
            rest = rest[value.endIndex...].dropFirst()
            return value
        }

        private func lowercased(_ name: ArraySlice<UInt8>) -> String {
            String(decoding: name, as: UTF8.self).lowercased()
        }
    }
}

extension ArraySlice<UInt8> {
    /// True if it begins with `tag` (in lower case; compared without case) and the name ends there.
    fileprivate func hasTagName(_ tag: String) -> Bool {
        guard count > tag.utf8.count,
            zip(self, tag.utf8).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 })
        else { return false }
        let next = self[startIndex + tag.utf8.count]
        return next.isASCIISpace || next == UInt8(ascii: ">")
    }
}
