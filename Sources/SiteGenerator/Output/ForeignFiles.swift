import Files
import Foundation

/// Files in a site's folder that no build has written, such as a `CNAME` or a `.git`. They belong
/// to the user and are kept.
struct ForeignFiles: Sendable {
    /// The paths of the files, relative and sorted.
    var files: [String]
    /// Folders that contain only such files.
    var folders: [String] = []

    /// Links all of them into the folder of a new site. They are then in both folders, so that
    /// nothing can be lost.
    func link(from old: String, to new: String) throws(FileProblem) {
        for folder in folders where !makeFolder(new + "/" + folder, mode: mode(old + "/" + folder))
        {
            guard errno == EEXIST, isDirectory(new + "/" + folder) else {
                throw FileProblem(old + "/" + folder, .failed(errno))
            }
        }
        for file in files {
            let (source, target) = (old + "/" + file, new + "/" + file)
            if linkFile(source, to: target) { continue }
            let reason = errno
            guard reason == EEXIST, isSameFile(source, target) else {
                throw FileProblem(source, .failed(reason))
            }
        }
    }

    private func mode(_ folder: String) -> mode_t {
        var status = stat()
        return lstat(folder, &status) == 0 ? status.st_mode & 0o7777 : 0o755
    }

    private func isSameFile(_ a: String, _ b: String) -> Bool {
        var (first, second) = (stat(), stat())
        return lstat(a, &first) == 0 && lstat(b, &second) == 0 && first.st_ino == second.st_ino
            && first.st_dev == second.st_dev
    }
}

/// Returns the folders that contain the files, without the root.
func folders(of files: some Sequence<String>) -> Set<String> {
    var found: Set<String> = []
    for file in files {
        var path = file[...]
        while let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
            path = path[..<slash]
            if !found.insert(String(path)).inserted { break }
        }
    }
    return found
}
