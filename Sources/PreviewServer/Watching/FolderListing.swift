import Glibc

/// What a folder holds, as far as a watcher needs to know.
struct FolderEntry {
    var name: String
    var isFolder: Bool
}

/// The entries of a folder in no order, without `.` and `..`; empty where it can't be read. Names
/// that are not UTF-8 are left out. A symbolic link is not a folder.
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
                // Some file systems leave the type to `stat`.
                FileStamp(path: path.appending(name: name), followsLinks: false)?.isFolder ?? false
            default: false
            }
        entries.append(FolderEntry(name: name, isFolder: isFolder))
    }
    return entries
}

/// What tells one version of a file from another without reading it.
///
/// The change time is left out on purpose: publishing by hard links changes it.
struct FileStamp: Sendable, Hashable {
    var isFolder: Bool
    var size: Int
    var modifiedNanoseconds: Int
    var inode: UInt

    /// Nil when there is nothing at `path`.
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
