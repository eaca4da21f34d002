import Glibc
import SystemPackage

/// The whole of a plain file. Throws `Errno`; for a pipe or device, which might never end, it is
/// `invalidArgument`, and for one longer than `limit` `fileTooLarge`.
func readFile(_ path: String, limit: Int = .max) throws -> [UInt8] {
    let file = try FileDescriptor.open(
        FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
    return try file.closeAfter {
        var status = stat()
        guard fstat(file.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Errno.invalidArgument }
        guard status.st_size <= limit else { throw Errno.fileTooLarge }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}
