import Foundation

/// All files below a folder as relative paths; links are files and are not followed.
package func filesBelow(_ root: String) -> [String] { walk(root).files.sorted() }

/// The folder itself, as an empty path, and all folders below it.
package func foldersBelow(_ root: String) -> [String] { walk(root).folders.sorted() }

/// Links are files and are not followed. The folder itself is an empty path.
package func walk(_ root: String) -> (files: [String], folders: [String]) {
    var files: [String] = []
    var folders = [""]
    var next = 0
    while next < folders.count {
        let folder = folders[next]
        next += 1
        for (name, isFolder) in folderEntries(root + "/" + folder) ?? [] {
            let path = folder.isEmpty ? name : folder + "/" + name
            if isFolder { folders.append(path) } else { files.append(path) }
        }
    }
    return (files, folders)
}

/// E.g. `a file`, for messages; nil when there is nothing. A link is what it leads to.
package func kind(of path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else {
        return lstat(path, &status) == 0 ? "a symbolic link to nothing" : nil
    }
    return switch status.st_mode & S_IFMT {
    case S_IFDIR: "a folder"
    case S_IFREG: "a file"
    case S_IFIFO: "a named pipe"
    case S_IFSOCK: "a socket"
    default: "a device"
    }
}

package func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
}
