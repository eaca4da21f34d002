import Files

/// What is known of this machine while samples are decided on and run.
struct Machine: Sendable {
    var host: Host
    var sandbox: ProbedSandbox
    /// By name.
    var runtimes: [String: Result<ResolvedRuntime, RuntimeProblem>]

    /// Nil when nothing can be executed.
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
    /// Each supervisor runs its samples as a user of its own.
    func `for`(slot: Int) -> Self {
        var setting = self
        setting.profile.user = profile.user.map { $0 + slot }
        return setting
    }
}

/// One configured runtime on this machine.
package struct RuntimeStatus: Sendable, Hashable {
    package var name: String
    package var languages: [String]
    /// The real executable; nil when it is missing.
    package var executable: String?
    /// Nil when it is missing, or could not be asked since there is no sandbox.
    package var version: String?
    /// Folders of this machine, and of the vault, that are shown to its samples besides `/usr`.
    package var shown: [String] = []
    /// The files that say something of it; empty for a built-in runtime as it comes.
    package var origins: [String] = []
    /// What is wrong, and the command that installs it.
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
