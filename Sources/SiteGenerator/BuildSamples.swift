import Samples

/// Recalls or runs all samples: the only effect between reading and publishing.
func runSamples(
    _ roles: [[CodeRole]], configuration: Configuration, options: BuildOptions, mode: BuildMode,
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> [SampleResult] {
    let samples = roles.flatMap { $0 }.compactMap { role -> Sample? in
        guard case .sample(let block) = role else { return nil }
        return block.sample
    }
    if samples.isEmpty { return [] }
    let runner = SampleRunner(configuration: runnerConfiguration(configuration, options))
    return try await runner.results(for: samples, policy: policy(options, mode)) {
        progress(BuildProgress(phase: "running samples", done: $0.done, total: $0.total))
    }
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
