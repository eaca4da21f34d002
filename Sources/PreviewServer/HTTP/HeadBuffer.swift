/// Gathers what a client sends until a request's head is whole. Each byte is looked at once, and what
/// can't become a head that is answered is refused as soon as that is known.
struct HeadBuffer {
    private let limits: ServerLimits
    private var bytes: [UInt8] = []
    /// All before it has been looked at.
    private var place = 0
    private var lineStart = 0
    /// Of the head that is being read, without their ends.
    private var lines: [Range<Int>] = []

    init(_ limits: ServerLimits) { self.limits = limits }

    /// Whether nothing of the next request has come.
    var isEmpty: Bool { bytes.isEmpty }

    mutating func append(_ more: [UInt8]) { bytes += more }

    /// The next head, once the empty line at its end has come. What follows it stays for the next.
    mutating func next() throws(Refusal) -> RequestHead? {
        while place < bytes.count {
            let byte = bytes[place]
            let isAfterReturn = place > lineStart && bytes[place - 1] == UInt8(ascii: "\r")
            guard isAfterReturn == (byte == UInt8(ascii: "\n")) else {
                throw .malformed("Lines must end with a carriage return and a line feed.")
            }
            place += 1
            guard place <= limits.head else {
                throw Refusal(
                    .headerFieldsTooLarge,
                    "A request's head may have \(limits.head) bytes and no more.")
            }
            if byte == UInt8(ascii: "\n") {
                let line = lineStart..<place - 2
                lineStart = place
                if !line.isEmpty {
                    lines.append(line)
                } else if !lines.isEmpty {
                    return try takeHead()
                }
            } else if byte == 0x7F || byte < 0x20 && byte != 0x09 && byte != UInt8(ascii: "\r") {
                throw .malformed("A request's head must hold no control characters.")
            }
            try checkLines()
        }
        return nil
    }

    private func checkLines() throws(Refusal) {
        // One more for the carriage return.
        if lines.isEmpty, place - lineStart > limits.requestLine + 1 {
            throw Refusal(
                .uriTooLong, "A request line may have \(limits.requestLine) bytes and no more.")
        }
        if lines.count > limits.fields + 1 {
            throw Refusal(
                .headerFieldsTooLarge,
                "A request may have \(limits.fields) header fields and no more.")
        }
    }

    private mutating func takeHead() throws(Refusal) -> RequestHead {
        let head = try RequestHead(lines: lines.map { bytes[$0] })
        bytes.removeFirst(place)
        (place, lineStart, lines) = (0, 0, [])
        return head
    }
}
