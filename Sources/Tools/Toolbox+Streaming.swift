import Files
import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

extension Toolbox {
    /// Runs a tool. While it runs, `write` provides its input and `read` consumes its output.
    ///
    /// - Parameters:
    ///   - write: may stop early, because the tool may end before it has read everything.
    ///   - read: when it returns, the tool's input is closed.
    /// - Returns: the output, with the bytes that `read` returned.
    /// - Throws: the error that `read` throws, or an error if the tool can't be started or takes
    ///   too long.
    package func runStreaming(
        _ tool: Tool, _ arguments: [String], reads: [String] = [],
        environment: [String: String] = [:], limits: ToolLimits,
        write: @escaping @Sendable (ToolInput) async throws -> Void,
        read: @escaping @Sendable (inout ToolOutput) async throws -> [UInt8]
    ) async throws -> Tool.Output {
        let command = await confinement().command(tool, arguments, reads: reads, limits: limits)
        return try await withDeadline(limits, tool.path) {
            try await start(
                command, toolEnvironment(environment), limits, write: write, read: read)
        }
    }

    /// Runs a program outside the sandbox. It is only asked about itself and gets nothing from a
    /// vault.
    func runUnconfined(
        _ path: String, _ arguments: [String], environment: [String: String], limits: ToolLimits
    ) async throws -> Tool.Output {
        try await withDeadline(limits, path) {
            try await start(
                (path, arguments), toolEnvironment(environment), limits
            ) { input in
                try await input.finish()
            } read: { output in
                try await output.rest()
            }
        }
    }
}

private func withDeadline(
    _ limits: ToolLimits, _ path: String,
    _ run: @escaping @Sendable () async throws -> Tool.Output
) async throws -> Tool.Output {
    // Without this, writing to a tool that has ended would kill the builder by SIGPIPE.
    signal(SIGPIPE, SIG_IGN)
    return try await withThrowingTaskGroup(of: Tool.Output.self) { group in
        group.addTask { try await run() }
        group.addTask {
            try await Task.sleep(for: limits.deadline)
            throw Tool.Failure(description: "\(path) took longer than \(limits.deadline)")
        }
        defer { group.cancelAll() }
        guard let output = try await group.next() else { throw CancellationError() }
        return output
    }
}

/// The standard input of a running tool.
package struct ToolInput: Sendable {
    fileprivate let writer: StandardInputWriter

    package func write(_ bytes: [UInt8]) async throws {
        if !bytes.isEmpty { _ = try await writer.write(bytes) }
    }

    package func finish() async throws { try await writer.finish() }
}

/// The standard output of a running tool.
package struct ToolOutput {
    fileprivate var source: SubprocessOutputSequence.Iterator
    fileprivate let limit: Int
    private var count = 0

    fileprivate init(_ source: SubprocessOutputSequence, limit: Int) {
        self.source = source.makeAsyncIterator()
        self.limit = limit
    }

    /// Appends the next output to `bytes`. Returns false at the end.
    /// - Throws: if the output exceeds the tool's limit.
    package mutating func next(into bytes: inout [UInt8]) async throws -> Bool {
        guard let buffer = try await source.next() else { return false }
        count += buffer.count
        guard count <= limit else {
            throw Tool.Failure(description: "it printed more than \(limit >> 20) MB")
        }
        buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
        return true
    }

    package mutating func rest() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while try await next(into: &bytes) {}
        return bytes
    }
}

private func start(
    _ command: (program: String, arguments: [String]), _ environment: Environment,
    _ limits: ToolLimits, write: @escaping @Sendable (ToolInput) async throws -> Void,
    read: @escaping @Sendable (inout ToolOutput) async throws -> [UInt8]
) async throws -> Tool.Output {
    let result = try await Subprocess.run(
        .path(FilePath(command.program)), arguments: Arguments(command.arguments),
        environment: environment, workingDirectory: "/", input: .inputWriter, output: .sequence,
        error: .sequence
    ) { execution in
        let input = ToolInput(writer: execution.standardInputWriter)
        async let written: Void? = try? write(input)
        async let errors = readErrors(execution.standardError)
        do {
            var output = ToolOutput(execution.standardOutput, limit: limits.output)
            let bytes = try await read(&output)
            try? await input.finish()
            _ = await written
            return (bytes, await errors)
        } catch {
            // Killing the tool closes its pipes, so that the writer and the reader of errors end.
            try? execution.send(signal: .kill)
            _ = await (written, errors)
            throw error
        }
    }
    let status = result.terminationStatus
    return Tool.Output(
        isSuccess: status.isSuccess, bytes: result.closureResult.0,
        errors: result.closureResult.1, signal: signal(of: status))
}

/// Reads all of standard error and returns the beginning, about 64 KiB.
private func readErrors(_ source: SubprocessOutputSequence) async -> String {
    var bytes: [UInt8] = []
    var iterator = source.makeAsyncIterator()
    while let buffer = try? await iterator.next() {
        if bytes.count < 1 << 16 { buffer.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// Returns the number of the signal that ended the tool. The sandbox reports it as 128 + number, as
/// a shell does.
private func signal(of status: TerminationStatus) -> Int? {
    switch status {
    case .signaled(let number): Int(number)
    case .exited(let code) where code > 128 && code < 192: Int(code) - 128
    case .exited: nil
    }
}
