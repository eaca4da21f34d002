import Glibc

/// An entry of a folder, with the facts that a watcher needs.
struct FolderEntry {
    var name: String
    var isFolder: Bool
}

/// Returns the entries of a folder in no particular order, without `.` and `..`; empty if it can't
/// be read. Names that are not UTF-8 are left out. A symbolic link does not count as a folder.
func entries(ofFolder path: String) -> [FolderEntry] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var entries: [FolderEntry] = []
    while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
        }
        guard let name, name != ".", name != ".." else { continue }
        let isFolder =
            switch Int(entry.pointee.d_type) {
            case Int(DT_DIR): true
            case Int(DT_UNKNOWN):
                // Some file systems report the type only through `stat`.
                FileStamp(path: path.appending(name: name), followsLinks: false)?.isFolder ?? false
            default: false
            }
        entries.append(FolderEntry(name: name, isFolder: isFolder))
    }
    return entries
}

/// Distinguishes versions of a file without reading it.
///
/// The change time is left out, because publishing by hard links changes it.
struct FileStamp: Sendable, Hashable {
    var isFolder: Bool
    var size: Int
    var modifiedNanoseconds: Int
    var inode: UInt

    /// Returns nil if there is nothing at `path`.
    init?(path: String, followsLinks: Bool) {
        var status = stat()
        guard fstatat(AT_FDCWD, path, &status, followsLinks ? 0 : AT_SYMLINK_NOFOLLOW) == 0 else {
            return nil
        }
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        size = status.st_size
        modifiedNanoseconds = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
        inode = status.st_ino
    }
}
