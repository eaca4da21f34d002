import Glibc
import Subprocess
import SystemPackage

/// A running supervisor. It takes one job at a time, and kills whatever runs when this end is gone,
/// even when this end was killed.
struct ShimConnection {
    private let input: StandardInputWriter
    private var output: SubprocessOutputSequence.Iterator
    private var frames = ShimFrames()

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
        while true {
            if let answer = try frames.next() { return answer }
            guard let buffer = try await output.next() else {
                throw ShimFailure(message: "the shim ended without an answer")
            }
            buffer.withUnsafeBytes { frames.append($0) }
        }
    }
}
