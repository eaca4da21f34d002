import Evidence
import Files
import Samples
import Vault

/// The outcomes of all measurements.
struct MeasuredSite: Sendable {
    /// The outcomes, or nil if there was nothing to measure.
    var outcomes: [MeasurementOutcome]?
    var diagnostics: [Diagnostic] = []
}

/// Makes the measurements or reads their records. It runs after all samples, because a measurement
/// needs an idle machine.
///
/// - Parameter unpublished: notes that are not part of the site now. The records of their
///   measurements are kept.
func runMeasurements(
    _ definitions: EvidenceDefinitions, roles: [[CodeRole]],
    unpublished: NotesWithCode, configuration: Configuration,
    options: BuildOptions, mode: BuildMode, progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> MeasuredSite {
    let measures = definitions.measures
    // Unless all samples are extracted, measurements would lack arms.
    guard configuration.samples == .all else { return MeasuredSite() }
    let runner = SampleRunner(configuration: runnerConfiguration(configuration, options))
    if mode == .build, options.prunesMeasurements {
        let drafts = readMeasures(
            noteData(unpublished.notes), arms: arms(unpublished.notes, unpublished.roles),
            units: definitions.registry.units
        ).measures
        _ = try await runner.pruneMeasurements(
            keeping: Set(measures.keys).union(drafts.keys))
    }
    let plans = measurementPlans(measures, roles: roles)
    var measuring = MeasurementOptions()
    measuring.patience = .seconds(configuration.limits.patienceSeconds)
    let (selected, others) = split(plans, by: options)
    let outcomes = try await runner.measurements(
        for: selected, policy: measuringPolicy(options, mode), options: measuring
    ) { progress(BuildProgress($0)) }
    let recalled = try await runner.measurements(for: others, policy: .frozen)
    return MeasuredSite(
        outcomes: (outcomes + recalled).sorted { $0.plan.name < $1.plan.name },
        diagnostics: outcomes.flatMap { diagnostics(of: $0, measures, options) })
}

/// Splits the plans by the user's pattern: a user who names a measurement wants only that one, even
/// if others are stale.
func split(
    _ plans: [MeasurementPlan], by options: BuildOptions
) -> (selected: [MeasurementPlan], others: [MeasurementPlan]) {
    guard let scope = options.scope else { return (plans, []) }
    let isAsked = { (plan: MeasurementPlan) in plan.arms.contains { scope.matches($0.sample) } }
    return (plans.filter(isAsked), plans.filter { !isAsked($0) })
}

func measuringPolicy(_ options: BuildOptions, _ mode: BuildMode) -> RunPolicy {
    if options.measuring == .never || options.shard != nil { return .frozen }
    if mode == .check {
        if case .rerun = options.execution { return .compare }
        return .frozen
    }
    // Samples are run again to see whether they still print the same. No measurement ever gives the
    // same again, and it takes minutes: it has to be asked for by itself.
    return switch options.execution {
    case .frozen: .frozen
    case .rerun where options.measuring == .only: .rerun { _ in true }
    case .refresh(let pattern): .refresh { pattern?.matches($0) ?? true }
    case .asNeeded, .rerun, .accept: .asNeeded
    }
}

private func diagnostics(
    of outcome: MeasurementOutcome, _ measures: [String: MeasureDefinition],
    _ options: BuildOptions
) -> [Diagnostic] {
    var diagnostics = outcome.problems.map(Diagnostic.init)
    if options.measuring == .never {
        for index in diagnostics.indices
        where [.sampleStale, .sampleNotRun].contains(diagnostics[index].code) {
            diagnostics[index].severity = .warning
        }
    }
    guard let definition = measures[outcome.plan.name] else { return diagnostics }
    for drift in outcome.result?.drifts ?? [] {
        diagnostics.append(
            Diagnostic(
                .warning, .measureMoved, file: definition.file, span: definition.span,
                "\(definition.name).\(drift.series) is not what it was: against the baseline "
                    + "\(ratioText(drift.now)), and \(ratioText(drift.before)) on "
                    + "\(drift.date.prefix(10))",
                help: "find out what has changed, and whether the text still says what is so"))
    }
    return diagnostics
}

private func ratioText(_ ratio: Estimate) -> String {
    let text = rounded(ratio)
    return "\(text.value)× \(text.interval)"
}

extension BuildProgress {
    fileprivate init(_ progress: MeasurementProgress) {
        self.init(
            phase: progress.isWaiting
                ? "waiting to measure \(progress.name): the machine is not free"
                : "measuring \(progress.name) (\(progress.done + 1) of \(progress.total)), round",
            done: progress.round, total: progress.rounds, takesLong: true,
            secondsLeft: progress.secondsLeft)
    }
}

extension BuildOptions {
    fileprivate var prunesMeasurements: Bool {
        guard samples == nil, shard == nil, scope == nil, measuring != .never, !keepsAllRecords
        else { return false }
        if case .frozen = execution { return false }
        return true
    }
}

extension BuildResult {
    /// Adds the counts and the log of the measurements.
    mutating func add(_ measured: MeasuredSite) {
        let outcomes = measured.outcomes ?? []
        measurementCount = outcomes.count
        for outcome in outcomes {
            let what: String
            switch outcome.status {
            case .recalled: what = "recalled"
            case .foreign(let differences):
                what = "recalled from elsewhere: \(differences.joined(separator: ", "))"
            case .ran(let reason):
                measuredCount += 1
                what = "measured: \(reason)"
            case .notRun(let reason):
                notMeasuredCount += 1
                what = "not measured: \(reason)"
            }
            sampleLog.append("measurement \(outcome.plan.name): \(what)")
        }
    }
}
