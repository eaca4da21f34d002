package import Markdown

// A note as far as other files see it: all but its HTML, of which only the order of slots is kept.

extension Note {
    /// Nil for a note whose text others may ask for, or about which there is something to say: such
    /// notes are rare, and are read again.
    var remembered: [UInt8]? {
        guard diagnostics.isEmpty, !markdown.hasRawHTML,
            !markdown.body.bytes.contains(UInt8(ascii: "^"))
        else { return nil }
        var bytes = ByteWriter()
        bytes.write(path.string)
        bytes.write(digest)
        bytes.write(modified)
        bytes.write(excerpt)
        bytes.write(frontMatter.data) { $1.write(to: &$0) }
        markdown.write(to: &bytes)
        return bytes.bytes
    }

    /// Nil when this is not the form of a note.
    convenience init?(remembered slice: ArraySlice<UInt8>) {
        var bytes = ByteReader(slice)
        let path = VaultPath(bytes.text())
        let digest = bytes.digest()
        let modified = bytes.number()
        let excerpt = bytes.text()
        let data = bytes.optional { DataNode(from: &$0) }
        let markdown = ParsedMarkdown(from: &bytes)
        guard bytes.isSound, bytes.isAtEnd else { return nil }
        var reader = PropertyReader(file: path.string)
        self.init(
            path: path, frontMatter: reader.frontMatter(data), markdown: markdown,
            excerpt: excerpt, diagnostics: [], digest: digest, modified: modified)
    }

    /// Remembered from an earlier build: its HTML is not there.
    var isOutline: Bool { markdown.body.bytes.isEmpty && markdown.body.byteCount > 0 }
}

extension DataNode: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        bytes.write(span)
        switch value {
        case .scalar(let text, let isPlain):
            bytes.write(isPlain ? 0 : 1)
            bytes.write(text)
        case .list(let nodes):
            bytes.write(2)
            bytes.write(nodes)
        case .map(let entries):
            bytes.write(3)
            bytes.write(entries)
        }
    }

    package init(from bytes: inout ByteReader) {
        let span = bytes.span()
        let value: Value =
            switch bytes.number() {
            case 2: .list(bytes.values())
            case 3: .map(bytes.values())
            case let kind: .scalar(bytes.text(), isPlain: kind == 0)
            }
        self.init(value, span: span)
    }
}

extension DataNode.Entry: ByteCodable {
    package func write(to bytes: inout ByteWriter) {
        bytes.write(key)
        bytes.write(keySpan)
        value.write(to: &bytes)
    }

    package init(from bytes: inout ByteReader) {
        self.init(key: bytes.text(), keySpan: bytes.span(), value: DataNode(from: &bytes))
    }
}

extension ByteWriter {
    mutating func write(_ digest: Digest) { write(raw: digest.bytes) }
}

extension ByteReader {
    mutating func digest() -> Digest { Digest(bytes: bytes(16)) }
}
