import Basics
import Files
import Foundation

/// A cache file with a checksum: a title line with its kind and version, the content, and a digest
/// of both. A file that doesn't match its digest was truncated or damaged, and is treated as
/// missing.
struct SealedFile {
    /// The first line: the kind and the version.
    let title: String
    let bytes: ArraySlice<UInt8>

    fileprivate static let blockSize = 1 << 18
    fileprivate static let sealSize = 16

    /// Returns nil if the file doesn't exist, is damaged, or its first line doesn't begin with
    /// `kind`.
    init?(_ path: String, titled kind: String) {
        guard let file = readFile(path), file.starts(with: kind.utf8),
            let newline = file.firstIndex(of: 0x0A), file.count > newline + Self.sealSize
        else { return nil }
        let end = file.count - Self.sealSize
        guard Self.seal(file[..<end]).elementsEqual(file[end...]) else { return nil }
        title = String(decoding: file[..<newline], as: UTF8.self)
        bytes = file[(newline + 1)..<end]
    }

    private static func seal(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var digest = Digest()
        for start in stride(from: 0, to: bytes.count, by: blockSize) {
            digest.combine(bytes[start..<min(start + blockSize, bytes.count)])
        }
        return digest.bytes
    }

    /// Writes a file block by block, so that it is never in memory as a whole, and moves it into
    /// place in one step. A failure is ignored: it only makes the next build slower.
    static func save(
        _ path: String, title: String, _ write: (inout Writer) async -> Void
    ) async {
        let temporary = temporaryPath(for: path)
        guard var writer = Writer(temporary) else { return }
        writer.write(Array((title + "\n").utf8))
        await write(&writer)
        _ = replaceFile(path, by: temporary, isMade: writer.close())
    }

    struct Writer {
        private let descriptor: Int32
        private var block: [UInt8] = []
        private var digest = Digest()
        private var failure: Int32?

        fileprivate init?(_ path: String) {
            descriptor = newFile(path)
            guard descriptor >= 0 else { return nil }
            block.reserveCapacity(SealedFile.blockSize)
        }

        mutating func write(_ bytes: some Collection<UInt8>) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = rest.prefix(SealedFile.blockSize - block.count)
                block += part
                rest = rest.dropFirst(part.count)
                if block.count == SealedFile.blockSize { flush() }
            }
        }

        private mutating func flush() {
            digest.combine(block)
            pass(block)
            block.removeAll(keepingCapacity: true)
        }

        private mutating func pass(_ bytes: [UInt8]) {
            let isPassed = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
            if failure == nil, !isPassed { failure = errno }
        }

        fileprivate mutating func close() -> Bool {
            if !block.isEmpty { flush() }
            pass(digest.bytes)
            let isClosed = closeFile(descriptor)
            if let failure { errno = failure }
            return failure == nil && isClosed
        }
    }
}
