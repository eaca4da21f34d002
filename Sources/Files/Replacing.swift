import CLinux
import Glibc

/// Replaces a file atomically: a reader sees the whole old file or the whole new one. If the path
/// is a link, the link is replaced and its target stays as it is.
///
/// - Returns: false if that failed; `errno` holds the reason.
package func replaceFile(_ path: String, with bytes: [UInt8]) -> Bool {
    let temporary = temporaryPath(for: path)
    return replaceFile(path, by: temporary, isMade: writeNewFile(temporary, bytes))
}

/// Renames a finished temporary file to `path`. If the temporary file could not be made (`errno`
/// holds the reason), removes it instead.
package func replaceFile(_ path: String, by temporary: String, isMade: Bool) -> Bool {
    guard isMade, rename(temporary, path) == 0 else {
        let reason = errno
        // If it existed before (EEXIST), it belongs to another process.
        if isMade || reason != EEXIST { unlink(temporary) }
        errno = reason
        return false
    }
    return true
}

/// Replaces a file below a folder atomically and creates the folders on the way. No component of
/// `relative` may be a symbolic link.
///
/// - Parameter keepsAttributes: keeps the old file's owner and permissions, and flushes the new
///   file to disk before it takes the old one's place.
package func replaceFile(
    _ relative: String, below root: String, with bytes: [UInt8], keepsAttributes: Bool = false
) throws(FileProblem) {
    let full = root + "/" + relative
    let (path, name) = split(relative)
    let folder = try Folder(path, below: root, makes: true)
    let old = folder.status(of: name)
    if let old, !old.isFile { throw FileProblem(full, old.isLink ? .symbolicLink : .notAFile) }
    let temporary = temporaryName()
    let file = newFile(temporary, in: folder.descriptor)
    guard file >= 0 else { throw FileProblem(full) }
    var isMade = bytes.withUnsafeBytes { writeAll($0, to: file) }
    if isMade, keepsAttributes, let old {
        // Most users may not give a file away; then the new file keeps its own owner.
        _ = fchown(file, old.st_uid, old.st_gid)
        isMade = fchmod(file, old.st_mode & 0o7777) == 0 && (fsync(file) == 0 || errno == EINVAL)
    }
    let reason = errno
    isMade = closeFile(file) && isMade
    guard isMade, renameat(folder.descriptor, temporary, folder.descriptor, name) == 0 else {
        let problem = FileProblem(full, .failed(isMade ? errno : reason))
        unlinkat(folder.descriptor, temporary, 0)
        throw problem
    }
}

/// Returns the path of the temporary file that is to replace the file at `path`.
package func temporaryPath(for path: String) -> String {
    let (folder, _) = split(path)
    return (folder.isEmpty ? "" : folder + "/") + temporaryName()
}

private let temporaryPrefix = ".site-"

/// Returns a name such as `.site-1f2e3d4c.tmp123`. It is random, and ends with the process id of
/// its writer.
private func temporaryName() -> String {
    let number = String(UInt32.random(in: .min ... .max), radix: 16)
    return temporaryPrefix + String(repeating: "0", count: 8 - number.count) + number
        + ".tmp\(getpid())"
}

/// True for a temporary file whose writer no longer runs, so that nobody will remove it.
///
/// - Parameter name: the file's name without its folder.
package func isLeftover(_ name: String) -> Bool {
    guard let process = writer(ofTemporary: name) else { return false }
    return process == getpid() || kill(process, 0) != 0 && errno == ESRCH
}

/// True if the name is that of a temporary file of this program.
package func isTemporaryFile(_ name: String) -> Bool { writer(ofTemporary: name) != nil }

private func writer(ofTemporary name: String) -> pid_t? {
    let bytes = Array(name.utf8)
    let head = temporaryPrefix.utf8.count
    guard name.hasPrefix(temporaryPrefix), bytes.count > head + 12,
        bytes[head..<(head + 8)].allSatisfy({ "0123456789abcdef".utf8.contains($0) }),
        bytes[(head + 8)...].starts(with: ".tmp".utf8),
        let process = pid_t(String(decoding: bytes[(head + 12)...], as: UTF8.self)), process > 0
    else { return nil }
    return process
}

/// Exchanges two folders atomically. Returns false if that failed; `errno` holds the reason.
package func exchange(_ a: String, _ b: String) -> Bool { exchange_paths(a, b) == 0 }

/// Moves a folder to a path that is free or holds an empty folder. Returns false if that failed;
/// `errno` holds the reason.
package func moveFolder(_ path: String, to target: String) -> Bool { rename(path, target) == 0 }

/// Creates a hard link. Returns false if that failed; `errno` holds the reason.
package func linkFile(_ path: String, to target: String) -> Bool { link(path, target) == 0 }

/// Creates a folder; its path must be free. Returns false if that failed; `errno` holds the reason.
package func makeFolder(_ path: String, mode: UInt32 = 0o755) -> Bool { mkdir(path, mode) == 0 }
