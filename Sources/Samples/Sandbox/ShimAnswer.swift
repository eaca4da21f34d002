import Foundation

/// The shim's answer to one job.
struct ShimAnswer: Sendable {
    enum Ending: String, Decodable, Sendable {
        /// The sandbox could not be set up; the output holds the reason.
        case noSandbox
        case exited, signalled, timedOut, outOfMemory, tooMuchOutput, tooManyProcesses
        /// The program could not be executed; the value is the error number.
        case notStarted
    }

    struct Header: Decodable, Sendable {
        var ending: Ending
        var value: Int
        /// Nanoseconds on the monotonic clock.
        var started: Int
        var wall: Int
        var user: Int
        var system: Int
        /// Processor time of sample, sandbox and supervisor together.
        var processor: Int
        var peakMemory: Int
        var voluntarySwitches: Int
        var involuntarySwitches: Int
        var labelled: Bool
        /// The version of the control groups, 0 for none.
        var group: Int
        var artifact: Bool
        var output: Int
        var head: Int
        var omittedBytes: Int
        var omittedLines: Int
        var notes: Int
        var notesCut: Bool
        /// For each piece of output: nanoseconds since the start, the stream (1 output, 2 error),
        /// and bytes.
        var pieces: [[Int]]
    }

    var header: Header
    var output: [UInt8]
    var notes: [UInt8]

    init(json: [UInt8], payload: [UInt8]) throws {
        do {
            header = try JSONDecoder().decode(Header.self, from: Data(json))
        } catch {
            throw ShimFailure(message: "the shim's answer can't be read: \(error)")
        }
        if let field = header.impossibleField {
            throw ShimFailure(message: "the shim's answer has no possible \(field)")
        }
        guard (0...payload.count).contains(header.output),
            header.notes == payload.count - header.output
        else { throw ShimFailure(message: "the shim's answer is not as long as it says") }
        output = Array(payload[..<header.output])
        notes = Array(payload[header.output...])
    }
}

extension ShimAnswer.Header {
    /// The name of the first field with an impossible value. Code that calculates with the fields
    /// relies on this check.
    fileprivate var impossibleField: String? {
        let fields: [(name: String, value: Int, bits: Int)] = [
            ("started", started, 60), ("wall", wall, 54), ("user", user, 60),
            ("system", system, 60), ("processor", processor, 60), ("peakMemory", peakMemory, 50),
            ("voluntarySwitches", voluntarySwitches, 49),
            ("involuntarySwitches", involuntarySwitches, 49), ("head", head, 40),
            ("omittedBytes", omittedBytes, 49), ("omittedLines", omittedLines, 49),
            ("value", value, 31),
        ]
        if let wrong = fields.first(where: { !Self.fits($0.value, $0.bits) }) { return wrong.name }
        let arePossible = pieces.allSatisfy { piece in
            piece.count == 3 && Self.fits(piece[0], 54) && Self.fits(piece[2], 40)
        }
        return arePossible && pieces.count < 1 << 20 ? nil : "pieces"
    }

    private static func fits(_ value: Int, _ bits: Int) -> Bool { value >= 0 && value >> bits == 0 }
}

/// The shim could not be started, or ended unexpectedly.
package struct ShimFailure: Error, CustomStringConvertible, Sendable {
    var message: String
    /// True if the shim had started well and the sample ended it.
    var isTheSamplesDoing = false
    package var description: String { message }
}
