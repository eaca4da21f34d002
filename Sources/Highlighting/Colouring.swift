/// Which part of a text is of which class: a fraction of the HTML that it becomes.
package struct Colouring: Sendable, Equatable {
    /// Runs from the beginning on, no two neighbours alike: the class, and the length with seven bits
    /// to a byte, the lowest first.
    package private(set) var bytes: [UInt8] = []
    private var style: RuleSet.Class = 0
    private var length = 0
    private var end = 0

    init() {}

    /// From the ``bytes`` of another, whole or not.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// The text up to here, from where the last run ended.
    mutating func add(upTo end: Int, as style: RuleSet.Class) {
        guard end > self.end else { return }
        if style != self.style { close() }
        self.style = style
        length += end - self.end
        self.end = end
    }

    /// Before its bytes are asked for.
    mutating func close() {
        if length == 0 { return }
        bytes.append(style)
        while length >= 0x80 {
            bytes.append(UInt8(length & 0x7F | 0x80))
            length >>= 7
        }
        bytes.append(UInt8(length))
        length = 0
    }

    /// Each run's class and where it ends.
    func forEach(_ use: (RuleSet.Class, Int) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            var (end, index) = (0, 0)
            while index < bytes.count {
                let style = bytes[index]
                index += 1
                var (length, shift) = (0, 0)
                while index < bytes.count {
                    length |= Int(bytes[index] & 0x7F) << shift
                    shift += 7
                    index += 1
                    if bytes[index - 1] < 0x80 || shift > 28 { break }
                }
                end += length
                use(style, end)
            }
        }
    }
}
