import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// Trusted programs of this machine that make a site better: Pygments, Pagefind, Graphviz, git.
///
/// The only door to them. Untrusted code, i.e. samples, never comes this way: see `Samples`.
package struct Tool: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    package struct Output: Sendable {
        package var isSuccess: Bool
        package var bytes: [UInt8]
        package var errors: String
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - input: its whole standard input.
    ///   - limit: most bytes of output.
    ///   - timeout: when it is killed.
    /// - Throws: when it can't be started, printed more than `limit`, or took too long.
    package func run(
        _ arguments: [String], input: [UInt8] = [], limit: Int = 1 << 30,
        timeout: Duration = .seconds(600)
    ) async throws -> Output {
        try await withThrowingTaskGroup(of: Output.self) { group in
            group.addTask { try await runToEnd(arguments, input: input, limit: limit) }
            group.addTask {
                try await Task.sleep(for: timeout)
                throw Failure(description: "\(path) took longer than \(timeout)")
            }
            defer { group.cancelAll() }
            guard let output = try await group.next() else { throw CancellationError() }
            return output
        }
    }

    package struct Failure: Error, CustomStringConvertible {
        package var description: String
    }

    private func runToEnd(
        _ arguments: [String], input: [UInt8], limit: Int
    ) async throws -> Output {
        let result = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments),
            environment: .inherit.updating(["PYTHONDONTWRITEBYTECODE": "1"]),
            input: .array(input), output: .bytes(limit: limit), error: .string(limit: 1 << 20))
        return Output(
            isSuccess: result.terminationStatus.isSuccess, bytes: result.standardOutput,
            errors: result.standardError)
    }
}
