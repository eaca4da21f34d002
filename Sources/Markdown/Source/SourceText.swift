import Basics

/// A note's bytes, made safe to parse: valid UTF-8 without NUL. Offsets can be converted to
/// positions in the original.
struct SourceText: Sendable {
    private(set) var bytes: [UInt8]
    private(set) var problems: [Problem] = []
    let lineStarts: [Int32]
    private var replacements: [Replacement] = []
    private let firstLine: Int

    private struct Replacement {
        /// The offset in ``bytes`` just after the U+FFFD that was inserted.
        var end: Int
        /// The bytes by which the original is shorter, over all replacements so far.
        var surplus: Int
    }

    /// A broken file can have a bad byte on every line; only the first ones are reported.
    private static let reportLimit = 20

    init(_ source: [UInt8], firstLine: Int) {
        self.firstLine = firstLine
        var faults: [(offset: Int, isNul: Bool)] = []
        (bytes, replacements, faults) = Self.sanitized(source)
        lineStarts = Self.lineStarts(of: bytes)
        for fault in faults.prefix(Self.reportLimit) {
            problems.append(
                Problem(
                    kind: fault.isNul ? .nulByte : .invalidUTF8, subject: "",
                    span: span(fault.offset, fault.offset + 3)))
        }
    }

    /// - Parameter offset: an offset in ``bytes``.
    func position(_ offset: Int) -> SourcePosition {
        let line = max(0, lineStarts.partitioningIndex { Int($0) > offset } - 1)
        let column = original(offset) - original(Int(lineStarts[line])) + 1
        return SourcePosition(line: firstLine + line, column: column)
    }

    func span(_ start: Int, _ end: Int) -> SourceSpan {
        SourceSpan(start: position(start), end: position(max(start, end)))
    }

    private func original(_ offset: Int) -> Int {
        if replacements.isEmpty { return offset }
        let next = replacements.partitioningIndex { $0.end > offset }
        return next == 0 ? offset : offset - replacements[next - 1].surplus
    }
}

extension SourceText {
    private static func sanitized(_ source: [UInt8])
        -> (bytes: [UInt8], replacements: [Replacement], faults: [(offset: Int, isNul: Bool)])
    {
        if source.withUnsafeBufferPointer(isSafe) { return (source, [], []) }
        var result: [UInt8] = []
        result.reserveCapacity(source.count + 64)
        var replacements: [Replacement] = []
        var faults: [(offset: Int, isNul: Bool)] = []
        var surplus = 0
        var start = 0
        func replace(_ count: Int, isNul: Bool) {
            faults.append((result.count, isNul))
            result.append(contentsOf: [0xEF, 0xBF, 0xBD])
            surplus += 3 - count
            replacements.append(Replacement(end: result.count, surplus: surplus))
        }
        while start < source.count {
            let length = source.withUnsafeBufferPointer { validLength($0, at: start) }
            if length > 0, source[start] != 0 {
                result.append(contentsOf: source[start..<start + length])
                start += length
            } else {
                replace(1, isNul: length > 0)
                start += 1
            }
        }
        return (result, replacements, faults)
    }

    private static func isSafe(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = source.nextNonASCIIOrZero(from: 0)
        while index < source.count {
            let length = validLength(source, at: index)
            if length == 0 || source[index] == 0 { return false }
            index = source.nextNonASCIIOrZero(from: index + length)
        }
        return true
    }

    /// Returns the length of the well-formed UTF-8 sequence at `start`, or 0 if there is none
    /// (Unicode 16, table 3-7).
    private static func validLength(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
        func byte(_ offset: Int) -> UInt8 {
            start + offset < bytes.count ? bytes[start + offset] : 0
        }
        func continues(_ offset: Int) -> Bool { byte(offset) & 0xC0 == 0x80 }
        switch byte(0) {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: return continues(1) ? 2 : 0
        case 0xE0: return (0xA0...0xBF).contains(byte(1)) && continues(2) ? 3 : 0
        case 0xED: return (0x80...0x9F).contains(byte(1)) && continues(2) ? 3 : 0
        case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : 0
        case 0xF0:
            return (0x90...0xBF).contains(byte(1)) && continues(2) && continues(3) ? 4 : 0
        case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : 0
        case 0xF4:
            return (0x80...0x8F).contains(byte(1)) && continues(2) && continues(3) ? 4 : 0
        default: return 0
        }
    }

    /// Returns the offsets at which lines begin; `\n`, `\r\n` and `\r` each end a line.
    static func lineStarts(of bytes: [UInt8]) -> [Int32] {
        bytes.withUnsafeBufferPointer { lineStarts(of: $0, count: bytes.count) }
    }

    /// Returns the line starts in the first `count` bytes.
    static func lineStarts(of bytes: UnsafeBufferPointer<UInt8>, count: Int) -> [Int32] {
        var starts: [Int32] = [0]
        starts.reserveCapacity(count / 32 + 8)
        var index = bytes.lineEnd(from: 0, to: count)
        while index < count {
            if bytes[index] == 0x0D, index + 1 < count, bytes[index + 1] == 0x0A { index += 1 }
            starts.append(Int32(truncatingIfNeeded: index + 1))
            index = bytes.lineEnd(from: index + 1, to: count)
        }
        return starts
    }
}
