import Foundation
package import Glibc

// Small doors to the file system, by system calls: Foundation's own are several times slower and
// stop at names that are not UTF-8.

/// The whole file; nil when it can't be read (`errno` says why).
package func readFile(_ path: String) -> [UInt8]? {
    let descriptor = openFile(path, O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    guard status.st_mode & S_IFMT == S_IFREG else {
        errno = EINVAL
        return nil
    }
    // A file that changes while it is read is read to its end as it is now.
    let capacity = Int(status.st_size) + 1
    var failed = false
    var bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        count = 0
        while count < buffer.count {
            let got = read(
                descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            if got < 0, errno == EINTR { continue }
            failed = got < 0
            if got <= 0 { break }
            count += got
        }
    }
    if failed { return nil }
    while bytes.count >= capacity {
        var block = [UInt8](repeating: 0, count: 1 << 16)
        let got = read(descriptor, &block, block.count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { return nil }
        if got == 0 { break }
        bytes += block[..<got]
    }
    return bytes
}

/// The whole file.
package func contents(ofFile path: String) throws(FileProblem) -> [UInt8] {
    guard let bytes = readFile(path) else { throw FileProblem(path) }
    return bytes
}

/// `open` that an interruption does not end; -1 when it fails (`errno` says why).
package func openFile(_ path: String, _ flags: Int32, mode: mode_t = 0o644) -> Int32 {
    while true {
        let descriptor = open(path, flags | O_CLOEXEC, mode)
        if descriptor >= 0 || errno != EINTR { return descriptor }
    }
}

/// What `errno` is when a file that a vault or theme names lies outside of it, be it by a link.
package let leadsOutside = EXDEV

/// The whole of a file that lies in a folder; nil when it can't be read or lies elsewhere (`errno` says
/// why).
package func readFile(_ relative: String, inside folder: String) -> [UInt8]? {
    guard let root = realPath(folder), let file = realPath(folder + "/" + relative) else {
        return nil
    }
    guard file.isBelow(root) else {
        errno = leadsOutside
        return nil
    }
    return readFile(file)
}

/// The text of a file that may be missing.
/// - Returns: nil when there is none, and `errno` when there is one that can't be read.
package func readIfThere(_ path: String) -> (text: String?, problem: Int32?) {
    if let text = readText(path) { return (text, nil) }
    return errno == ENOENT || errno == ENOTDIR ? (nil, nil) : (nil, errno)
}

/// The text of a file of a folder that may be missing.
/// - Returns: nil when there is none, and `errno` when there is one that can't be read.
package func readIfThere(_ relative: String, inside folder: String) -> (
    text: String?, problem: Int32?
) {
    if let bytes = readFile(relative, inside: folder) {
        return (String(decoding: bytes, as: UTF8.self), nil)
    }
    return errno == ENOENT || errno == ENOTDIR ? (nil, nil) : (nil, errno)
}

package func readText(_ path: String) -> String? {
    readFile(path).map { String(decoding: $0, as: UTF8.self) }
}

/// The names in a folder in a fixed order; nil when it can't be read.
package func folderNames(_ path: String) -> [String]? { folderEntries(path)?.map(\.name) }

/// What is in a folder, in a fixed order; nil when it can't be read. Links are not followed.
package func folderEntries(_ path: String) -> [(name: String, isFolder: Bool)]? {
    let descriptor = openFile(path, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { return nil }
    guard let directory = fdopendir(descriptor) else {
        close(descriptor)
        return nil
    }
    defer { closedir(directory) }
    var entries: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name == "." || name == ".." { continue }
        var isFolder = Int32(entry.pointee.d_type) == Int32(DT_DIR)
        if Int32(entry.pointee.d_type) == Int32(DT_UNKNOWN) {
            var status = stat()
            isFolder = lstat(path + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        }
        entries.append((name, isFolder))
    }
    return entries.sorted { $0.name < $1.name }
}

package func fileExists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
}

/// Absolute, with dots taken out by text: for paths that need not exist.
package func absolutePath(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
}

/// What `errno` means.
package func lastError() -> String { String(cString: strerror(errno)) }

extension timespec {
    /// Since 1970. File systems and archives hold times that lie beyond what the number can: the
    /// nearest it can.
    package var nanoseconds: Int {
        let limit = Int.max / 1_000_000_000 - 1
        return min(max(tv_sec, -limit), limit) * 1_000_000_000 + tv_nsec
    }
}
