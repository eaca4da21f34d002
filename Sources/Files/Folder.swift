import Glibc

/// An open folder. Operations go through its descriptor, so they still happen in this folder when
/// its path is meanwhile renamed or replaced by a link.
package struct Folder: ~Copyable {
    package let descriptor: Int32
    /// The path it was opened with. It is used in messages only.
    package let path: String

    /// - Parameter path: may contain symbolic links.
    package init(_ path: String) throws(FileProblem) {
        self.path = path
        descriptor = retrying { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        if descriptor < 0 { throw FileProblem(path) }
    }

    /// Opens a folder below another one. No component of `relative` may be a symbolic link.
    ///
    /// - Parameters:
    ///   - relative: names separated by `/`; empty for `root` itself.
    ///   - makes: creates the folders that are missing.
    package init(
        _ relative: some StringProtocol, below root: String, makes: Bool = false
    ) throws(FileProblem) {
        self = try Self.walk(relative, from: Folder(root), makes: makes)
    }

    private static func walk(
        _ relative: some StringProtocol, from root: consuming Folder, makes: Bool
    ) throws(FileProblem) -> Folder {
        var folder = root
        for name in relative.split(separator: "/") {
            folder = try folder.child(String(name), makes: makes)
        }
        return folder
    }

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Opens a subfolder. A symbolic link is refused.
    package func child(_ name: String, makes: Bool = false) throws(FileProblem) -> Folder {
        let full = path + "/" + name
        guard isName(name) else { throw FileProblem(full, .failed(EINVAL)) }
        if makes, mkdirat(descriptor, name, 0o755) != 0, errno != EEXIST { throw FileProblem(full) }
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let child = retrying { openat(descriptor, name, flags) }
        guard child < 0 else { return Folder(descriptor: child, path: full) }
        let reason = errno
        guard let status = status(of: name) else { throw FileProblem(full, .failed(reason)) }
        if status.isLink { throw FileProblem(full, .symbolicLink) }
        throw FileProblem(full, status.isFolder ? .failed(reason) : .notAFolder)
    }

    /// Returns the status of an entry, of the link itself if it is one, or nil if there is no such
    /// entry.
    func status(of name: String) -> stat? {
        var status = stat()
        return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
    }

    /// Returns the status of the folder itself.
    func status() throws(FileProblem) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileProblem(path) }
        return status
    }

    /// Returns the names of the entries, sorted.
    package func names() throws(FileProblem) -> [String] {
        let copy = retrying { openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard copy >= 0 else { throw FileProblem(path) }
        guard let stream = fdopendir(copy) else {
            close(copy)
            throw FileProblem(path)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Opens a regular file for reading. A symbolic link is refused.
    package func openFile(_ name: String) throws(FileProblem) -> Int32 {
        let full = path + "/" + name
        guard isName(name) else { throw FileProblem(full, .failed(EINVAL)) }
        guard let status = status(of: name) else { throw FileProblem(full) }
        if status.isLink { throw FileProblem(full, .symbolicLink) }
        guard status.isFile else { throw FileProblem(full, .notAFile) }
        // The file may have been replaced since the check. O_NOFOLLOW refuses a link, and with
        // O_NONBLOCK opening a named pipe doesn't wait for a writer.
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let file = retrying { openat(descriptor, name, flags) }
        guard file >= 0 else { throw FileProblem(full) }
        return file
    }
}

/// True for a single path component that is neither `.` nor `..`.
private func isName(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".." && !name.utf8.contains(UInt8(ascii: "/"))
        && !name.utf8.contains(0)
}

/// Repeats a system call as long as a signal interrupts it.
func retrying(_ call: () -> Int32) -> Int32 {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}

/// Splits a path into its folder and its last component.
package func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
}
