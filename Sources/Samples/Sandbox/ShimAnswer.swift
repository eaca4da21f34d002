import Foundation

/// What the shim answers to one job.
struct ShimAnswer: Sendable {
    enum Ending: String, Decodable, Sendable {
        /// The sandbox did not come about; the output says why.
        case noSandbox
        case exited, signalled, timedOut, outOfMemory, tooMuchOutput, tooManyProcesses
        /// The program could not be executed; the value is the error number.
        case notStarted
    }

    struct Header: Decodable, Sendable {
        var ending: Ending
        var value: Int
        /// Nanoseconds; the start is on the monotonic clock.
        var started: Int
        var wall: Int
        var user: Int
        var system: Int
        /// Of sample, sandbox and supervisor together.
        var processor: Int
        var peakMemory: Int
        var voluntarySwitches: Int
        var involuntarySwitches: Int
        var labelled: Bool
        /// The control groups' version, 0 for none.
        var group: Int
        var artifact: Bool
        var output: Int
        var head: Int
        var omittedBytes: Int
        var omittedLines: Int
        var notes: Int
        var notesCut: Bool
        /// Nanoseconds since the start, stream (1 output, 2 error), bytes.
        var pieces: [[Int]]
    }

    var header: Header
    var output: [UInt8]
    var notes: [UInt8]

    init(json: [UInt8], payload: [UInt8]) throws {
        header = try JSONDecoder().decode(Header.self, from: Data(json))
        guard header.output + header.notes == payload.count else {
            throw ShimFailure(message: "the shim's answer is not as long as it says")
        }
        output = Array(payload[..<header.output])
        notes = Array(payload[header.output...])
    }
}

/// The shim itself could not be started or broke off.
package struct ShimFailure: Error, CustomStringConvertible, Sendable {
    var message: String
    /// It had started well, and the sample ended it.
    var isTheSamplesDoing = false
    package var description: String { message }
}
