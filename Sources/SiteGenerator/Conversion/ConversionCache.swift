import Basics
import Files
import Markdown

/// The results of a converter from earlier builds, in one file. Its title ends with the version of
/// the Python module.
struct ConversionCache {
    private static let kind = "site-conversions 3 "
    /// If the cache is larger than this many bytes, entries that the last build did not use are
    /// dropped.
    private static let sizeLimit = 64 << 20

    var version: String
    var entries: [Digest: [UInt8]] = [:]

    init(version: String = "") { self.version = version }

    /// Makes an empty cache if the file doesn't exist or is of another kind.
    init(path: String) {
        self.init()
        guard let file = SealedFile(path, titled: Self.kind) else { return }
        version = String(file.title.dropFirst(Self.kind.count))
        var bytes = ByteReader(file.bytes)
        while !bytes.isAtEnd, bytes.isValid {
            let key = bytes.digest()
            entries[key] = Array(bytes.bytes(bytes.number()))
        }
    }

    /// Saves the cache. A failure is ignored: it only makes the next build slower.
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
