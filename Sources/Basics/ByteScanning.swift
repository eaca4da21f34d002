/// Scans eight bytes at a time, for the loops that read every byte of every note.
extension UnsafeBufferPointer<UInt8> {
    /// Returns the first `\n` or `\r` from `start` on, or `end`.
    package func lineEnd(from start: Int, to end: Int) -> Int {
        first(from: start, to: end) {
            $0.zeros(0x0A) | $0.zeros(0x0D)
        } where: {
            $0 == 0x0A || $0 == 0x0D
        }
    }

    /// Returns the first `\n` from `start` on, or the end.
    package func lineFeed(from start: Int) -> Int {
        first(from: start, to: count) {
            $0.zeros(0x0A)
        } where: {
            $0 == 0x0A
        }
    }

    /// Returns the first of `<`, `>`, `&` and `"` from `start` on, or the end.
    package func nextToEscape(from start: Int) -> Int {
        first(from: start, to: count) {
            $0.zeros(0x3C) | $0.zeros(0x3E) | $0.zeros(0x26) | $0.zeros(0x22)
        } where: {
            $0.needsEscape
        }
    }

    /// Returns the first byte from `start` on that is not ASCII, or is NUL; or the end.
    package func nextNonASCIIOrZero(from start: Int) -> Int {
        first(from: start, to: count) {
            $0.zeros(0) | $0.highs
        } where: {
            $0 == 0 || $0 >= 0x80
        }
    }

    /// Returns the start of the first character from `start` on that XML doesn't allow (a control
    /// character except tab and line ends, U+FFFE or U+FFFF), or the end.
    package func nextForbiddenInXML(from start: Int) -> Int {
        var index = start
        while true {
            index = first(from: index, to: count) {
                $0.controls | $0.zeros(0xBF)
            } where: {
                $0.isForbiddenControl || $0 == 0xBF
            }
            guard index < count, self[index] >= 0x20 else { return index }
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
            if index > start, self[index - 1] == 0xEF, index + 1 < count, self[index + 1] >= 0xBE {
                return index - 1
            }
            index += 1
        }
    }

    /// True if the text at `start` is `other`.
    package func matches(_ other: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
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

    @inlinable @inline(__always)
    package func word(at index: Int) -> ByteWord {
        ByteWord(
            bits: UnsafeRawPointer(baseAddress.unsafelyUnwrapped).loadUnaligned(
                fromByteOffset: index, as: UInt64.self))
    }

    /// - Parameters:
    ///   - matches: the bytes that are searched for, and possibly others.
    ///   - isMatch: the exact test for the last bytes, which don't fill a word.
    @inlinable @inline(__always)
    package func first(
        from start: Int, to end: Int, matches: (ByteWord) -> ByteWord.Found,
        where isMatch: (UInt8) -> Bool
    ) -> Int {
        var index = start
        while index + 8 <= end {
            let found = matches(word(at: index))
            if !found.isEmpty { return index + found.first }
            index += 8
        }
        while index < end, !isMatch(self[index]) { index += 1 }
        return index
    }
}

/// Eight bytes that are compared at once (Mycroft's test for a zero byte; Warren, Hacker's Delight,
/// 6-1).
@usableFromInline
package struct ByteWord: Equatable {
    @usableFromInline package var bits: UInt64

    /// Has a high bit for each byte found. It is exact up to the first one, and only that is used.
    @usableFromInline
    package struct Found {
        @usableFromInline package var bits: UInt64
        @inlinable package var isEmpty: Bool { bits == 0 }
        @inlinable package var first: Int { UInt64(littleEndian: bits).trailingZeroBitCount / 8 }
        @inlinable package init(bits: UInt64) { self.bits = bits }
        @inlinable package static func | (a: Found, b: Found) -> Found {
            Found(bits: a.bits | b.bits)
        }
    }

    @inlinable static var ones: UInt64 { 0x0101_0101_0101_0101 }
    @inlinable static var highs: UInt64 { 0x8080_8080_8080_8080 }

    @inlinable package init(bits: UInt64) { self.bits = bits }
    @inlinable package init(repeating byte: UInt8) { bits = Self.ones &* UInt64(byte) }

    @inlinable @inline(__always)
    package func zeros(_ byte: UInt8) -> Found {
        let word = bits ^ (Self.ones &* UInt64(byte))
        return Found(bits: (word &- Self.ones) & ~word & Self.highs)
    }

    /// Finds control characters except tab, line feed and carriage return; it is exact for all
    /// bytes.
    @inline(__always)
    package var controls: Found {
        let isBelowSpace = Self.areZero(bits & (Self.ones &* 0xE0))
        let isWhiteSpace =
            Self.areZero(bits ^ (Self.ones &* 0x09)) | Self.areZero(bits ^ (Self.ones &* 0x0A))
            | Self.areZero(bits ^ (Self.ones &* 0x0D))
        return Found(bits: isBelowSpace & ~isWhiteSpace)
    }

    @inline(__always)
    private static func areZero(_ word: UInt64) -> UInt64 {
        ~(((word & ~highs) &+ ~highs) | word | ~highs)
    }

    var highs: Found { Found(bits: bits & Self.highs) }

    @inlinable package static func & (a: ByteWord, b: ByteWord) -> ByteWord {
        ByteWord(bits: a.bits & b.bits)
    }
}

extension UInt8 {
    /// True for bytes that must be escaped in the text of an element or attribute.
    var needsEscape: Bool {
        self == UInt8(ascii: "<") || self == UInt8(ascii: ">") || self == UInt8(ascii: "&")
            || self == UInt8(ascii: "\"")
    }

    var isForbiddenControl: Bool {
        self < 0x20 && self != 0x09 && self != 0x0A && self != 0x0D
    }
}
