/// A 128-bit digest for change detection and for cache keys of trusted data. It is not
/// cryptographic: a key that must withstand an adversary, such as a sample's, does not use it.
package struct Digest: Sendable, Hashable, Comparable, CustomStringConvertible {
    package private(set) var high: UInt64 = 0x6A09_E667_F3BC_C908
    package private(set) var low: UInt64 = 0xBB67_AE85_84CA_A73B

    package init() {}

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package init(_ bytes: some Collection<UInt8>) {
        combine(bytes)
    }

    package init(_ text: String) {
        combine(text)
    }

    /// Adds the bytes and their count, so that “ab”, “c” differs from “a”, “bc”.
    package mutating func combine(_ bytes: some Collection<UInt8>) {
        if bytes.withContiguousStorageIfAvailable({ combine(UnsafeRawBufferPointer($0)) }) == nil {
            Array(bytes).withUnsafeBytes { combine($0) }
        }
    }

    package mutating func combine(_ text: String) {
        var text = text
        text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
    }

    package mutating func combine(_ number: Int) {
        mix(UInt64(bitPattern: Int64(number)))
    }

    package mutating func combine(_ other: Digest) {
        mix(other.high)
        mix(other.low)
    }

    package mutating func combine(_ buffer: UnsafeRawBufferPointer) {
        var offset = 0
        while offset + 8 <= buffer.count {
            mix(buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var tail: UInt64 = 0
        while offset < buffer.count {
            tail = tail << 8 | UInt64(buffer[offset])
            offset += 1
        }
        mix(tail)
        mix(UInt64(buffer.count))
    }

    /// Mixes a word into two lanes of multiply-and-fold (as in wyhash), each of which feeds the
    /// other.
    private mutating func mix(_ word: UInt64) {
        let a = (high ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        let b = (low ^ word &+ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        high = a.high ^ a.low ^ low
        low = b.high ^ b.low &+ (high << 23 | high >> 41)
    }

    package var description: String { hex(high) + hex(low) }

    /// The digest as files store it: 16 bytes.
    package var bytes: [UInt8] {
        [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    }

    /// Creates a digest from its 16 ``bytes``.
    package init(bytes: ArraySlice<UInt8>) {
        func word(_ part: ArraySlice<UInt8>) -> UInt64 {
            part.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        self.init(high: word(bytes.prefix(8)), low: word(bytes.dropFirst(8)))
    }

    /// Returns the first `count` hexadecimal digits, for file names.
    package func prefix(_ count: Int) -> String { String(description.prefix(count)) }

    package static func < (a: Self, b: Self) -> Bool { (a.high, a.low) < (b.high, b.low) }

    private func hex(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
