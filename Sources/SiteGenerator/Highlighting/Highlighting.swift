/// Highlighted code by language and text.
package struct Highlighting: Sendable {
    /// A block of code that can be highlighted.
    package struct Key: Sendable, Hashable {
        let digest: Digest

        package init(language: String, code: String) {
            var digest = Digest(language)
            digest.combine(code)
            self.digest = digest
        }
    }

    private var html: [Digest: [UInt8]]

    package init(_ html: [Digest: [UInt8]] = [:]) { self.html = html }

    /// The code's HTML, one line of code per line; nil when it isn't highlighted.
    package func html(language: String, code: String) -> String? {
        guard let bytes = html[Key(language: language, code: code).digest], !bytes.isEmpty
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
