/// The isolation between a sample and the machine, as found by trying it out.
package struct SandboxLevel: Sendable, Hashable, Codable {
    /// The way in which memory and processes of the whole tree are counted.
    package enum Accounting: String, Sendable, Hashable, Codable {
        case cgroup2, cgroup1
        /// The kernel can't do it, so the supervisor polls the process tree.
        case watched
    }

    /// If false, samples run with limits only, and see the whole machine.
    package var isIsolated: Bool
    package var filtersSystemCalls: Bool
    package var accounting: Accounting

    /// The name, e.g. `bubblewrap+seccomp+cgroup2`, or `none+watched`.
    package var name: String {
        var parts = [isIsolated ? "bubblewrap" : "none"]
        if filtersSystemCalls { parts.append("seccomp") }
        parts.append(accounting.rawValue)
        return parts.joined(separator: "+")
    }
}

/// The state of the sandbox as `site doctor` reports it.
package struct SandboxReport: Sendable, Hashable {
    /// Nil if nothing can be run.
    package var level: SandboxLevel?
    /// The reason why the level is not higher, in the sandbox's own words if it gave any.
    package var reason: String?
    /// The command or setting that fixes it.
    package var cure: String?
}
