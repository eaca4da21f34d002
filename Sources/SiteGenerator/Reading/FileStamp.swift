import Foundation
import Markdown

/// What tells, short of reading it, whether a file is what it was.
struct FileStamp: Sendable, Hashable {
    var size: Int
    /// Nanoseconds since 1970.
    var modified: Int
    var inode: Int
    /// When anything about the file changed last, be it a new hard link; 0 where that doesn't count.
    var changed = 0

    init(_ entry: ContentListing.Entry) {
        size = entry.size
        modified = entry.modified
        inode = Int(bitPattern: UInt(entry.inode))
        changed = entry.changed
    }

    /// Of a plain file that gets hard links; nil when there is none.
    init?(ofLinkedFile path: String) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        size = Int(status.st_size)
        modified = status.st_mtim.nanoseconds
        inode = Int(bitPattern: UInt(status.st_ino))
    }
}

extension FileStamp: ByteCodable {
    func write(to bytes: inout ByteWriter) {
        for number in [size, modified, inode, changed] { bytes.write(number) }
    }

    init(from bytes: inout ByteReader) {
        size = bytes.number()
        modified = bytes.number()
        inode = bytes.number()
        changed = bytes.number()
    }
}
