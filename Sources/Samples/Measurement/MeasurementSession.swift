import Files
import Foundation
import Subprocess
import SystemPackage

/// Makes one measurement on this machine. The caller must hold the machine's lock exclusively.
struct MeasurementSession: Sendable {
    var plan: MeasurementPlan
    var key: String
    var history: [PastMeasurement]
    var machine: Machine
    var setting: SampleExecution.Setting
    var configuration: RunnerConfiguration
    var options: MeasurementOptions

    /// Measures, and measures once again if the first attempt was too noisy or differs from the
    /// previous record. The second attempt always counts: keeping the better of the two would mean
    /// choosing by the result.
    func run(progress: @Sendable (RoundProgress) -> Void) async throws -> MeasurementRecord {
        let scratch = SampleExecution.scratchPath()
        defer { _ = try? removeTree(scratch) }
        return try await ShimConnection.with(
            path: setting.shimPath, startedBy: setting.shimStarter
        ) { shim in
            let jobs = try await MeasuredJobs(
                plan, execution: execution, scratch: { "\(scratch)/\($0)" }, on: &shim)
            let first = try await attempt(jobs, on: &shim, progress)
            let reasons = reasonsToRepeat(first)
            guard options.repeats, !reasons.isEmpty else { return finished(first) }
            var second = try await attempt(jobs, on: &shim, progress)
            second.data.repeatedBecause = reasons
            return finished(second)
        }
    }

    private func execution(of sample: Sample, on name: String) throws -> SampleExecution {
        guard case .success(let resolved)? = machine.runtimes[name] else {
            throw ShimFailure(message: "the runtime \(name) is gone")
        }
        return SampleExecution(
            sample: sample, runtime: resolved,
            key: recordKey(of: sample, on: resolved.runtime),
            limits: configuration.limits(for: sample.options), setting: setting)
    }

    private func attempt(
        _ jobs: MeasuredJobs, on shim: inout ShimConnection,
        _ progress: @Sendable (RoundProgress) -> Void
    ) async throws -> MeasurementRecord {
        let idle = try await waitUntilIdle(timeout: options.patience)
        var canary = [await runCanary()]
        let start = MachineReading.now()
        let ownStart = ownProcessorSeconds()
        var attempt = MeasurementAttempt(
            plan: plan, jobs: jobs, seed: UInt64.random(in: .min ... .max),
            cores: machine.host.cores)
        try await attempt.run(
            on: &shim, progress: progress,
            checkProbe: { attempt in
                var probe = attempt
                probe.values = attempt.probe
                if let mistake = certainMistake(in: record(probe, nil, []), for: plan) {
                    throw MeasurementFailure(mistake, in: plan)
                }
            },
            isVague: { attempt in
                let width = analyse(record(attempt, nil, []), for: plan).widestHalfWidth
                return (width ?? 0) > NoiseLimits.extendingHalfWidth
            })
        var conditions = MachineConditions(idle: idle, start: start, end: MachineReading.now())
        conditions.ownSeconds = microseconds(
            attempt.processorSeconds + ownProcessorSeconds() - ownStart)
        canary.append(await runCanary())
        return record(attempt, conditions, canary.compactMap { $0 })
    }

    private func record(
        _ attempt: MeasurementAttempt, _ conditions: MachineConditions?, _ canary: [Double]
    ) -> MeasurementRecord {
        var versions: [String: String] = [:]
        for (name, located) in machine.runtimes
        where plan.arms.contains(where: { $0.runtime == name }) {
            if case .success(let runtime) = located { versions[name] = runtime.version ?? name }
        }
        return MeasurementRecord(
            definition: MeasurementDefinition(
                name: plan.name, key: key, series: attempt.jobs.series),
            data: MeasurementData(
                key: key, date: Date.now.formatted(.iso8601), host: machine.host,
                conditions: conditions
                    ?? MachineConditions(idle: IdleSample(readings: []), start: nil, end: nil),
                sandbox: setting.level.name, runtimeVersions: versions, canary: canary,
                seed: attempt.seed, order: attempt.order, values: attempt.values, history: history))
    }

    private func reasonsToRepeat(_ record: MeasurementRecord) -> [String] {
        let result = analyse(record, for: plan)
        guard !result.problems.contains(where: \.isError) else { return [] }
        return result.refusals.map(\.description)
            + result.drifts.map { "\($0.series) is not what it was on \($0.date)" }
    }

    private func finished(_ record: MeasurementRecord) -> MeasurementRecord {
        var record = record
        record.data.crossChecks = crossChecks(record, for: plan)
        return record
    }

    /// Runs the canary and returns the number of cores that it got; nil if it could not be run.
    private func runCanary() async -> Double? {
        let result = try? await Subprocess.run(
            .path(FilePath(setting.shimPath)), arguments: ["canary"],
            environment: .custom([:] as [Environment.Key: String]), input: .none,
            output: .string(limit: 100), error: .discarded)
        guard let printed = result?.standardOutput else { return nil }
        return Double(printed.prefix { $0 != "\n" })
    }
}

/// Returns the processor time of this program so far.
private func ownProcessorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
