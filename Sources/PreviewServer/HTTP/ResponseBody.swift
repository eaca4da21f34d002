/// The bytes of an answer: parts of files and text between them. They are read when they are sent.
struct ResponseBody: Sendable {
    enum Part: Sendable {
        case file(OpenFile, Range<Int>)
        case bytes([UInt8])

        var count: Int {
            switch self {
            case .file(_, let range): range.count
            case .bytes(let bytes): bytes.count
            }
        }
    }

    private(set) var parts: [Part]

    init(_ parts: [Part]) { self.parts = parts }

    init(_ file: OpenFile) { parts = [.file(file, 0..<file.size)] }

    init(text: String) { parts = [.bytes(Array(text.utf8))] }

    var count: Int { parts.reduce(0) { $0 + $1.count } }

    subscript(range: Range<Int>) -> ResponseBody {
        var start = 0
        var sliced: [Part] = []
        for part in parts {
            let wanted = range.clamped(to: start..<start + part.count)
            if !wanted.isEmpty {
                sliced.append(part[wanted.lowerBound - start..<wanted.upperBound - start])
            }
            start += part.count
        }
        return ResponseBody(sliced)
    }

    /// The head of the answer, which states the length, has been sent already. So the connection
    /// has to be closed.
    struct FileBecameShorter: Error {}

    /// Removes and returns the next bytes; nil at the end. The body is read in pieces to save
    /// memory.
    mutating func next(atMost count: Int) throws(FileBecameShorter) -> [UInt8]? {
        let piece = self[0..<min(count, self.count)]
        guard piece.count > 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(piece.count)
        for part in piece.parts {
            switch part {
            case .bytes(let text): bytes += text
            case .file(let file, let range): bytes += file.read(range)
            }
        }
        guard bytes.count == piece.count else { throw FileBecameShorter() }
        self = self[bytes.count..<self.count]
        return bytes
    }
}

extension ResponseBody.Part {
    fileprivate subscript(range: Range<Int>) -> ResponseBody.Part {
        switch self {
        case .file(let file, let whole):
            .file(file, whole.lowerBound + range.lowerBound..<whole.lowerBound + range.upperBound)
        case .bytes(let bytes): .bytes(Array(bytes[range]))
        }
    }
}
