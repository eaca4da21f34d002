import Glibc

/// Reads a whole regular file below a folder. No component of `relative` may be a symbolic link.
///
/// - Parameter limit: the largest number of bytes; a longer file is refused with `EFBIG`.
package func readFile(
    _ relative: String, below root: String, limit: Int = .max
) throws(FileProblem) -> [UInt8] {
    let (folder, name) = split(relative)
    let file = try Folder(folder, below: root).openFile(name)
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(file, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        if count < 0 { throw FileProblem(root + "/" + relative) }
        if count == 0 { return bytes }
        guard count <= limit - bytes.count else {
            throw FileProblem(root + "/" + relative, .failed(EFBIG))
        }
        bytes += buffer[..<count]
    }
}

/// Returns the obstacle that would prevent a file below a folder from being written: a symbolic
/// link on the way, or something other than a regular file at its path. Returns nil if there is
/// none, for example because the file doesn't exist yet.
package func obstacle(to relative: String, below root: String) -> FileProblem? {
    let (folder, name) = split(relative)
    do throws(FileProblem) {
        let place = try Folder(folder, below: root)
        guard let status = place.status(of: name) else { return nil }
        if status.isLink { return FileProblem(root + "/" + relative, .symbolicLink) }
        return status.isFile ? nil : FileProblem(root + "/" + relative, .notAFile)
    } catch {
        return error.isForeign ? error : nil
    }
}

/// Returns the paths of all regular files in a folder below `root`, relative to that folder and
/// sorted. Symbolic links are neither followed nor listed, and the folder itself must not be one.
package func plainFiles(_ relative: String, below root: String) throws(FileProblem) -> [String] {
    var found: [String] = []
    try list(Folder(relative, below: root), at: "", &found)
    return found.sorted()
}

private func list(
    _ folder: borrowing Folder, at path: String, _ found: inout [String]
) throws(FileProblem) {
    for name in try folder.names() {
        guard let status = folder.status(of: name) else { continue }
        let relative = path.isEmpty ? name : path + "/" + name
        if status.isFile { found.append(relative) }
        // Folders that can't be read are skipped.
        if status.isFolder, let child = try? folder.child(name) {
            try? list(child, at: relative, &found)
        }
    }
}
