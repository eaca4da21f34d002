import Glibc

/// Returns the absolute path with links and dots resolved, or nil if there is no such file.
package func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
}

/// True if the path is a folder or a link to one.
package func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.isFolder
}

/// True if the path is a regular file or a link to one.
package func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.isFile
}

/// True if the path is a regular file, or a link to one, that this user may execute.
package func isExecutableFile(_ path: String) -> Bool {
    isRegularFile(path) && access(path, X_OK) == 0
}

extension String {
    /// True if this path lies in the folder. Both paths must be absolute and free of links.
    package func isBelow(_ folder: String) -> Bool {
        hasPrefix(folder == "/" ? "/" : folder + "/")
    }

    /// True if this path is the folder or lies in it. Both paths must be absolute and free of
    /// links.
    package func isInside(_ folder: String) -> Bool { self == folder || isBelow(folder) }
}
