/// The class of each part of a text. It takes a fraction of the space of the HTML that it becomes.
package struct Colouring: Sendable, Equatable {
    /// Runs from the beginning of the text; no two neighbours have the same class. A run is its
    /// class followed by its length, seven bits to a byte, the lowest bits first.
    package private(set) var bytes: [UInt8] = []
    private var style: RuleSet.Class = 0
    private var length = 0
    private var end = 0

    init() {}

    /// Restores a colouring from the ``bytes`` of another one, which may be damaged.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// Adds a run from the end of the last one up to `end`.
    mutating func add(upTo end: Int, as style: RuleSet.Class) {
        guard end > self.end else { return }
        if style != self.style { close() }
        self.style = style
        length += end - self.end
        self.end = end
    }

    /// Ends the last run. It must be called before `bytes` is used.
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

    /// Calls `use` with the class and the end of each run.
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
