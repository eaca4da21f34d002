import Glibc

/// Removes a regular file below a folder. No component of `relative` may be a symbolic link. A
/// missing file is not an error.
package func removeFile(_ relative: String, below root: String) throws(FileProblem) {
    let (path, name) = split(relative)
    do throws(FileProblem) {
        let folder = try Folder(path, below: root)
        guard let status = folder.status(of: name) else { return }
        guard status.isFile else {
            throw FileProblem(root + "/" + relative, status.isLink ? .symbolicLink : .notAFile)
        }
        guard unlinkat(folder.descriptor, name, 0) == 0 || errno == ENOENT else {
            throw FileProblem(root + "/" + relative)
        }
    } catch  where error.isMissing {
        return
    }
}

/// Removes a folder below another one, and then its parents up to `root`, as long as they are
/// empty.
package func removeEmptyFolders(_ relative: String, below root: String) {
    var path = relative
    while !path.isEmpty {
        let (outer, name) = split(path)
        guard let folder = try? Folder(outer, below: root),
            unlinkat(folder.descriptor, name, AT_REMOVEDIR) == 0
        else { return }
        path = outer
    }
}

/// Removes a folder if it is empty. Returns false if that failed; `errno` holds the reason.
package func removeEmptyFolder(_ path: String) -> Bool { rmdir(path) == 0 }

/// Removes a folder that this program has made, with everything in it. Symbolic links are removed
/// and their targets stay. A missing folder is not an error.
///
/// - Parameters:
///   - last: a file in the folder that is removed last, because it marks the folder as ours.
///   - spares: returns true for a file that must stay, given its relative path and its number of
///     hard links. The folders that contain such a file, and the `last` file, stay too.
/// - Returns: the paths of the files that were spared.
/// - Throws: before anything is removed, if the path is not a folder or another file system is
///   mounted in it.
@discardableResult
package func removeTree(
    _ path: String, last: String? = nil,
    sparing spares: (_ path: String, _ links: Int) -> Bool = { _, _ in false }
) throws(FileProblem) -> [String] {
    let (outer, name) = split(path)
    let parent = try Folder(outer)
    guard let status = parent.status(of: name) else { return [] }
    guard status.isFolder else {
        throw FileProblem(path, status.isLink ? .symbolicLink : .notAFolder)
    }
    let folder = try parent.child(name)
    try checkMounts(in: folder, device: status.st_dev)
    var spared: [String] = []
    try empty(folder, at: "", except: last, sparing: spares, &spared)
    if !spared.isEmpty { return spared }
    if let last, unlinkat(folder.descriptor, last, 0) != 0, errno != ENOENT {
        throw FileProblem(path + "/" + last)
    }
    guard unlinkat(parent.descriptor, name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
        throw FileProblem(path)
    }
    return []
}

private func checkMounts(in folder: borrowing Folder, device: dev_t) throws(FileProblem) {
    for name in try folder.names() {
        guard let status = folder.status(of: name), status.isFolder else { continue }
        guard status.st_dev == device else {
            throw FileProblem(folder.path + "/" + name, .mountPoint)
        }
        try checkMounts(in: folder.child(name), device: device)
    }
}

private func empty(
    _ folder: borrowing Folder, at path: String, except kept: String? = nil,
    sparing spares: (String, Int) -> Bool, _ spared: inout [String]
) throws(FileProblem) {
    for name in try folder.names() where name != kept {
        guard let status = folder.status(of: name) else { continue }
        let relative = path.isEmpty ? name : path + "/" + name
        if status.isFolder {
            let before = spared.count
            try empty(folder.child(name), at: relative, sparing: spares, &spared)
            if spared.count > before { continue }
        } else if spares(relative, Int(status.st_nlink)) {
            spared.append(relative)
            continue
        }
        let flags = status.isFolder ? AT_REMOVEDIR : 0
        guard unlinkat(folder.descriptor, name, flags) == 0 || errno == ENOENT else {
            throw FileProblem(folder.path + "/" + name)
        }
    }
}
