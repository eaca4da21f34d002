/// What a converter made in earlier builds, in one file.
///
/// The format: a line with the version of the converting module, 16 bytes of digest over all that
/// follows, then entries of 16 bytes of key, 4 bytes of length and the HTML. What does not fit its
/// digest was cut short or spoiled, and is as good as no file.
struct ConversionCache {
    private static let magic = "site-conversions 2 "
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
        bytes.withUnsafeBytes { buffer in
            let start = newline + 1 + 16
            guard start <= buffer.count,
                digest(in: buffer, at: newline + 1)
                    == Self.digest(of: buffer[..<newline], and: buffer[start...])
            else { return }
            version = String(decoding: buffer[Self.magic.utf8.count..<newline], as: UTF8.self)
            readEntries(buffer, from: start)
        }
    }

    private mutating func readEntries(_ buffer: UnsafeRawBufferPointer, from start: Int) {
        var offset = start
        while offset + 20 <= buffer.count {
            let key = digest(in: buffer, at: offset)
            let count = Int(buffer.loadUnaligned(fromByteOffset: offset + 16, as: UInt32.self))
            offset += 20
            guard offset + count <= buffer.count else { return }
            entries[key] = Array(buffer[offset..<(offset + count)])
            offset += count
        }
    }

    private func digest(in buffer: UnsafeRawBufferPointer, at offset: Int) -> Digest {
        Digest(
            high: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
            low: buffer.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
    }

    private static func digest(
        of header: Slice<UnsafeRawBufferPointer>, and entries: Slice<UnsafeRawBufferPointer>
    ) -> Digest {
        var digest = Digest()
        digest.combine(UnsafeRawBufferPointer(rebasing: header))
        digest.combine(UnsafeRawBufferPointer(rebasing: entries))
        return digest
    }

    /// A cache that can't be saved costs the next build time, nothing else.
    func save(to path: String, keeping used: [Digest: [UInt8]]) {
        let size = entries.values.reduce(0) { $0 + $1.count + 20 }
        let kept = size > Self.sizeLimit ? used : entries
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(size, Self.sizeLimit) + 64)
        for (key, html) in kept.sorted(by: { $0.key < $1.key }) {
            Self.append(key, to: &bytes)
            withUnsafeBytes(of: UInt32(html.count)) { bytes += $0 }
            bytes += html
        }
        let header = Array((Self.magic + version).utf8)
        var start = header + [0x0A]
        header.withUnsafeBytes { header in
            bytes.withUnsafeBytes { entries in
                Self.append(Self.digest(of: header[...], and: entries[...]), to: &start)
            }
        }
        _ = replaceFile(path, with: start + bytes)
    }

    private static func append(_ digest: Digest, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: digest.high) { bytes += $0 }
        withUnsafeBytes(of: digest.low) { bytes += $0 }
    }
}
