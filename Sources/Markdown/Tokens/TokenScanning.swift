import Basics

extension UnsafeBufferPointer<UInt8> {
    /// The first byte from `start` on with which a token, code or an escape may begin, or `end`.
    func nextTokenStart(from start: Int, to end: Int) -> Int {
        var index = start
        while true {
            // `XYZ[\]^_` differ in the last three bits alone, `$%` in the last.
            index = first(from: index, to: end) {
                ($0 & ByteWord(repeating: 0xF8)).zeros(0x58)
                    | ($0 & ByteWord(repeating: 0xFE)).zeros(0x24) | $0.zeros(0x60)
                    | $0.zeros(0x3C)
            } where: {
                $0.beginsToken
            }
            if index >= end || self[index].beginsToken { return index }
            index += 1
        }
    }

    /// Is `other` what stands at `start`, with neither `&` nor a backslash in it?
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
    /// What the tokenizer has to look at.
    var beginsToken: Bool {
        switch self {
        case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "$"),
            UInt8(ascii: "%"), UInt8(ascii: "^"), UInt8(ascii: "<"):
            true
        default: false
        }
    }
}
