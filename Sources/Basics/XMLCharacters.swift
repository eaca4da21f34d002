extension [UInt8] {
    /// Returns the bytes with U+FFFD in place of each character that XML does not allow (XML 1.0,
    /// section 2.2): control characters except tab and line ends, U+FFFE and U+FFFF. Titles,
    /// properties and records can contain them as escapes, notes and file names directly.
    ///
    /// The bytes must be UTF-8.
    package func replacingForbiddenInXML() -> [UInt8] {
        withUnsafeBufferPointer { bytes -> [UInt8]? in
            var next = bytes.nextForbiddenInXML(from: 0)
            if next == bytes.count { return nil }
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count + 64)
            var start = 0
            while next < bytes.count {
                result += bytes[start..<next]
                result += [0xEF, 0xBF, 0xBD]
                start = next + (bytes[next] < 0x20 ? 1 : 3)
                next = bytes.nextForbiddenInXML(from: start)
            }
            return result + bytes[start...]
        } ?? self
    }
}
