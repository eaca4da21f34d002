import Evidence
import Files
import Foundation

/// Folders that are somebody's: neither a site nor caches may be one of them or hold one, since
/// those are replaced and removed, nor lie in some of them.
struct ClaimedFolders: Sendable {
    struct Claim: Sendable {
        /// Absolute and without links.
        var path: String
        /// E.g. `the theme`.
        var name: String
        /// Whether nothing of ours may lie in it either.
        var isClosed = false
    }

    var claims: [Claim]

    /// The root, home folders and the working directory.
    init() {
        claims = [Claim(path: "/", name: "the root folder")]
        add(ProcessInfo.processInfo.environment["HOME"], "the home folder")
        add(getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) }, "the home folder")
        add(FileManager.default.currentDirectoryPath, "the working directory")
    }

    /// Those, and what a site is made from.
    init(_ options: BuildOptions) {
        self.init()
        add(options.content, "the folder of notes")
        for name in ["_records", "_model", ".obsidian"] {
            add(options.content + "/" + name, "a folder of the notes' data", isClosed: true)
        }
        add(options.theme, "the theme", isClosed: true)
    }

    mutating func add(_ path: String?, _ name: String, isClosed: Bool = false) {
        guard let path, !path.isEmpty else { return }
        claims.append(Claim(path: resolvedPath(path), name: name, isClosed: isClosed))
    }

    /// Why a folder is not ours to use; nil when it may be.
    ///
    /// - Parameter folder: absolute and without links; it need not exist.
    func objection(to folder: String) -> String? {
        for claim in claims {
            if folder == claim.path { return "it is \(claim.name)" }
            if claim.path.isBelow(folder) { return "it holds \(claim.name) \(claim.path)" }
            if claim.isClosed, folder.isBelow(claim.path) {
                return "it lies in \(claim.name) \(claim.path)"
            }
        }
        if folder.split(separator: "/").contains(".git") { return "it lies in a git repository" }
        return nil
    }
}

/// Absolute and without links as far as the path exists.
func resolvedPath(_ path: String) -> String {
    var existing = URL(fileURLWithPath: path).standardizedFileURL
    var rest: [String] = []
    while true {
        if let real = realPath(existing.path) {
            return rest.isEmpty
                ? real : (real == "/" ? "" : real) + "/" + rest.reversed().joined(separator: "/")
        }
        guard existing.pathComponents.count > 1 else { return path }
        rest.append(existing.lastPathComponent)
        existing.deleteLastPathComponent()
    }
}
