/// How the sandbox is set up on this machine: what the probe found to work.
struct SandboxProfile: Sendable, Hashable {
    /// The bubblewrap executable; nil runs without a sandbox, with limits only.
    var bubblewrap: String?
    /// When the builder is root: the user it becomes first, since root is exempt from the limit on
    /// processes.
    var user: Int?
    var disablesUserNamespaces = true
    var filtersSystemCalls = true
    /// Output and error are told apart (needs the kernel's seccomp notification).
    var labelsStreams = true
    var usesControlGroups = true
}
