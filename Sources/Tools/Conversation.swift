import Files
import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

extension Toolbox {
    /// Runs a tool, with one who writes to it and one who reads what it says meanwhile.
    ///
    /// - Parameters:
    ///   - write: need not come to its end: the tool may end before.
    ///   - read: when it has what it wants, the tool's input is closed.
    /// - Returns: what `read` returns as its bytes.
    /// - Throws: what `read` throws; and when the tool can't be started or took too long.
    package func converse(
        _ tool: Tool, _ arguments: [String], reads: [String] = [],
        environment: [String: String] = [:], limits: ToolLimits,
        write: @escaping @Sendable (ToolInput) async throws -> Void,
        read: @escaping @Sendable (inout ToolOutput) async throws -> [UInt8]
    ) async throws -> Tool.Output {
        let command = await confinement().command(tool, arguments, reads: reads, limits: limits)
        return try await inTime(limits, tool.path) {
            try await start(
                command, toolEnvironment(environment), limits, write: write, read: read)
        }
    }

    /// Runs a program that only says what it is, and is given nothing of a vault.
    func runUnconfined(
        _ path: String, _ arguments: [String], environment: [String: String], limits: ToolLimits
    ) async throws -> Tool.Output {
        try await inTime(limits, path) {
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

private func inTime(
    _ limits: ToolLimits, _ path: String,
    _ run: @escaping @Sendable () async throws -> Tool.Output
) async throws -> Tool.Output {
    // A tool that ended early must be an error of this call, not the end of the builder.
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

/// What is written to a tool.
package struct ToolInput: Sendable {
    fileprivate let writer: StandardInputWriter

    package func write(_ bytes: [UInt8]) async throws {
        if !bytes.isEmpty { _ = try await writer.write(bytes) }
    }

    package func finish() async throws { try await writer.finish() }
}

/// What a tool prints, as it comes.
package struct ToolOutput {
    fileprivate var source: SubprocessOutputSequence.Iterator
    fileprivate let limit: Int
    private var count = 0

    fileprivate init(_ source: SubprocessOutputSequence, limit: Int) {
        self.source = source.makeAsyncIterator()
        self.limit = limit
    }

    /// Adds what came next; false at the end.
    /// - Throws: when it is more than the tool may print.
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
        async let errors = firstWords(execution.standardError)
        do {
            var output = ToolOutput(execution.standardOutput, limit: limits.output)
            let bytes = try await read(&output)
            try? await input.finish()
            _ = await written
            return (bytes, await errors)
        } catch {
            // Whoever writes to it, or waits for its last words, goes on then.
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

/// As much of what a tool has to say as anyone would read.
private func firstWords(_ source: SubprocessOutputSequence) async -> String {
    var bytes: [UInt8] = []
    var iterator = source.makeAsyncIterator()
    while let buffer = try? await iterator.next() {
        if bytes.count < 1 << 16 { buffer.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// The sandbox tells of a signal by a status, as a shell does.
private func signal(of status: TerminationStatus) -> Int? {
    switch status {
    case .signaled(let number): Int(number)
    case .exited(let code) where code > 128 && code < 192: Int(code) - 128
    case .exited: nil
    }
}
