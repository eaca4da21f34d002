/// Collects a client's bytes until the head of a request is complete. Each byte is examined once,
/// and a malformed head is refused as soon as possible.
struct HeadBuffer {
    private let limits: ServerLimits
    private var bytes: [UInt8] = []
    /// All bytes before this offset have been examined.
    private var place = 0
    private var lineStart = 0
    /// The lines of the current head, without their ends.
    private var lines: [Range<Int>] = []

    init(_ limits: ServerLimits) { self.limits = limits }

    /// True if no byte of the next request has arrived.
    var isEmpty: Bool { bytes.isEmpty }

    mutating func append(_ more: [UInt8]) { bytes += more }

    /// Returns the next head if the empty line at its end has arrived. The bytes after it stay for
    /// the next call.
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
                    "A request's head may have at most \(limits.head) bytes.")
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
                throw .malformed("A request's head must not contain control characters.")
            }
            try checkLines()
        }
        return nil
    }

    private func checkLines() throws(Refusal) {
        // One more byte is for the carriage return.
        if lines.isEmpty, place - lineStart > limits.requestLine + 1 {
            throw Refusal(
                .uriTooLong, "A request line may have at most \(limits.requestLine) bytes.")
        }
        if lines.count > limits.fields + 1 {
            throw Refusal(
                .headerFieldsTooLarge,
                "A request may have at most \(limits.fields) header fields.")
        }
    }

    private mutating func takeHead() throws(Refusal) -> RequestHead {
        let head = try RequestHead(lines: lines.map { bytes[$0] })
        bytes.removeFirst(place)
        (place, lineStart, lines) = (0, 0, [])
        return head
    }
}
