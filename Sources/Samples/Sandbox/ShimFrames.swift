/// Splits the shim's output into answers: a line `JSON-LENGTH PAYLOAD-LENGTH`, then the two parts.
///
/// The shim relays the output and the notes of a hostile sample. The shim's own data is checked as
/// well, in case a sample has escaped its sandbox.
struct ShimFrames {
    private static let longestLine = 64
    /// The limit for each of the two parts; a sample's output and notes have much lower limits.
    private static let longestPart = 256 << 20

    private var pending: [UInt8] = []
    /// The lengths of the answer whose line has been read.
    private var lengths: (json: Int, payload: Int)?

    mutating func append(_ bytes: some Sequence<UInt8>) { pending += bytes }

    /// Returns nil if more bytes are needed.
    mutating func next() throws -> ShimAnswer? {
        if lengths == nil { lengths = try readLine() }
        guard let (json, payload) = lengths, pending.count >= json + payload else { return nil }
        lengths = nil
        let answer = try ShimAnswer(
            json: Array(pending[..<json]), payload: Array(pending[json..<(json + payload)]))
        pending.removeFirst(json + payload)
        return answer
    }

    private mutating func readLine() throws(ShimFailure) -> (json: Int, payload: Int)? {
        let start = pending.prefix(Self.longestLine)
        guard let newline = start.firstIndex(of: UInt8(ascii: "\n")) else {
            if pending.count < Self.longestLine { return nil }
            throw Self.failure(start)
        }
        let words = String(decoding: pending[..<newline], as: UTF8.self).split(separator: " ")
            .map { Int($0) }
        guard words.count == 2, let json = words[0], let payload = words[1],
            (0...Self.longestPart).contains(json), (0...Self.longestPart).contains(payload)
        else { throw Self.failure(pending[..<newline]) }
        pending.removeFirst(newline + 1)
        return (json, payload)
    }

    private static func failure(_ line: ArraySlice<UInt8>) -> ShimFailure {
        ShimFailure(message: "the shim answers \"\(String(decoding: line, as: UTF8.self))\"")
    }
}
