import Files

/// The facts about this machine that are needed to decide on samples and run them.
struct Machine: Sendable {
    var host: Host
    var sandbox: ProbedSandbox
    /// The runtimes by name.
    var runtimes: [String: Result<ResolvedRuntime, RuntimeProblem>]

    /// Returns nil if nothing can be executed.
    func setting(_ configuration: RunnerConfiguration) throws -> SampleExecution.Setting? {
        guard let profile = sandbox.profile, let level = sandbox.report.level else { return nil }
        return SampleExecution.Setting(
            profile: profile, level: level, shimPath: configuration.shimPath,
            shimStarter: configuration.shimStarter,
            shim: try contents(ofFile: configuration.shimPath), host: host,
            compileLimits: configuration.compileLimits)
    }

    func execution(
        of arm: Arm, _ setting: SampleExecution.Setting, _ configuration: RunnerConfiguration
    ) -> SampleExecution? {
        guard let runtime = arm.runtime, case .success(let resolved)? = runtimes[runtime.name]
        else { return nil }
        return SampleExecution(
            sample: arm.sample, runtime: resolved, key: arm.key,
            limits: configuration.limits(for: arm.sample.options), setting: setting)
    }

    func environment(for runtime: Runtime) -> Freshness.Environment {
        var version: String?
        if case .success(let resolved)? = runtimes[runtime.name] { version = resolved.version }
        return Freshness.Environment(
            runtimeVersion: version, host: host, sandbox: sandbox.report.level?.name)
    }
}

extension SampleExecution.Setting {
    /// Returns the setting of one supervisor. Each supervisor runs its samples as a different user.
    func `for`(slot: Int) -> Self {
        var setting = self
        setting.profile.user = profile.user.map { $0 + slot }
        return setting
    }
}

/// A configured runtime as it is on this machine.
package struct RuntimeStatus: Sendable, Hashable {
    package var name: String
    package var languages: [String]
    /// The real executable; nil when it is missing.
    package var executable: String?
    /// Nil if the runtime is missing, or can't be asked because there is no sandbox.
    package var version: String?
    /// The folders of this machine and of the vault that its samples see in addition to `/usr`.
    package var shown: [String] = []
    /// The files that configure it; empty for an unchanged built-in runtime.
    package var origins: [String] = []
    /// The problem, if any, and the command that fixes it.
    package var problem: String?
    package var cure: String?
}

extension RuntimeStatus {
    init(runtime: Runtime, located: Result<ResolvedRuntime, RuntimeProblem>) {
        self.init(name: runtime.name, languages: runtime.languages, origins: runtime.origins)
        switch located {
        case .success(let resolved):
            executable = resolved.executable
            version = resolved.version
            shown = resolved.folders.map(\.source)
        case .failure(let failure):
            problem = failure.message
            cure = failure.help
        }
    }
}
