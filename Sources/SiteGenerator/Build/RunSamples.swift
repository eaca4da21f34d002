import Basics
import Evidence
import Foundation
import Samples
import Vault

/// Runs all samples or reads their records.
///
/// - Parameter unpublished: the samples of notes that are not part of the site now. Their records
///   are kept.
func runSamples(
    _ roles: [[CodeRole]], unpublished: [[CodeRole]], configuration: Configuration,
    options: BuildOptions, mode: BuildMode,
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> (results: [SampleResult], diagnostics: [Diagnostic]) {
    let samples = roles.samples.filter(options.includes)
    var settings = runnerConfiguration(configuration, options)
    settings.savesRecords = mode != .check
    let runner = SampleRunner(configuration: settings)
    let results = try await reportingWriteErrors {
        try await runner.results(for: samples, policy: policy(options, mode)) {
            progress(BuildProgress($0))
        }
    }
    // The user asked for measurements only, so missing records of samples are no problem here.
    if options.measuring == .only { return (results, []) }
    var diagnostics = results.flatMap { $0.problems.map(Diagnostic.init) }
    if results.contains(where: \.hasRun) {
        diagnostics += sandboxNote(await runner.sandbox())
    }
    switch mode {
    case .check:
        // The policy `compare` reports missing and stale records itself.
        if case .asNeeded = options.execution { diagnostics += results.compactMap(staleSample) }
        if options.prunesRecords {
            let unowned = await runner.unownedRecords(
                keeping: samples + unpublished.samples)
            diagnostics += unowned.records.map(unownedRecord) + unowned.others.map(notARecord)
        }
    case .build where options.prunesRecords:
        let all = samples + unpublished.samples
        _ = try await reportingWriteErrors { try await runner.pruneRecords(keeping: all) }
    case .build: break
    }
    return (results, diagnostics)
}

/// Turns a failure to write a record into an ``EnvironmentError``.
private func reportingWriteErrors<Result>(_ body: () async throws -> Result) async throws -> Result
{
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

/// Returns a note about the sandbox that the samples ran in.
private func sandboxNote(_ report: SandboxReport) -> [Diagnostic] {
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

private func notARecord(_ path: String) -> Diagnostic {
    Diagnostic(
        .warning, .recordUnowned, file: "_records/" + path,
        "no sample has a record of this name, and it does not have the form of a record",
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

/// Returns a diagnostic for a sample without a fresh record. A check runs it in a scratch folder,
/// so even if it succeeds, the site shows something else.
private func staleSample(_ result: SampleResult) -> Diagnostic? {
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
    /// Matches the note's path, `Note.md#sample`, or the measurement that the sample is an arm of.
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

    /// Records are removed only if all samples are known and none is left out.
    var prunesRecords: Bool {
        guard samples == nil, shard == nil, scope == nil, measuring != .only, !keepsAllRecords
        else { return false }
        if case .frozen = execution { return false }
        return true
    }
}

extension Diagnostic {
    /// Converts the problem of a sample into a diagnostic.
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
