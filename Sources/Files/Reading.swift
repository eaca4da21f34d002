import Glibc

/// The whole of a plain file below a folder, if no symbolic link is part of its path from there on.
///
/// - Parameter limit: a file with more bytes is refused (`EFBIG`).
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

/// What keeps a file below a folder from being written: a symbolic link on the way, or something at
/// its place that is no plain file; nil when nothing does, e.g. when there is no such file yet.
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

/// All plain files of a folder below another by their paths in it, sorted. Links are neither followed
/// nor listed, and the folder itself is none.
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
        // A folder that can't be read has nothing to list.
        if status.isFolder, let child = try? folder.child(name) {
            try? list(child, at: relative, &found)
        }
    }
}
