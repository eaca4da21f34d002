import Files

/// A trusted program of this machine that makes a site better: Pygments, Pagefind, Graphviz, git.
///
/// ``Toolbox`` finds and runs them. Untrusted code, i.e. samples, never comes this way: see
/// `Samples`.
package struct Tool: Sendable, Hashable {
    package let path: String
    /// What it needs to see of the file system beside the system's own folders.
    let folders: [String]

    init(path: String, folders: [String]) {
        self.path = path
        self.folders = folders
    }

    /// - Parameter path: as it was found. A link to elsewhere shows where the rest of it lies.
    init(path: String) {
        let folders = Set([path, realPath(path) ?? path].compactMap(installation))
        self.init(path: path, folders: folders.sorted())
    }

    package struct Output: Sendable {
        package var isSuccess: Bool
        package var bytes: [UInt8]
        package var errors: String
        /// Of the signal that ended it.
        package var signal: Int?
    }

    package struct Failure: Error, CustomStringConvertible {
        package var description: String

        package init(description: String) { self.description = description }
    }
}

/// The folder of all that was installed with a program; nil for the system's own.
private func installation(of program: String) -> String? {
    if program.isInside("/usr") || program.isInside("/bin") { return nil }
    // Package managers that keep each package, and what it needs, in a folder of its own.
    for store in ["/nix/store", "/gnu/store", "/snap", "/home/linuxbrew/.linuxbrew"]
    where program.isInside(store) { return store }
    let folder = parentFolder(program)
    guard folder.hasSuffix("/bin") else { return folder }
    let above = parentFolder(folder)
    // A home would show too much.
    return home().isInside(above) || above == "/" ? folder : above
}
