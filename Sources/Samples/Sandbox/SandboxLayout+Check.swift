import Files

/// True if a folder of this machine can be shown to samples at its own path.
package func canBeShown(_ path: String) -> Bool { SandboxLayout.canShow(path) }

// While bubblewrap sets up a sandbox, the machine's root is reachable (as `/oldroot`), and
// bubblewrap follows any path: `..`, or a link in a folder that is already mounted, would lead
// outside. All paths are checked where they come from; here they are checked a second time.

extension SandboxLayout {
    func check() throws(ShimFailure) {
        for file in files where !Self.canHold(file.path) {
            throw ShimFailure(message: "no file may be put at \(shown(file.path))")
        }
        if folders.count > Self.mostFolders {
            throw ShimFailure(
                message:
                    "\(folders.count) folders are to be shown, and \(Self.mostFolders) is the most")
        }
        for folder in folders {
            guard isPlainAbsolutePath(folder.source), Self.canShow(folder.target) else {
                throw ShimFailure(message: "no folder may be shown at \(shown(folder.target))")
            }
            // A link in the outer folder could lead the inner one anywhere.
            if folders.contains(where: {
                $0 != folder && folder.target.isInside($0.target)
            }) {
                throw ShimFailure(message: "\(shown(folder.target)) lies in another folder")
            }
        }
    }

    /// The shim has mount points for this many.
    private static let mostFolders = 16

    /// True if a folder may be shown at its own path, or at a path below ``vaultDirectory``: it
    /// must neither cover nor lie in a folder that every sandbox has.
    static func canShow(_ path: String) -> Bool {
        guard isPlainAbsolutePath(path) else { return false }
        let whole = [
            "/usr", "/bin", "/sbin", "/lib", "/lib64", "/proc", "/dev", "/sys", "/build",
            "/home/sample",
            workingDirectory, helperDirectory, shimPath, "/oldroot", "/newroot",
        ]
        let single = ["/tmp", vaultDirectory, "/etc/alternatives", "/etc/ld.so.cache"]
        return !whole.contains { path.isInside($0) || $0.isInside(path) }
            && !(single + File.system.map(\.path)).contains { $0.isInside(path) }
    }

    /// True if a file may be made at the path: it is one of ours, or lies in a folder that only the
    /// sandbox sees.
    private static func canHold(_ path: String) -> Bool {
        guard isPlainAbsolutePath(path) else { return false }
        return path == shimPath || File.system.contains { $0.path == path }
            || [workingDirectory, helperDirectory].contains { path.hasPrefix($0 + "/") }
    }

    /// Returns a path for a message. A path that is not plain may contain anything, so it is
    /// escaped.
    private func shown(_ path: String) -> String {
        "“" + String(path.map { hasControlCharacters(String($0)) ? "?" : $0 }.prefix(200)) + "”"
    }
}
