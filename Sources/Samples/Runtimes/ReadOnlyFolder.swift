/// A folder that samples may read.
struct ReadOnlyFolder: Sendable, Hashable {
    /// The path on this machine.
    var source: String
    /// The path in the sandbox.
    var target: String
}
