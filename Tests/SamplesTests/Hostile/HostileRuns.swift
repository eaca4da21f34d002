import Foundation
import Testing

@testable import Samples

/// Runs all hostile samples once in each mode. The tests examine the outcomes.
actor HostileRuns {
    struct Outcome: Sendable {
        var result: SampleResult
        var seconds: Double
        /// The most memory that was held at one time, as reported by the kernel.
        var mostBytes: Int?
    }

    struct Run: Sendable {
        var level: SandboxLevel?
        var outcomes: [String: Outcome] = [:]
        /// Things that samples left behind: processes, groups, files in the folder for temporary
        /// files.
        var leftovers: [String] = []
    }

    static let shared = HostileRuns()
    static let memoryLimit = 256 << 20

    private var runs: [SandboxMode: Task<Run, any Error>] = [:]
    private var last: Task<Run, any Error>?
    private var finished: [SandboxMode: Run] = [:]

    /// The modes run one after another, because they would disturb each other.
    func run(_ mode: SandboxMode) async throws -> Run {
        if let run = runs[mode] { return try await run.value }
        let before = last
        let run = Task { () throws -> Run in
            _ = await before?.result
            let run = try await Self.all(mode)
            finished[mode] = run
            try HostileTable.write(finished)
            return run
        }
        runs[mode] = run
        last = run
        return try await run.value
    }

    private static func all(_ mode: SandboxMode) async throws -> Run {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let marker = UUID().uuidString
        // The other user must be able to reach the shim.
        let shim = scratch.path + "/sample-shim"
        try FileManager.default.copyItem(atPath: shimPath, toPath: shim)
        let queue = WorkQueue(HostileTests.cases(in: mode))
        var run = try await withThrowingTaskGroup(of: Run.self) { group in
            for worker in 0..<2 {
                group.addTask {
                    try await work(queue, mode, scratch, shim, "\(marker)", worker)
                }
            }
            return try await group.reduce(into: Run()) { run, part in
                run.level = part.level
                run.outcomes.merge(part.outcomes) { $1 }
                run.leftovers += part.leftovers
            }
        }
        run.leftovers += processes(marked: marker).map { "process \($0)" }
        return run
    }

    private static func work(
        _ queue: WorkQueue<HostileTests.Case>, _ mode: SandboxMode, _ scratch: Scratch,
        _ shim: String, _ marker: String, _ worker: Int
    ) async throws -> Run {
        let group = MemoryGroup(owner: mode.isRoot ? nil : SandboxMode.user)
        let runner = scratch.runner(runtimes: [systemPython, .bash]) {
            $0.shimPath = shim
            $0.shimStarter = mode.starter(group)
            $0.usesControlGroups = mode.usesGroup
            $0.recordsDirectory = "\(scratch.path)/records-\(worker)"
            $0.machineLock = "\(scratch.path)/lock-\(worker)"
            $0.jobs = 1
            $0.processLimit = 100
            $0.taskLimit = 400
            $0.defaultMemoryBytes = memoryLimit
        }
        var run = Run()
        run.level = await runner.sandbox().level
        while let item = await queue.next() {
            let limit = item.info.contains("timeout") ? "" : " timeout=8s"
            let sample = Sample.make("\(item.info)\(limit) env.MARKER=\(marker)", item.code)
            await group?.reset()
            let start = ContinuousClock.now
            let results = try await runner.results(for: [sample], policy: .rerun { _ in true })
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            run.outcomes[item.name] = Outcome(
                result: try #require(results.first), seconds: seconds, mostBytes: group?.mostBytes)
        }
        if let group, !group.remove() { run.leftovers.append("a control group") }
        return run
    }

    /// The system's own Python, since another user can't reach a version manager's below root's
    /// home.
    private static var systemPython: Runtime {
        var python = Runtime.cpython
        python.program = "/usr/bin/python3"
        return python
    }
}

/// Writes time, memory and message of each sample in each mode, for people, to the file that
/// SANDBOX_TABLE names.
enum HostileTable {
    static let path = ProcessInfo.processInfo.environment["SANDBOX_TABLE"]

    static func write(_ runs: [SandboxMode: HostileRuns.Run]) throws {
        guard let path else { return }
        let text = SandboxMode.allCases.map { mode in
            runs[mode].map { part($0, mode) } ?? "\(mode.rawValue): not tried\n"
        }
        try text.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    private static func part(_ run: HostileRuns.Run, _ mode: SandboxMode) -> String {
        let rows = HostileTests.cases.compactMap { item -> String? in
            guard let outcome = run.outcomes[item.name] else { return nil }
            let held = outcome.mostBytes.map { "\($0 >> 20)" } ?? "?"
            let ending = outcome.result.record?.ending.summary ?? ""
            let message = outcome.result.problems.first?.message ?? ending
            let seconds = String(format: "%.2f", outcome.seconds)
            return "| \(item.name) | \(seconds) | \(held) | \(message) |\n"
        }
        return """
            ## \(mode.rawValue) (\(run.level?.name ?? "none"))

            | sample | seconds | MiB held | message |
            |---|---|---|---|
            \(rows.joined())
            """
    }
}
