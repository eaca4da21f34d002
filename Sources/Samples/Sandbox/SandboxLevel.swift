/// What stands between a sample and the machine, as found by trying it out.
package struct SandboxLevel: Sendable, Hashable, Codable {
    /// Who sums up memory and processes over the whole tree.
    package enum Accounting: String, Sendable, Hashable, Codable {
        case cgroup2, cgroup1
        /// Nobody in the kernel: the supervisor looks at the tree again and again.
        case watched
    }

    /// False: samples run with limits only, and see the whole machine.
    package var isIsolated: Bool
    package var filtersSystemCalls: Bool
    package var accounting: Accounting

    /// E.g. `bubblewrap+seccomp+cgroup2`, or `none+watched`.
    package var name: String {
        var parts = [isIsolated ? "bubblewrap" : "none"]
        if filtersSystemCalls { parts.append("seccomp") }
        parts.append(accounting.rawValue)
        return parts.joined(separator: "+")
    }
}

/// What `site doctor` says about the sandbox.
package struct SandboxReport: Sendable, Hashable {
    /// Nil when nothing can be run.
    package var level: SandboxLevel?
    /// Why the level is not better, in the sandbox's own words where there are any.
    package var reason: String?
    /// The command or setting that mends it.
    package var cure: String?
}
