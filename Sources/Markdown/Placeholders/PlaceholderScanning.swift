import Basics

extension UnsafeBufferPointer<UInt8> {
    /// Returns the first byte from `start` on that can begin a placeholder, code or an escape, or
    /// `end`.
    func nextPlaceholderStart(from start: Int, to end: Int) -> Int {
        var index = start
        while true {
            // `XYZ[\]^_` differ in the last three bits only, and `$%` in the last one.
            index = first(from: index, to: end) {
                ($0 & ByteWord(repeating: 0xF8)).zeros(0x58)
                    | ($0 & ByteWord(repeating: 0xFE)).zeros(0x24) | $0.zeros(0x60)
                    | $0.zeros(0x3C)
            } where: {
                $0.beginsPlaceholder
            }
            if index >= end || self[index].beginsPlaceholder { return index }
            index += 1
        }
    }

    /// True if the text at `start` is `other` and contains neither `&` nor a backslash.
    func matchesPlain(_ other: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        guard matches(other, at: start) else { return false }
        let end = other.first(from: 0, to: other.count) {
            $0.zeros(0x26) | $0.zeros(0x5C)
        } where: {
            $0 == 0x26 || $0 == 0x5C
        }
        return end == other.count
    }
}

extension UInt8 {
    /// True for bytes at which the scanner has to stop.
    var beginsPlaceholder: Bool {
        switch self {
        case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "$"),
            UInt8(ascii: "%"), UInt8(ascii: "^"), UInt8(ascii: "<"):
            true
        default: false
        }
    }
}
