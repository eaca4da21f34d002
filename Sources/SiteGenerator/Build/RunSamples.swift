import Basics
import Evidence
import Foundation
import Samples
import Vault

/// Recalls or runs all samples: the only effect between reading and publishing.
///
/// - Parameter unpublished: the samples of notes that are no part of the site now; their records
///   stay.
func runSamples(
    _ roles: [[CodeRole]], unpublished: [[CodeRole]], configuration: Configuration,
    options: BuildOptions, mode: BuildMode,
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> (results: [SampleResult], diagnostics: [Diagnostic]) {
    let samples = roles.samples.filter(options.includes)
    var settings = runnerConfiguration(configuration, options)
    settings.savesRecords = mode != .check
    let runner = SampleRunner(configuration: settings)
    let results = try await keepingRecords {
        try await runner.results(for: samples, policy: policy(options, mode)) {
            progress(BuildProgress($0))
        }
    }
    // Their records are not what was asked for.
    if options.measuring == .only { return (results, []) }
    var diagnostics = results.flatMap { $0.problems.map(Diagnostic.init) }
    if results.contains(where: \.hasRun) {
        diagnostics += level(await runner.sandbox())
    }
    switch mode {
    case .check:
        // A comparison tells by itself what has no record that fits.
        if case .asNeeded = options.execution { diagnostics += results.compactMap(staleness) }
        if options.prunesRecords {
            let unowned = await runner.unownedRecords(
                keeping: samples + unpublished.samples)
            diagnostics += unowned.records.map(unownedRecord) + unowned.others.map(noRecord)
        }
    case .build where options.prunesRecords:
        let all = samples + unpublished.samples
        _ = try await keepingRecords { try await runner.pruneRecords(keeping: all) }
    case .build: break
    }
    return (results, diagnostics)
}

/// Records that can't be kept are a matter of the environment.
private func keepingRecords<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
        return try await body()
    } catch let error as RecordWriteError {
        throw EnvironmentError(
            error.description,
            help: "let this user write to the records, or build with --frozen, which runs nothing")
    }
}

extension SampleResult {
    fileprivate var hasRun: Bool { if case .ran = status { true } else { false } }
}

/// How samples were kept from the machine.
private func level(_ report: SandboxReport) -> [Diagnostic] {
    guard let level = report.level else { return [] }
    if level.isIsolated {
        return [Diagnostic(.note, .sandboxLevel, file: "", "samples ran in \(level.name)")]
    }
    return [
        Diagnostic(
            .note, .sandboxOff, file: "",
            "samples ran without a sandbox: \(report.reason ?? "there is none")",
            help: report.cure)
    ]
}

private func noRecord(_ path: String) -> Diagnostic {
    Diagnostic(
        .warning, .recordUnowned, file: "_records/" + path,
        "no sample has a record of this name, and by its form it is none",
        help: "move it elsewhere, or delete it: neither builds nor `site run` do")
}

private func unownedRecord(_ path: String) -> Diagnostic {
    Diagnostic(
        .warning, .recordUnowned, file: "_records/" + path, "no sample has this record",
        help: "`site build` and `site run` remove it")
}

extension [[CodeRole]] {
    /// All samples, in the order of the notes and of their blocks.
    var samples: [Sample] { flatMap { $0 }.compactMap { $0.sample?.sample } }
}

/// A check runs in scratch space what has no fresh record, and what runs well is still not what the
/// site would show.
private func staleness(_ result: SampleResult) -> Diagnostic? {
    guard case .ran(let reason) = result.status, !result.problems.contains(where: \.isError)
    else { return nil }
    return Diagnostic(
        .error, .sampleStale, file: result.sample.note,
        span: .init(line: result.sample.origin.firstLine, column: 1),
        "the record of the sample “\(result.sample.name)” is not up to date: \(reason)",
        help: "run `site run`, and commit the record")
}

func runnerConfiguration(
    _ configuration: Configuration, _ options: BuildOptions
) -> RunnerConfiguration {
    var runner = RunnerConfiguration(
        runtimes: configuration.runtimes, recordsDirectory: options.content + "/_records",
        contentDirectory: options.content, shimPath: options.shim)
    runner.defaultTimeoutSeconds = configuration.limits.timeoutSeconds
    runner.maximumTimeoutSeconds = configuration.limits.maximumTimeoutSeconds
    runner.defaultMemoryBytes = configuration.limits.memoryBytes
    runner.maximumMemoryBytes = configuration.limits.maximumMemoryBytes
    runner.outputLimitBytes = configuration.limits.outputBytes
    runner.jobs = options.jobs
    runner.cacheDirectory = options.cache
    runner.foreignFolders = [
        options.content, options.theme, FileManager.default.currentDirectoryPath,
    ]
    runner.allowsUnsandboxed = options.allowsUnsandboxed
    return runner
}

extension BuildProgress {
    init(_ progress: RunProgress) {
        self.init(
            phase: progress.isWaiting
                ? "waiting to run samples: another build is measuring" : "running samples",
            done: progress.done, total: progress.total, takesLong: true)
    }
}

func policy(_ options: BuildOptions, _ mode: BuildMode) -> RunPolicy {
    if options.measuring == .only { return .frozen }
    return switch options.execution {
    case .frozen: .frozen
    case .rerun where mode == .check: .compare
    case .rerun(let pattern): .rerun { pattern?.matches($0) ?? true }
    case .refresh(let pattern): .refresh { pattern?.matches($0) ?? true }
    case .accept: .accept
    case .asNeeded: .asNeeded
    }
}

extension GlobPattern {
    /// By the note's path, by `Note.md#sample`, or by the measurement that it is an arm of.
    func matches(_ sample: Sample) -> Bool {
        matches(sample.note) || matches("\(sample.note)#\(sample.name)")
            || sample.options.measure.map { matches($0) } ?? false
    }
}

extension BuildOptions {
    func includes(_ sample: Sample) -> Bool {
        if let scope, !scope.matches(sample) { return false }
        guard let shard else { return true }
        return sample.isInShard(shard.index, of: shard.count)
    }

    /// Records are only removed where all samples are known and none is set aside.
    var prunesRecords: Bool {
        guard samples == nil, shard == nil, scope == nil, measuring != .only, !keepsAllRecords
        else { return false }
        if case .frozen = execution { return false }
        return true
    }
}

extension Diagnostic {
    /// A sample's problem as the rest of the site reports them.
    init(_ problem: SampleProblem) {
        self.init(
            problem.isError ? .error : .warning,
            DiagnosticCode(rawValue: problem.code)
                ?? (problem.code.hasPrefix("measure-") ? .measureInvalid : .sampleFailed),
            file: problem.file,
            span: .init(line: problem.line, column: problem.column),
            problem.message, notes: problem.notes, help: problem.help)
    }
}
