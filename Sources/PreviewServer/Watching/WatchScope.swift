/// The paths that are watched.
struct WatchScope: Sendable {
    /// The roots, without a slash at the end. None lies within another one.
    let roots: [String]
    private let ignored: Set<String>

    init(roots: [String], ignored: [String]) {
        let clean = Set(roots.map(Self.withoutTrailingSlash))
        self.roots = clean.filter { root in
            !clean.contains { $0 != root && root.hasPrefix($0 == "/" ? "/" : $0 + "/") }
        }.sorted()
        self.ignored = Set(ignored.map(Self.withoutTrailingSlash))
    }

    /// True if `name` in a watched folder, at `path`, has to be watched and reported.
    func includes(name: String, path: String) -> Bool {
        !Self.isEditorFile(name) && !ignored.contains(path)
    }

    func includes(root: String) -> Bool { !ignored.contains(root) }

    /// Hidden files (Vim's swap files, Emacs's locks, Git), backups (`note.md~`), Emacs's
    /// auto-saves (`#note.md#`) and the temporary files of JetBrains editors.
    private static func isEditorFile(_ name: String) -> Bool {
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
    /// Returns the path of `name` in the folder with this path.
    func appending(name: String) -> String {
        self == "/" ? "/" + name : self + "/" + name
    }

    /// The folder that contains the path, and its name there.
    var parentAndName: (parent: String, name: String) {
        guard let slash = lastIndex(of: "/") else { return (".", self) }
        let name = String(self[index(after: slash)...])
        return (slash == startIndex ? "/" : String(self[..<slash]), name)
    }
}
