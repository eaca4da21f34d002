import Files
import Glibc

/// The result of the probe: the settings for running samples here, and a report for people.
struct ProbedSandbox: Sendable {
    /// Nil if nothing can be executed.
    var profile: SandboxProfile?
    var report: SandboxReport
}

/// Finds out by running it which sandbox works. System settings don't tell: a distribution may
/// allow creating a namespace and then remove its rights.
func probeSandbox(
    _ configuration: RunnerConfiguration, among programs: HostPrograms
) async -> ProbedSandbox {
    let shimPath = configuration.shimPath
    guard isExecutableFile(shimPath) else {
        return .unavailable(
            "there is no sample-shim at \(shimPath)", cure: "build it with: swift build")
    }
    var failure = (reason: "bubblewrap is not installed", cure: "sudo apt install bubblewrap")
    if let bubblewrap = programs.find(configuration.bubblewrap)
        ?? programs.find("/usr/bin/\(configuration.bubblewrap)")
    {
        for var candidate in candidates(bubblewrap) {
            candidate.usesControlGroups = configuration.usesControlGroups
            switch await attempt(candidate, configuration) {
            case .success(let found): return found
            case .failure(let message): failure = (message.message, cure(for: message.message))
            }
        }
    }
    guard configuration.allowsUnsandboxed else {
        return .unavailable(failure.reason, cure: failure.cure)
    }
    let bare = SandboxProfile(
        bubblewrap: nil, filtersSystemCalls: false,
        usesControlGroups: configuration.usesControlGroups)
    switch await attempt(bare, configuration) {
    case .success(var found):
        found.report.reason = failure.reason
        found.report.cure = failure.cure
        return found
    case .failure(let message):
        return .unavailable(message.message, cure: failure.cure)
    }
}

/// The user that root switches to, from the range that systemd reserves for services without a
/// user. Each supervisor adds its own number.
let firstSandboxUser = 61_184

private func candidates(_ bubblewrap: String) -> [SandboxProfile] {
    let users: [Int?] = geteuid() == 0 ? [firstSandboxUser, nil] : [nil]
    #if arch(x86_64) || arch(arm64)
        let filters = true
    #else
        let filters = false
    #endif
    return users.flatMap { user in
        [true, false].map { disables in
            SandboxProfile(
                bubblewrap: bubblewrap, user: user, disablesUserNamespaces: disables,
                filtersSystemCalls: filters)
        }
    }
}

private func attempt(
    _ profile: SandboxProfile, _ configuration: RunnerConfiguration
) async -> Result<ProbedSandbox, ShimFailure> {
    let shimPath = configuration.shimPath
    do {
        let shim = try contents(ofFile: shimPath)
        let job = try probeJob(profile, shimPath: shimPath, shim: shim)
        let answer = try await ShimConnection.with(
            path: shimPath, startedBy: configuration.shimStarter
        ) { shim in
            try await shim.run(job)
        }
        guard answer.header.ending == .exited, answer.header.value == 0 else {
            let said = String(decoding: answer.output, as: UTF8.self)
            let first = said.split(separator: "\n").first.map(String.init)
            return .failure(
                ShimFailure(message: first ?? "the sandbox ended with \(answer.header.ending)"))
        }
        return .success(ProbedSandbox(profile, answer.header))
    } catch {
        return .failure(ShimFailure(message: "\(error)"))
    }
}

private func probeJob(
    _ profile: SandboxProfile, shimPath: String, shim: [UInt8]
) throws -> ShimJob {
    let layout = SandboxLayout(
        profile: profile, folders: [],
        files: [.init(path: SandboxLayout.shimPath, isExecutable: true, content: shim)])
    let isIsolated = profile.bubblewrap != nil
    return ShimJob(
        profile: profile, arguments: isIsolated ? try layout.arguments : [shimPath, "inside"],
        data: isIsolated ? layout.files.map(\.content) : [],
        command: [isIsolated ? SandboxLayout.shimPath : shimPath, "true"], limits: .init())
}

extension ProbedSandbox {
    fileprivate init(_ profile: SandboxProfile, _ header: ShimAnswer.Header) {
        var profile = profile
        let isWatched = profile.bubblewrap != nil && header.group == 0
        profile.labelsStreams = header.labelled
        let accounting: SandboxLevel.Accounting =
            switch header.group {
            case 2: .cgroup2
            case 1: .cgroup1
            default: .watched
            }
        self.init(
            profile: profile,
            report: SandboxReport(
                level: SandboxLevel(
                    isIsolated: profile.bubblewrap != nil,
                    filtersSystemCalls: profile.filtersSystemCalls, accounting: accounting),
                reason: isWatched ? whyWatched : nil, cure: isWatched ? cureForWatching() : nil))
    }

    fileprivate static func unavailable(_ reason: String, cure: String) -> Self {
        ProbedSandbox(
            profile: nil, report: SandboxReport(level: nil, reason: reason, cure: cure))
    }
}

private let whyWatched = """
    no control group can be made here: memory and processes are added up again and again, and what \
    grows quickly is ended late
    """

private func cureForWatching() -> String {
    geteuid() == 0
        ? """
        let this machine or container write to its control groups: /sys/fs/cgroup, with the memory \
        and pids controllers
        """
        : """
        start it in a control group of your own: systemd-run --user --scope -p Delegate=yes site \
        build; without systemd, see "Running samples on many machines"
        """
}

private func cure(for message: String) -> String {
    if message.contains("disable-userns") || message.contains("Unknown option") {
        return "install bubblewrap 0.8 or later"
    }
    return """
        allow unprivileged user namespaces: on Ubuntu, \
        sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0; \
        in Docker, --security-opt seccomp=unconfined --security-opt apparmor=unconfined
        """
}
