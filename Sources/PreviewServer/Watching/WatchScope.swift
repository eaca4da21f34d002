/// Which paths are watched.
struct WatchScope: Sendable {
    /// Without a slash at the end, none within another.
    let roots: [String]
    private let ignored: Set<String>

    init(roots: [String], ignored: [String]) {
        let clean = Set(roots.map(Self.withoutTrailingSlash))
        self.roots = clean.filter { root in
            !clean.contains { $0 != root && root.hasPrefix($0 == "/" ? "/" : $0 + "/") }
        }.sorted()
        self.ignored = Set(ignored.map(Self.withoutTrailingSlash))
    }

    /// Whether `name` in a watched folder, at `path`, is to be watched and reported.
    func includes(name: String, path: String) -> Bool {
        !Self.isNoise(name) && !ignored.contains(path)
    }

    func includes(root: String) -> Bool { !ignored.contains(root) }

    /// Hidden files (Vim's swap files, Emacs's locks, Git), backups (`note.md~`), Emacs's
    /// auto-saves (`#note.md#`) and what JetBrains editors shuffle files through.
    private static func isNoise(_ name: String) -> Bool {
        name.hasPrefix(".") || name.hasSuffix("~") || name.hasSuffix("___jb_tmp___")
            || name.hasSuffix("___jb_old___") || (name.hasPrefix("#") && name.hasSuffix("#"))
    }

    private static func withoutTrailingSlash(_ path: String) -> String {
        var path = path[...]
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return String(path)
    }
}

extension String {
    /// The path of `name` in the folder with this path.
    func appending(name: String) -> String {
        self == "/" ? "/" + name : self + "/" + name
    }

    /// The folder a path lies in, and its name there.
    var parentAndName: (parent: String, name: String) {
        guard let slash = lastIndex(of: "/") else { return (".", self) }
        let name = String(self[index(after: slash)...])
        return (slash == startIndex ? "/" : String(self[..<slash]), name)
    }
}
