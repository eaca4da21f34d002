import Basics
import Files
import Glibc
import Vault

/// A digest of the names, sizes, inodes and time stamps of files.
struct FileDigest {
    private(set) var value = Digest()
    /// The newest time stamp of all files added, in nanoseconds since 1970.
    private(set) var newest = 0

    mutating func add(_ path: String) {
        var status = stat()
        value.combine(path)
        guard lstat(path, &status) == 0 else { return value.combine(-1) }
        add(
            size: Int(status.st_size), inode: UInt64(status.st_ino),
            modified: status.st_mtim.nanoseconds)
    }

    mutating func add(_ entry: ContentListing.Entry) {
        value.combine(entry.filePath)
        add(size: entry.size, inode: entry.inode, modified: entry.modified)
        value.combine(entry.changed)
        newest = max(newest, entry.changed)
    }

    mutating func add(filesOf folder: String) {
        for path in filesBelow(folder) { add(folder + "/" + path) }
    }

    mutating func add(text: String) { value.combine(text) }

    private mutating func add(size: Int, inode: UInt64, modified: Int) {
        value.combine(size)
        value.combine(Int(bitPattern: UInt(inode)))
        value.combine(modified)
        newest = max(newest, modified)
    }
}
