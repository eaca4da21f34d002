import Glibc
import Subprocess
import SystemPackage

/// A running supervisor. It takes one job at a time. When this end is closed, even because this
/// process was killed, the supervisor kills everything that runs.
struct ShimConnection {
    private let input: StandardInputWriter
    private var output: SubprocessOutputSequence.Iterator
    private var frames = ShimFrames()

    /// Starts the shim, calls `body`, and ends the shim.
    ///
    /// - Parameter starter: a command that starts the shim; the shim's own command line is
    ///   appended.
    static func with<Result: Sendable>(
        path: String, startedBy starter: [String] = [],
        _ body: (inout ShimConnection) async throws -> Result
    ) async throws -> Result {
        // Without this, writing to a shim that has ended would kill the builder by SIGPIPE.
        signal(SIGPIPE, SIG_IGN)
        var options = PlatformOptions()
        // A new session has no terminal, so that Ctrl-C reaches the builder only.
        options.createSession = true
        // On SIGTERM the shim kills the processes that it runs.
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
