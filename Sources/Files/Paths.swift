import Glibc

/// Absolute, without links and dots; nil when there is no such file.
package func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
}

/// Whether there is a folder, be it by a link.
package func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.isFolder
}

/// Whether there is a plain file, be it by a link.
package func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.isFile
}

/// Whether there is a plain file that this user may execute, be it by a link.
package func isExecutableFile(_ path: String) -> Bool {
    isRegularFile(path) && access(path, X_OK) == 0
}

extension String {
    /// Whether this path lies in the folder; both absolute and without links.
    package func isBelow(_ folder: String) -> Bool {
        hasPrefix(folder == "/" ? "/" : folder + "/")
    }

    /// Whether this path is the folder or lies in it; likewise.
    package func isInside(_ folder: String) -> Bool { self == folder || isBelow(folder) }
}
