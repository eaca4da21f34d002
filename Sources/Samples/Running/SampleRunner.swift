import Basics
import Foundation

/// Recalls or runs samples and saves their records.
///
/// It keeps facts about the machine (runtimes, sandbox) for its lifetime.
package actor SampleRunner {
    let configuration: RunnerConfiguration
    private let store: RecordStore
    private let host = Host.current()
    private let programs: HostPrograms
    private let versions: RuntimeVersions
    private var probe: Task<ProbedSandbox, Never>?
    private var located: [String: Task<Result<ResolvedRuntime, RuntimeProblem>, Never>] = [:]

    package init(configuration: RunnerConfiguration) {
        self.configuration = configuration
        store = RecordStore(directory: configuration.recordsDirectory)
        programs = HostPrograms(
            environment: ProcessInfo.processInfo.environment,
            foreign: configuration.foreignFolders)
        versions = RuntimeVersions(
            folder: configuration.cacheDirectory, saves: configuration.savesRecords)
    }

    /// Returns a result for each sample and each of its runtimes, in the order of `samples`. Throws
    /// only if the environment fails (records can't be written) or the task is cancelled; then no
    /// process is left running.
    package func results(
        for samples: [Sample], policy: RunPolicy,
        progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
    ) async throws -> [SampleResult] {
        var (results, machine) = await decided(samples, policy)
        let work = results.indices.filter { results[$0].reason != nil }
            .map { Work(index: $0, arm: results[$0]) }
        let saves = policy.savesRecords && configuration.savesRecords
        let outcomes = try await run(work, machine, saves ? policy : nil, progress)
        for (index, outcome) in outcomes { results[index].outcome = outcome }
        return results.map { $0.result(policy: policy, machine: machine) }
    }

    /// Returns what ``results(for:policy:progress:)`` would do with each sample and each of its
    /// runtimes.
    package func plan(for samples: [Sample], policy: RunPolicy) async -> [PlannedRun] {
        await decided(samples, policy).arms.map {
            PlannedRun(sample: $0.sample, runtime: $0.runtimeName, plan: $0.plan)
        }
    }

    /// Returns the level of isolation on this machine. The first call tries it out.
    package func sandbox() async -> SandboxReport { await probed().report }

    /// Returns the sandbox's settings for this machine; nil if samples can't be run.
    func profile() async -> SandboxProfile? { await probed().profile }

    /// The entries of `PATH` that are not searched for programs, with the reasons.
    package nonisolated var unsearchedFolders: [(folder: String, reason: String)] {
        programs.leftOut
    }

    /// Returns the version of each configured runtime, or the reason why it can't be used.
    package func runtimes() async -> [RuntimeStatus] {
        var statuses: [RuntimeStatus] = []
        for runtime in configuration.runtimes { _ = location(of: runtime) }
        for runtime in configuration.runtimes {
            statuses.append(
                RuntimeStatus(runtime: runtime, located: await location(of: runtime).value))
        }
        return statuses
    }

    /// Removes the records that belong to none of `samples`, which must be all samples of the
    /// vault. Returns their paths below the records' folder.
    package func pruneRecords(keeping samples: [Sample]) throws -> [String] {
        try store.prune(keeping: paths(of: samples))
    }

    /// Returns the records that ``pruneRecords(keeping:)`` would remove, and files with such a name
    /// that are not records.
    package func unownedRecords(
        keeping samples: [Sample]
    ) -> (records: [String], others: [String]) {
        store.unowned(keeping: paths(of: samples))
    }

    private func paths(of samples: [Sample]) -> Set<RecordPath> {
        Set(samples.flatMap { Arm.all(of: $0, configuration: configuration).map(\.path) })
    }
}

extension RunPolicy {
    fileprivate var savesRecords: Bool { if case .compare = self { false } else { true } }

    var isFrozen: Bool { if case .frozen = self { true } else { false } }
}

extension SampleRunner {
    private struct Work: Sendable {
        var index: Int
        var arm: Arm
    }

    private func decided(
        _ samples: [Sample], _ policy: RunPolicy
    ) async -> (arms: [Arm], machine: Machine?) {
        let (store, configuration) = (store, configuration)
        let arms = samples.flatMap { Arm.all(of: $0, configuration: configuration) }
        let loaded = await concurrentMap(arms, jobs: configuration.jobs) {
            $0.recalled(from: store, selection: configuration.selection)
        }
        let machine = await machine(for: loaded, policy: policy)
        return (loaded.map { $0.decided(policy: policy, machine: machine) }, machine)
    }

    private func location(
        of runtime: Runtime
    ) -> Task<Result<ResolvedRuntime, RuntimeProblem>, Never> {
        if let task = located[runtime.name] { return task }
        let task = Task { () -> Result<ResolvedRuntime, RuntimeProblem> in
            do throws(RuntimeProblem) {
                var resolved = try await locate(runtime, among: programs)
                // The vault configures this runtime, so it is asked for its version in the sandbox
                // only.
                if let profile = await probed().profile {
                    resolved.version = await versions.version(
                        of: resolved, shimPath: configuration.shimPath, profile)
                }
                return .success(resolved)
            } catch {
                return .failure(error)
            }
        }
        located[runtime.name] = task
        return task
    }

    private func probed() async -> ProbedSandbox {
        if let probe { return await probe.value }
        let task = Task { [configuration, programs] in
            await probeSandbox(configuration, among: programs)
        }
        probe = task
        return await task.value
    }

    /// A replay examines nothing of the machine: runtimes and sandbox may be missing.
    private func machine(for arms: [Arm], policy: RunPolicy) async -> Machine? {
        guard !policy.isFrozen else { return nil }
        let needed = Set(arms.filter { $0.isSelected || $0.record != nil }.compactMap(\.runtime))
        return needed.isEmpty ? nil : await machine(with: needed)
    }

    func machine(with needed: Set<Runtime>) async -> Machine {
        for runtime in needed { _ = location(of: runtime) }
        let sandbox = await probed()
        var runtimes: [String: Result<ResolvedRuntime, RuntimeProblem>] = [:]
        for runtime in needed { runtimes[runtime.name] = await location(of: runtime).value }
        return Machine(host: host, sandbox: sandbox, runtimes: runtimes)
    }

    private func run(
        _ work: [Work], _ machine: Machine?, _ saving: RunPolicy?,
        _ progress: @escaping @Sendable (RunProgress) -> Void
    ) async throws -> [Int: Arm.Outcome] {
        guard !work.isEmpty, let machine,
            let setting = try machine.setting(configuration)
        else { return [:] }
        let queue = WorkQueue(work)
        let tally = ProgressCounter(total: work.count, progress)
        let configuration = configuration
        let save = saving.map { policy in
            { @Sendable [store] (record: SampleRecord, arm: Arm) in
                if arm.keeps(record, policy: policy) { try store.save(record, at: arm.path) }
            }
        }
        // Capturing may run beside other captures, but never beside a measurement, even one of
        // another build.
        let outcomes = try await withMachine(.shared, lockPath: configuration.machineLock) {
            progress(RunProgress(done: 0, total: work.count, name: "", isWaiting: true))
        } body: {
            try await withThrowingTaskGroup(of: [(Int, Arm.Outcome)].self) { group in
                for slot in 0..<min(max(1, configuration.jobs), work.count) {
                    group.addTask {
                        try await Self.work(
                            through: queue, setting.for(slot: slot), machine, configuration, tally,
                            save)
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }
        try Task.checkCancellation()
        return Dictionary(uniqueKeysWithValues: outcomes)
    }

    /// Runs one worker with one supervisor, which is restarted if it fails.
    private static func work(
        through queue: WorkQueue<Work>, _ setting: SampleExecution.Setting, _ machine: Machine,
        _ configuration: RunnerConfiguration, _ tally: ProgressCounter,
        _ save: (@Sendable (SampleRecord, Arm) throws -> Void)?
    ) async throws -> [(Int, Arm.Outcome)] {
        var outcomes: [(Int, Arm.Outcome)] = []
        var next = await queue.next()
        while let first = next {
            do {
                try await ShimConnection.with(
                    path: setting.shimPath, startedBy: setting.shimStarter
                ) { shim in
                    while let current = next {
                        let execution = machine.execution(of: current.arm, setting, configuration)
                        guard let execution else {
                            next = await queue.next()
                            continue
                        }
                        let record = try await execution.run(on: &shim)
                        outcomes.append((current.index, .ran(record)))
                        try save?(record, current.arm)
                        await tally.finished(current.arm.sample.name)
                        next = await queue.next()
                    }
                }
            } catch let failure as ShimFailure {
                outcomes.append(((next ?? first).index, .broken(failure)))
                next = await queue.next()
            }
        }
        return outcomes
    }
}

/// Counts finished samples for the progress line.
private actor ProgressCounter {
    private var done = 0
    private let total: Int
    private let progress: @Sendable (RunProgress) -> Void

    init(total: Int, _ progress: @escaping @Sendable (RunProgress) -> Void) {
        self.total = total
        self.progress = progress
    }

    func finished(_ name: String) {
        done += 1
        progress(RunProgress(done: done, total: total, name: name))
    }
}
