// A plain binary form for what is kept from one build to the next: numbers in as many bytes as they
// need, texts and arrays with their count before them, parts in a fixed order and without names. Only
// the very program that wrote it reads it.

/// Something that has such a form.
package protocol ByteCodable {
    func write(to bytes: inout ByteWriter)
    init(from bytes: inout ByteReader)
}

package struct ByteWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func write(_ number: Int) {
        // Small negative numbers are small too.
        var rest = UInt64(bitPattern: Int64((number << 1) ^ (number >> 63)))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    package mutating func write(raw part: some Sequence<UInt8>) { bytes += part }

    package mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    package mutating func write(_ text: String) {
        var text = text
        text.withUTF8 {
            write($0.count)
            bytes += $0
        }
    }

    package mutating func write(_ range: Range<Int>) {
        write(range.lowerBound)
        write(range.count)
    }

    package mutating func write(_ values: [some ByteCodable]) {
        write(values.count)
        for value in values { value.write(to: &self) }
    }

    package mutating func write<Value>(_ value: Value?, by write: (inout ByteWriter, Value) -> Void)
    {
        self.write(value != nil)
        if let value { write(&self, value) }
    }
}

/// Reads in the order in which was written. What lies behind the end reads as nothing, and makes
/// ``isSound`` false.
package struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private var offset: Int
    package private(set) var isSound = true

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    package var isAtEnd: Bool { offset == bytes.endIndex }

    private mutating func byte() -> UInt8 {
        guard offset < bytes.endIndex else {
            isSound = false
            return 0
        }
        defer { offset += 1 }
        return bytes[offset]
    }

    package mutating func number() -> Int {
        var (number, shift) = (UInt64(0), UInt64(0))
        while shift < 64 {
            let byte = byte()
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return Int(bitPattern: UInt(number >> 1)) ^ -Int(number & 1)
    }

    package mutating func flag() -> Bool { byte() == 1 }

    package mutating func text() -> String { String(decoding: part(number()), as: UTF8.self) }

    package mutating func range() -> Range<Int> {
        let (start, count) = (number(), number())
        guard start >= 0, count >= 0, start <= Int.max - count else {
            isSound = false
            return 0..<0
        }
        return start..<(start + count)
    }

    package mutating func values<Value: ByteCodable>() -> [Value] {
        let count = count()
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count where isSound { values.append(Value(from: &self)) }
        return values
    }

    package mutating func optional<Value>(_ read: (inout ByteReader) -> Value) -> Value? {
        flag() ? read(&self) : nil
    }

    package mutating func bytes(_ count: Int) -> ArraySlice<UInt8> { part(count) }

    /// How many values follow: no more than there are bytes.
    private mutating func count() -> Int {
        let count = number()
        if (0...(bytes.endIndex - offset)).contains(count) { return count }
        isSound = false
        return 0
    }

    private mutating func part(_ count: Int) -> ArraySlice<UInt8> {
        guard (0...(bytes.endIndex - offset)).contains(count) else {
            isSound = false
            return []
        }
        defer { offset += count }
        return bytes[offset..<(offset + count)]
    }
}
