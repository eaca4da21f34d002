import Basics
import Files
import Markdown

/// What a converter made in earlier builds, in one file: its first line ends in the version of the
/// converting module.
struct ConversionCache {
    private static let kind = "site-conversions 3 "
    /// Beyond this, what the last build did not use is dropped.
    private static let sizeLimit = 64 << 20

    var version: String
    var entries: [Digest: [UInt8]] = [:]

    init(version: String = "") { self.version = version }

    /// Empty when there is no such file or it is of another kind.
    init(path: String) {
        self.init()
        guard let file = SealedFile(path, titled: Self.kind) else { return }
        version = String(file.title.dropFirst(Self.kind.count))
        var bytes = ByteReader(file.bytes)
        while !bytes.isAtEnd, bytes.isSound {
            let key = bytes.digest()
            entries[key] = Array(bytes.bytes(bytes.number()))
        }
    }

    /// A cache that can't be saved costs the next build time, nothing else.
    func save(to path: String, keeping used: [Digest: [UInt8]]) async {
        let size = entries.values.reduce(0) { $0 + $1.count }
        let kept = size > Self.sizeLimit ? used : entries
        await SealedFile.save(path, title: Self.kind + version) { file in
            for (key, html) in kept.sorted(by: { $0.key < $1.key }) {
                var head = ByteWriter()
                head.write(key)
                head.write(html.count)
                file.write(head.bytes)
                file.write(html)
            }
        }
    }
}
