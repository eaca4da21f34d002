import Basics
import Files

/// Writes the binary form of caches: numbers in as many bytes as they need, and byte arrays
/// unchanged. Only the version of the program that wrote a cache reads it.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ number: Int) {
        var rest = UInt(bitPattern: number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func write(_ digest: Digest) { bytes += digest.bytes }
}

/// Reads values in the order in which they were written. Reading past the end returns zeros and
/// makes ``isValid`` false.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private var offset: Int
    private(set) var isValid = true

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    var isAtEnd: Bool { offset == bytes.endIndex }

    mutating func number() -> Int {
        var number: UInt = 0
        for shift in stride(from: UInt(0), to: 64, by: 7) {
            guard let byte = bytes(1).first else { return 0 }
            number |= UInt(byte & 0x7F) << shift
            if byte < 0x80 { break }
        }
        return Int(bitPattern: number)
    }

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8> {
        guard (0...(bytes.endIndex - offset)).contains(count) else {
            isValid = false
            return []
        }
        defer { offset += count }
        return bytes[offset..<(offset + count)]
    }

    mutating func digest() -> Digest { Digest(bytes: bytes(16)) }
}
