import Testing

/// Something that goes wrong around a build, what must happen then, and how it is set up.
struct Fault: Sendable, CustomTestStringConvertible {
    enum Way: Sendable, Hashable {
        case plain
        /// In a mount namespace.
        case mounted
        /// With the rules of `Tests/Faults/preload.c`.
        case preloaded(String)
        /// With a clock that is wrong by so many seconds.
        case clock(Int)
        case environment([String: String])
        /// By a shell that has done something first, such as to set a limit.
        case under(String)
        /// Bound by permissions, be it as root.
        case unprivileged
        /// Stopped and continued all the time.
        case interrupted
    }

    /// The site that lies in the output folder after the build with the fault: the last one, the one
    /// that a build without the fault makes, or one that lacks what can't be had.
    enum Site: Sendable { case old, new, poorer }

    var name: String
    var way: Way
    /// Where the site goes; relative to the vault's folder.
    var output = "public"
    var arguments: [String] = []
    /// A script, run in the vault's folder before the first build. As all scripts, it must succeed.
    var prepare = ""
    /// A script that is run before the build with the fault.
    var inflict = ""
    /// A script that is run after it.
    var cure = ""
    var status: Int32
    /// Parts of what the build says: what is wrong, where, and how to fix it.
    var says: [String] = []
    var leaves: Site
    /// Names beside the vault's own that the scripts make.
    var brings: [String] = []

    var testDescription: String { name }

    /// The means that is missing here to have this fault, if any.
    var obstacle: String? {
        switch way {
        case .mounted: Namespace.isAvailable ? nil : "needs user namespaces"
        case .preloaded, .clock: Preload.library == nil ? "needs a C compiler" : nil
        case .unprivileged: Privilege.isDroppable ? nil : "needs setpriv"
        case .plain, .environment, .under, .interrupted: nil
        }
    }
}
