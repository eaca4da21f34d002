import Basics
import Files
import Foundation
import Subprocess
import SystemPackage

/// The outcome of one measurement for the site.
package struct MeasurementOutcome: Sendable {
    package var plan: MeasurementPlan
    package var status: SampleResult.Status
    /// Nil if there is none. If `status` is `notRun`, it may belong to an older version of the
    /// arms.
    package var record: MeasurementRecord?
    /// The analysis of the record; nil if there is no record.
    package var result: MeasurementResult?
    package var problems: [SampleProblem]
}

package struct MeasurementOptions: Sendable, Hashable {
    /// The time to wait for an idle machine before each attempt.
    package var patience = Duration.seconds(10)
    /// If true, a measurement that was too noisy or differs from the previous one is repeated once.
    package var repeats = true

    package init() {}
}

package struct MeasurementProgress: Sendable, Hashable {
    /// The number of finished measurements out of `total`.
    package var done: Int
    package var total: Int
    package var name: String
    package var round: Int
    package var rounds: Int
    /// Of this measurement; nil until its first round has ended.
    package var secondsLeft: Double?
    /// True while another build holds the machine and this one waits for it.
    package var isWaiting: Bool
}

extension SampleRunner {
    /// Recalls or makes the measurements, one after another, each with the machine to itself, in
    /// the order of `plans`. A measurement is never mixed: if one arm is stale, all arms are
    /// measured again. ``RunPolicy/compare`` measures, keeps nothing, and compares each ratio's
    /// interval with that of the record.
    ///
    /// Throws if records can't be written or the task is cancelled.
    package func measurements(
        for plans: [MeasurementPlan], policy: RunPolicy, options: MeasurementOptions = .init(),
        progress: @escaping @Sendable (MeasurementProgress) -> Void = { _ in }
    ) async throws -> [MeasurementOutcome] {
        let store = MeasurementStore(recordsDirectory: configuration.recordsDirectory)
        var outcomes = plans.map { $0.recalled(from: store, configuration) }
        let machine = await machine(for: plans, policy: policy)
        var reasons = outcomes.map { $0.reason(policy, configuration, machine) }
        for index in plans.indices where outcomes[index].problems.contains(where: \.isError) {
            reasons[index] = nil
        }
        let work = plans.indices.filter { reasons[$0] != nil }
        for (done, index) in work.enumerated() {
            guard let machine, let reason = reasons[index] else { continue }
            let plan = plans[index]
            outcomes[index] = try await measured(
                outcomes[index], because: reason, machine, store, options,
                compares: policy.compares
            ) { now in
                progress(
                    MeasurementProgress(
                        done: done, total: work.count, name: plan.name, round: now?.round ?? 0,
                        rounds: now?.rounds ?? 0, secondsLeft: now?.secondsLeft,
                        isWaiting: now == nil))
            }
        }
        for index in outcomes.indices { outcomes[index].setFinalStatus(machine, configuration) }
        return outcomes
    }

    /// Returns for each plan the reason why ``measurements(for:policy:options:progress:)`` would
    /// measure it, or nil if it would not. The order is that of `plans`.
    package func reasons(
        toMeasure plans: [MeasurementPlan], policy: RunPolicy
    ) async -> [(name: String, reason: String?)] {
        let store = MeasurementStore(recordsDirectory: configuration.recordsDirectory)
        let machine = await machine(for: plans, policy: policy)
        return plans.map { plan in
            let outcome = plan.recalled(from: store, configuration)
            return (plan.name, outcome.reason(policy, configuration, machine))
        }
    }

    /// Removes the records of measurements other than these. Returns their names.
    package func pruneMeasurements(keeping kept: Set<String>) throws -> [String] {
        let store = MeasurementStore(recordsDirectory: configuration.recordsDirectory)
        let removed = store.names().filter { !kept.contains($0) }
        for name in removed { try store.remove(name) }
        return removed
    }

    /// The machine is not examined if nothing may run.
    private func machine(
        for plans: [MeasurementPlan], policy: RunPolicy
    ) async -> Machine? {
        guard policy.mayMeasure, !plans.isEmpty else { return nil }
        let names = Set(plans.flatMap(\.arms).map(\.runtime))
        return await machine(with: Set(configuration.runtimes.filter { names.contains($0.name) }))
    }

    private func measured(
        _ outcome: MeasurementOutcome, because reason: String, _ machine: Machine,
        _ store: MeasurementStore, _ options: MeasurementOptions, compares: Bool,
        _ progress: @escaping @Sendable (RoundProgress?) -> Void
    ) async throws -> MeasurementOutcome {
        var outcome = outcome
        let plan = outcome.plan
        if let obstacle = machine.obstacle(to: plan) {
            outcome.status = .notRun(
                reason: outcome.record == nil
                    ? obstacle.message : "\(reason), and \(obstacle.message)")
            outcome.problems.append(obstacle)
            return outcome
        }
        if !compares, let problem = store.obstacle(to: plan.name) {
            outcome.status = .notRun(reason: "its record can't be kept")
            outcome.problems.append(
                SampleProblem(
                    "record-invalid", at: plan.arms.first?.sample,
                    message: "the record of \(plan.name) can't be kept: \(problem)",
                    help: "records lie in plain files and folders: delete this one"))
            return outcome
        }
        guard let setting = try machine.setting(configuration),
            let key = plan.key(runtimes: configuration.runtimes)
        else { return outcome }
        let session = MeasurementSession(
            plan: plan, key: key, history: outcome.history, machine: machine, setting: setting,
            configuration: configuration, options: options)
        do {
            let record = try await withMachine(.exclusive, lockPath: configuration.machineLock) {
                progress(nil)
            } body: {
                try await session.run(progress: progress)
            }
            outcome.status = .ran(reason: reason)
            if compares {
                if let old = outcome.record { outcome.problems += movedRatios(old, record, plan) }
                return outcome
            }
            try store.write(record)
            outcome.record = record
        } catch let failure as MeasurementFailure {
            outcome.status = .notRun(reason: failure.problem.message)
            outcome.problems.append(failure.problem)
        } catch let failure as ShimFailure {
            outcome.status = .notRun(reason: "the sandbox failed")
            outcome.problems.append(
                SampleProblem(
                    "sandbox-failed", at: plan.arms.first?.sample,
                    message: "\(plan.name) could not be measured: \(failure)",
                    help: "see: site doctor"))
        }
        return outcome
    }
}

/// The ratios of two measurements whose intervals have nothing in common: one of them is of another
/// program or machine.
func movedRatios(
    _ old: MeasurementRecord, _ new: MeasurementRecord, _ plan: MeasurementPlan
) -> [SampleProblem] {
    let (before, now) = (analyse(old, for: plan), analyse(new, for: plan))
    return now.rows.compactMap { row in
        guard let a = before.row(row.name)?.comparison?.ratio, let b = row.comparison?.ratio,
            let old = a.interval, let new = b.interval,
            new.lower > old.upper || new.upper < old.lower,
            abs(b.value / a.value - 1) > smallestBand
        else { return nil }
        let (was, found) = (rounded(a), rounded(b))
        return SampleProblem(
            "measure-moved", at: plan.arms.first { $0.subject == row.series.subject }?.sample,
            message: "\(plan.name).\(row.name) was measured anew: against the baseline it is "
                + "\(found.value)× \(found.interval), and \(was.value)× \(was.interval) in its record",
            isError: false,
            help: "if the machine is another or busy, that may be why; else measure it again with: "
                + "site run --measure-only \(plan.name)")
    }
}

extension RunPolicy {
    fileprivate var compares: Bool { if case .compare = self { true } else { false } }

    fileprivate var mayMeasure: Bool {
        switch self {
        case .frozen: false
        case .compare, .asNeeded, .rerun, .refresh, .accept: true
        }
    }
}

extension MeasurementPlan {
    fileprivate func recalled(
        from store: MeasurementStore, _ configuration: RunnerConfiguration
    ) -> MeasurementOutcome {
        var outcome = MeasurementOutcome(
            plan: self, status: .recalled, problems: problems.map { SampleProblem($0, in: self) })
        do {
            outcome.record = try store.read(name)
        } catch {
            outcome.problems.append(.invalidRecord(error))
        }
        for arm in arms where !configuration.runtimes.contains(where: { $0.name == arm.runtime }) {
            let known = configuration.runtimes.map(\.name)
            outcome.problems.append(
                SampleProblem(
                    "runtime-unknown", at: arm.sample,
                    message: "there is no runtime \"\(arm.runtime)\"",
                    help: nearest(to: arm.runtime, among: known).map { "did you mean \($0)?" }))
        }
        return outcome
    }
}

extension MeasurementOutcome {
    fileprivate func isStale(_ configuration: RunnerConfiguration) -> Bool {
        record?.definition.key != plan.key(runtimes: configuration.runtimes)
    }

    /// Returns the reason why it has to be measured; nil if it need not or must not be.
    fileprivate func reason(
        _ policy: RunPolicy, _ configuration: RunnerConfiguration, _ machine: Machine?
    ) -> String? {
        let need =
            record == nil
            ? "it has no record"
            : isStale(configuration) ? "an arm has changed since it was measured" : nil
        return switch policy {
        case .frozen: nil
        case .compare: need == nil ? "it is compared with its record" : nil
        case .asNeeded, .accept: need
        case .rerun(let holds):
            plan.arms.contains { holds($0.sample) } ? "it was asked for" : need
        case .refresh(let holds):
            need ?? (plan.arms.contains { holds($0.sample) } ? reasonToRefresh(machine) : nil)
        }
    }

    private func reasonToRefresh(_ machine: Machine?) -> String? {
        let differences = record?.differences(here: machine) ?? []
        if differences.isEmpty { return nil }
        return "it was measured elsewhere: \(differences.joined(separator: ", "))"
    }

    /// The past results that the next record contains.
    fileprivate var history: [PastMeasurement] {
        guard let record else { return [] }
        let all = record.data.history + [summary(of: record, for: plan)]
        return Array(all.suffix(longestHistory))
    }

    /// Sets the status and the problems after all that could be measured has been.
    fileprivate mutating func setFinalStatus(
        _ machine: Machine?, _ configuration: RunnerConfiguration
    ) {
        guard let record else {
            if case .recalled = status { notRun("it has never been measured", "sample-not-run") }
            return
        }
        let result = analyse(record, for: plan)
        self.result = result
        problems += result.problems.map { SampleProblem($0, in: plan) }
        guard case .recalled = status else { return }
        if isStale(configuration) {
            notRun("an arm has changed since it was measured", "sample-stale")
        } else {
            let differences = record.differences(here: machine)
            if !differences.isEmpty { status = .foreign(differences: differences) }
        }
    }

    private mutating func notRun(_ reason: String, _ code: String) {
        status = .notRun(reason: reason)
        guard !problems.contains(where: \.isError) else { return }
        problems.append(
            SampleProblem(
                code, at: plan.arms.first?.sample,
                message: "the measurement \(plan.name) is not up to date: \(reason)",
                help: "measure it with: site run"))
    }
}

extension MeasurementRecord {
    /// Describes for people how this machine differs from the one where the record was made.
    fileprivate func differences(here machine: Machine?) -> [String] {
        var differences: [String] = []
        if data.method != measurementMethod {
            differences.append("method \(data.method), here \(measurementMethod)")
        }
        guard let machine else { return differences }
        for (name, version) in data.runtimeVersions.sorted(by: { $0.key < $1.key }) {
            guard case .success(let runtime)? = machine.runtimes[name],
                let here = runtime.version, here != version
            else { continue }
            differences.append("runtime \(version), here \(here)")
        }
        differences += machine.host.differences(from: data.host)
        if let level = machine.sandbox.report.level?.name, level != data.sandbox {
            differences.append("sandbox \(data.sandbox), here \(level)")
        }
        return differences
    }
}

extension Machine {
    /// Returns the reason why a plan can't be measured here.
    fileprivate func obstacle(to plan: MeasurementPlan) -> SampleProblem? {
        for arm in plan.arms {
            if case .failure(let problem)? = runtimes[arm.runtime] {
                return SampleProblem(
                    "runtime-missing", at: arm.sample, message: problem.message,
                    help: problem.help)
            }
        }
        guard sandbox.profile == nil else { return nil }
        let why = sandbox.report.reason ?? "there is none"
        return SampleProblem(
            "sandbox-missing", at: plan.arms.first?.sample,
            message: "\(plan.name) can't be measured without a sandbox: \(why)",
            help: "\(sandbox.report.cure ?? "see: site doctor"); "
                + "or, at your own risk, --allow-unsandboxed")
    }
}
