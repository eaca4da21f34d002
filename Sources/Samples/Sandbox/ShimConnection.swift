import Glibc
import Subprocess
import SystemPackage

/// A running supervisor. It takes one job at a time, and kills whatever runs when this end is gone,
/// even when this end was killed.
struct ShimConnection {
    private let input: StandardInputWriter
    private var output: SubprocessOutputSequence.Iterator
    private var pending: [UInt8] = []

    /// Starts the shim for the time of `body`.
    ///
    /// - Parameter starter: a command to start it with, which takes the rest as its arguments.
    static func with<Result: Sendable>(
        path: String, startedBy starter: [String] = [],
        _ body: (inout ShimConnection) async throws -> Result
    ) async throws -> Result {
        // A shim that broke must be an error of this call, not the end of the builder.
        signal(SIGPIPE, SIG_IGN)
        var options = PlatformOptions()
        // Away from the terminal, whose Ctrl-C is for the builder alone.
        options.createSession = true
        // Told to end, it takes what runs with it.
        options.teardownSequence = [
            .send(signal: .terminate, allowedDurationToNextStep: .seconds(5))
        ]
        let command = starter + [path, "outside"]
        let result = try await Subprocess.run(
            .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
            environment: .custom([:] as [Environment.Key: String]),
            workingDirectory: "/", platformOptions: options, input: .inputWriter,
            output: .sequence, error: .discarded
        ) { execution in
            var connection = ShimConnection(
                input: execution.standardInputWriter,
                output: execution.standardOutput.makeAsyncIterator())
            return try await body(&connection)
        }
        return result.closureResult
    }

    private init(input: StandardInputWriter, output: SubprocessOutputSequence.Iterator) {
        self.input = input
        self.output = output
    }

    mutating func run(_ job: ShimJob) async throws -> ShimAnswer {
        _ = try await input.write(job.encoded())
        return try await readAnswer()
    }

    private mutating func readAnswer() async throws -> ShimAnswer {
        let line = try await readLine()
        let lengths = line.split(separator: " ").compactMap { Int($0) }
        guard lengths.count == 2 else {
            throw ShimFailure(message: "the shim answers \"\(line.prefix(80))\"")
        }
        let json = try await read(lengths[0])
        return try ShimAnswer(json: json, payload: await read(lengths[1]))
    }

    private mutating func readLine() async throws -> String {
        while true {
            if let newline = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: pending[..<newline], as: UTF8.self)
                pending.removeFirst(newline + 1)
                return line
            }
            try await readMore()
        }
    }

    private mutating func read(_ count: Int) async throws -> [UInt8] {
        while pending.count < count { try await readMore() }
        let bytes = Array(pending[..<count])
        pending.removeFirst(count)
        return bytes
    }

    private mutating func readMore() async throws {
        guard let buffer = try await output.next() else {
            throw ShimFailure(message: "the shim ended without an answer")
        }
        buffer.withUnsafeBytes { pending.append(contentsOf: $0) }
    }
}
