/// Looks at eight bytes at a time, for the loops that see every byte of every note.
extension UnsafeBufferPointer<UInt8> {
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    private static var highs: UInt64 { 0x8080_8080_8080_8080 }

    private func word(at index: Int) -> UInt64 {
        UnsafeRawPointer(self.baseAddress.unsafelyUnwrapped).loadUnaligned(
            fromByteOffset: index, as: UInt64.self)
    }

    /// Has a high bit for each byte that is 0; exact up to the first, which is all that counts.
    private static func zeros(_ word: UInt64) -> UInt64 {
        (word &- ones) & ~word & highs
    }

    /// The first `\n` or `\r` from `start` on, or `end`.
    func lineEnd(from start: Int, to end: Int) -> Int {
        var index = start
        while index + 8 <= end {
            let word = word(at: index)
            let found =
                Self.zeros(word ^ (Self.ones &* 0x0A)) | Self.zeros(word ^ (Self.ones &* 0x0D))
            if found != 0 {
                return index + UInt64(littleEndian: found).trailingZeroBitCount / 8
            }
            index += 8
        }
        while index < end, self[index] != 0x0A, self[index] != 0x0D { index += 1 }
        return index
    }

    func containsZero() -> Bool {
        var index = 0
        while index + 8 <= count {
            if Self.zeros(word(at: index)) != 0 { return true }
            index += 8
        }
        while index < count {
            if self[index] == 0 { return true }
            index += 1
        }
        return false
    }

    /// Is `other` what stands at `start`?
    func matches(_ other: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        guard start >= 0, start + other.count <= count else { return false }
        var index = 0
        while index + 8 <= other.count {
            if word(at: start + index) != other.word(at: index) { return false }
            index += 8
        }
        while index < other.count {
            if self[start + index] != other[index] { return false }
            index += 1
        }
        return true
    }
}
