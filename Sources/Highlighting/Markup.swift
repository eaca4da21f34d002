/// Writes code as HTML. Each run of one class is an element, and no element spans lines.
struct Markup {
    private(set) var bytes: [UInt8] = []
    private let code: UnsafeBufferPointer<UInt8>
    private let openings: [[UInt8]]
    private var position = 0
    private var open: RuleSet.Class = 0

    /// - Parameter openings: the opening tags of the classes, by class number; class 0 has none.
    init(_ code: UnsafeBufferPointer<UInt8>, openings: [[UInt8]]) {
        self.code = code
        self.openings = openings
        bytes.reserveCapacity(code.count * 4 + 64)
    }

    /// Writes the code up to `end` in this class.
    mutating func write(upTo end: Int, as style: RuleSet.Class) {
        guard end > position else { return }
        if open != style { close() }
        var start = position
        for index in position..<end {
            let replacement: StaticString
            switch code[index] {
            case UInt8(ascii: "\n"):
                copy(start..<index, as: style)
                close()
                bytes.append(UInt8(ascii: "\n"))
                start = index + 1
                continue
            case UInt8(ascii: "&"): replacement = "&amp;"
            case UInt8(ascii: "<"): replacement = "&lt;"
            case UInt8(ascii: ">"): replacement = "&gt;"
            case UInt8(ascii: "\""): replacement = "&quot;"
            default: continue
            }
            begin(style)
            copy(start..<index, as: style)
            replacement.withUTF8Buffer { bytes += $0 }
            start = index + 1
        }
        copy(start..<end, as: style)
        position = end
    }

    /// Writes the rest without a class.
    mutating func finish() -> [UInt8] {
        write(upTo: code.count, as: 0)
        close()
        return bytes
    }

    private mutating func copy(_ range: Range<Int>, as style: RuleSet.Class) {
        if range.isEmpty { return }
        begin(style)
        bytes += code[range]
    }

    private mutating func begin(_ style: RuleSet.Class) {
        if open == style { return }
        open = style
        bytes += openings[Int(style)]
    }

    private mutating func close() {
        if open != 0 { bytes += "</span>".utf8 }
        open = 0
    }
}
