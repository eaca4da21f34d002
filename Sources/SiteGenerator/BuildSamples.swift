import Samples

/// Recalls or runs all samples: the only effect between reading and publishing.
///
/// - Parameter unpublished: the samples of notes that are no part of the site now; their records
///   stay.
func runSamples(
    _ roles: [[CodeRole]], unpublished: [[CodeRole]], configuration: Configuration,
    options: BuildOptions, mode: BuildMode,
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> (results: [SampleResult], diagnostics: [Diagnostic]) {
    var samples = samples(in: roles)
    if let shard = options.shard {
        samples = samples.filter { $0.isInShard(shard.index, of: shard.count) }
    }
    var settings = runnerConfiguration(configuration, options)
    settings.savesRecords = mode != .check
    let runner = SampleRunner(configuration: settings)
    let results = try await keepingRecords {
        try await runner.results(for: samples, policy: policy(options, mode)) {
            progress(BuildProgress(phase: "running samples", done: $0.done, total: $0.total))
        }
    }
    var diagnostics = results.flatMap { $0.problems.map(Diagnostic.init) }
    switch mode {
    case .check:
        diagnostics += results.compactMap(staleness)
    case .build where options.prunesRecords:
        let all = samples + SiteGenerator.samples(in: unpublished)
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

func samples(in roles: [[CodeRole]]) -> [Sample] {
    roles.flatMap { $0 }.compactMap { role in
        guard case .sample(let block) = role else { return nil }
        return block.sample
    }
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
    runner.allowsUnsandboxed = options.allowsUnsandboxed
    return runner
}

private func policy(_ options: BuildOptions, _ mode: BuildMode) -> RunPolicy {
    switch options.execution {
    case .frozen: .frozen
    case .rerun where mode == .check: .compare
    case .rerun(nil): .rerun { _ in true }
    case .rerun(let pattern?):
        .rerun { pattern.matches($0.note) || pattern.matches("\($0.note)#\($0.name)") }
    case .asNeeded: .asNeeded
    }
}

extension BuildOptions {
    /// Records are only removed where all samples are known and none is set aside.
    fileprivate var prunesRecords: Bool {
        guard samples == nil, shard == nil, !keepsAllRecords else { return false }
        if case .frozen = execution { return false }
        return true
    }
}

extension Diagnostic {
    /// A sample's problem as the rest of the site reports them.
    init(_ problem: SampleProblem) {
        self.init(
            problem.isError ? .error : .warning,
            DiagnosticCode(rawValue: problem.code) ?? .sampleFailed,
            file: problem.file,
            span: .init(line: problem.line, column: problem.column),
            problem.message, notes: problem.notes, help: problem.help)
    }
}
