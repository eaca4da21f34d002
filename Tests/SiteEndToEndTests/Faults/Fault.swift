import Testing

/// A fault during a build, how it is caused, and what must happen.
struct Fault: Sendable, CustomTestStringConvertible {
    enum Way: Sendable, Hashable {
        case plain
        /// The build runs in a mount namespace.
        case mounted
        /// The build runs with these rules of `Tests/Faults/preload.c`.
        case preloaded(String)
        /// The clock is wrong by this number of seconds.
        case clock(Int)
        case environment([String: String])
        /// A shell runs this script before the program, for example to set a limit.
        case under(String)
        /// The build has no privileges, so that permissions apply even to root.
        case unprivileged
        /// The build is stopped and continued all the time.
        case interrupted
    }

    /// The site in the output folder after the build with the fault: the last one, the same as
    /// without the fault, or one that lacks some features.
    enum Site: Sendable { case old, new, reduced }

    var name: String
    var way: Way
    /// The output folder, relative to the vault's folder.
    var output = "public"
    var arguments: [String] = []
    /// A script that is run in the vault's folder before the first build. It must succeed, as all
    /// scripts here.
    var prepare = ""
    /// A script that is run before the build with the fault.
    var inflict = ""
    /// A script that is run after it.
    var cure = ""
    var status: Int32
    /// Parts of the messages: what is wrong, where, and how to fix it.
    var says: [String] = []
    var leaves: Site
    /// Names that the scripts add to the vault's folder.
    var adds: [String] = []

    var testDescription: String { name }

    /// The means that this machine lacks to cause the fault, or nil.
    var obstacle: String? {
        switch way {
        case .mounted: Namespace.isAvailable ? nil : "needs user namespaces"
        case .preloaded, .clock: Preload.library == nil ? "needs a C compiler" : nil
        case .unprivileged: Privilege.isDroppable ? nil : "needs setpriv"
        case .plain, .environment, .under, .interrupted: nil
        }
    }
}
