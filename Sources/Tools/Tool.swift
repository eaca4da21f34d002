import Files

/// A trusted program on this machine that improves a site: Pygments, Pagefind, Graphviz, git.
///
/// ``Toolbox`` finds and runs tools. Samples, which are untrusted code, are run by `Samples` only.
package struct Tool: Sendable, Hashable {
    package let path: String
    /// The folders that it needs to see in addition to the system's own.
    let folders: [String]

    init(path: String, folders: [String]) {
        self.path = path
        self.folders = folders
    }

    /// - Parameter path: the path where the program was found. If it is a link, the folder of its
    ///   target is made visible too.
    init(path: String) {
        let folders = Set([path, realPath(path) ?? path].compactMap(installation))
        self.init(path: path, folders: folders.sorted())
    }

    package struct Output: Sendable {
        package var isSuccess: Bool
        package var bytes: [UInt8]
        package var errors: String
        /// The number of the signal that ended the tool.
        package var signal: Int?
    }

    package struct Failure: Error, CustomStringConvertible {
        package var description: String

        package init(description: String) { self.description = description }
    }
}

/// Returns the folder that a program was installed in with its other files; nil for the system's
/// own folders.
private func installation(of program: String) -> String? {
    if program.isInside("/usr") || program.isInside("/bin") { return nil }
    // These package managers keep each package and its dependencies in separate folders of one
    // store.
    for store in ["/nix/store", "/gnu/store", "/snap", "/home/linuxbrew/.linuxbrew"]
    where program.isInside(store) { return store }
    let folder = parentFolder(program)
    guard folder.hasSuffix("/bin") else { return folder }
    let above = parentFolder(folder)
    // A whole home folder must not become visible.
    return home().isInside(above) || above == "/" ? folder : above
}
