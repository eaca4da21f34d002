import Evidence
import Files
import Foundation

/// Folders that belong to the user or to the build. A site or a cache folder may not be one of them
/// or contain one, because sites are replaced and caches are removed. Some of them may not contain
/// a site or a cache folder either.
struct ClaimedFolders: Sendable {
    struct Claim: Sendable {
        /// The absolute path, with symbolic links resolved.
        var path: String
        /// The name for messages, such as `the theme`.
        var name: String
        /// True if no site or cache may lie within the folder either.
        var isClosed = false
    }

    var claims: [Claim]

    /// Claims the root, home folders and the working directory.
    init() {
        claims = [Claim(path: "/", name: "the root folder")]
        add(ProcessInfo.processInfo.environment["HOME"], "the home folder")
        add(getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) }, "the home folder")
        add(FileManager.default.currentDirectoryPath, "the working directory")
    }

    /// Claims those and the folders that the site is made from.
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

    /// Returns the reason why a folder must not be used, or nil if it may be.
    ///
    /// - Parameter folder: absolute, with symbolic links resolved. It need not exist.
    func reasonNotToUse(_ folder: String) -> String? {
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

/// Returns the absolute path, with symbolic links resolved as far as it exists.
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
