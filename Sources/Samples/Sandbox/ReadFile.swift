import Glibc
import SystemPackage

/// Reads a whole regular file. Throws `Errno`: `invalidArgument` for a pipe or device, which might
/// never end, and `fileTooLarge` for a file longer than `limit`.
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
