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
    /// - Throws: when it can't be started, or printed more than `limit`.
    package func run(
        _ arguments: [String], input: [UInt8] = [], directory: String? = nil, limit: Int = 1 << 30
    ) async throws -> Output {
        let result = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments),
            environment: .inherit.updating(["PYTHONDONTWRITEBYTECODE": "1"]),
            workingDirectory: directory.map { FilePath($0) },
            input: .array(input), output: .bytes(limit: limit), error: .string(limit: 1 << 20))
        return Output(
            isSuccess: result.terminationStatus.isSuccess, bytes: result.standardOutput,
            errors: result.standardError)
    }
}
