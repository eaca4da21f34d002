/// The addresses in an attribute of raw HTML that lead into the vault: those without a scheme or host.
struct LocalAddresses {
    struct Candidate: Equatable {
        /// The address with its character references resolved.
        var address: String
        /// The text after it in a set of images, such as `2x`.
        var descriptor = ""
    }

    /// The attribute; nil when the whole element stands for the file.
    var attribute: String?
    var candidates: [Candidate]
    /// A page shows it, rather than leading to it.
    var isEmbed: Bool
    /// The place of the value in the text.
    var range: Range<Int>

    /// - Parameter value: what the attribute may hold.
    /// - Returns: nil for an attribute that names nothing of the vault. A set of images in which one
    ///   does counts as a whole.
    init?(_ attribute: HTMLTag.Attribute, _ value: HTMLAllowlist.Value) {
        // Who quoted a text names a source, which may be a person's name as well as an address.
        guard let source = attribute.source, attribute.name != "cite" else { return nil }
        let text = attribute.value
        switch value {
        case .link, .media:
            guard Self.isLocal(text) else { return nil }
            candidates = [Candidate(address: text)]
        case .mediaSet:
            guard let set = Self.imageSet(text), set.contains(where: { Self.isLocal($0.address) })
            else { return nil }
            candidates = set
        default: return nil
        }
        self.attribute = attribute.name
        isEmbed = true
        if case .link = value { isEmbed = false }
        range = source.startIndex..<source.endIndex
    }

    /// A file that `<embed>`, `<object>` or `<iframe>` shows.
    init?(embedding tag: HTMLTag) {
        guard let name = Self.embedding[tag.name], !tag.isClosing,
            let attribute = tag.attributes.first(where: { $0.name == name }),
            let found = Self(attribute, .media)
        else { return nil }
        self = found
        self.attribute = nil
    }

    /// The attribute that names the file, by element that shows a whole file.
    static let embedding = ["embed": "src", "object": "data", "iframe": "src"]

    /// Placeholders of templates are no addresses yet, and brackets mean nothing in HTML.
    private static func isLocal(_ address: String) -> Bool {
        ![nil, "?"].contains(address.first { $0 > " " })
            && Address.scheme(of: address) == nil
            && !LinkTarget.isExternal(Array(address.utf8)[...])
            && !["{{", "{%", "<%", "${", "[["].contains { address.contains($0) }
    }

    /// `small.png 1x, large.png 2x`; nil for what is no such set. An image that is written out in its
    /// address has no place in it.
    static func imageSet(_ value: String) -> [Candidate]? {
        var parts: [Candidate] = []
        for candidate in value.split(separator: ",") {
            let words = candidate.split(whereSeparator: \.isWhitespace)
            guard let address = words.first, words.count <= 2,
                words.dropFirst().allSatisfy({ isDescriptor($0) }),
                Address.isAllowed(address, as: .media), Address.scheme(of: address) != "data"
            else { return nil }
            parts.append(
                Candidate(
                    address: String(address),
                    descriptor: words.dropFirst().first.map(String.init) ?? ""))
        }
        return parts.isEmpty ? nil : parts
    }

    private static func isDescriptor(_ word: Substring) -> Bool {
        guard let unit = word.last, "wxh".contains(unit) else { return false }
        return word.dropLast().utf8.allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
    }
}
