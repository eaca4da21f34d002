/// The settings of the sandbox that the probe found to work on this machine.
struct SandboxProfile: Sendable, Hashable {
    /// The bubblewrap executable; nil means no sandbox, only limits.
    var bubblewrap: String?
    /// If the builder is root: the user that it switches to first, since root is exempt from the
    /// limit on processes.
    var user: Int?
    var disablesUserNamespaces = true
    var filtersSystemCalls = true
    /// Output and errors are distinguished, which needs the kernel's seccomp notification.
    var labelsStreams = true
    var usesControlGroups = true
}
