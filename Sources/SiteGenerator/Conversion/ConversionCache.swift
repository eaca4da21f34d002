/// What a converter made in earlier builds, in one file.
///
/// The format: a line with the version of the converting module, then entries of 16 bytes of key, 4 bytes of length
/// and the HTML. A file that was cut short is good up to the cut.
struct ConversionCache {
    private static let magic = "site-conversions 1 "
    /// Beyond this, what the last build did not use is dropped.
    private static let sizeLimit = 64 << 20

    var version: String
    var entries: [Digest: [UInt8]] = [:]

    init(version: String = "") { self.version = version }

    /// Empty when there is no such file or it is of another kind.
    init(path: String) {
        self.init()
        guard let bytes = readFile(path), bytes.starts(with: Self.magic.utf8),
            let newline = bytes.firstIndex(of: 0x0A)
        else { return }
        version = String(decoding: bytes[Self.magic.utf8.count..<newline], as: UTF8.self)
        var offset = newline + 1
        bytes.withUnsafeBytes { buffer in
            while offset + 20 <= buffer.count {
                let high = buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                let low = buffer.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
                let count = Int(buffer.loadUnaligned(fromByteOffset: offset + 16, as: UInt32.self))
                offset += 20
                guard offset + count <= buffer.count else { return }
                entries[Digest(high: high, low: low)] = Array(buffer[offset..<(offset + count)])
                offset += count
            }
        }
    }

    /// A cache that can't be saved costs the next build time, nothing else.
    func save(to path: String, keeping used: [Digest: [UInt8]]) {
        let size = entries.values.reduce(0) { $0 + $1.count + 20 }
        let kept = size > Self.sizeLimit ? used : entries
        var bytes = Array((Self.magic + version + "\n").utf8)
        bytes.reserveCapacity(min(size, Self.sizeLimit) + 64)
        for (key, html) in kept.sorted(by: { $0.key < $1.key }) {
            withUnsafeBytes(of: key.high) { bytes += $0 }
            withUnsafeBytes(of: key.low) { bytes += $0 }
            withUnsafeBytes(of: UInt32(html.count)) { bytes += $0 }
            bytes += html
        }
        _ = replaceFile(path, with: bytes)
    }
}
