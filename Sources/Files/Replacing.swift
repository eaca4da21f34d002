import CLinux
import Glibc

/// Replaces a file in one step: a reader sees the old or the new one, whole. What a link leads to
/// stays as it is.
///
/// - Returns: false when that failed (`errno` says why).
package func replaceFile(_ path: String, with bytes: [UInt8]) -> Bool {
    let temporary = temporaryPath(for: path)
    return replaceFile(path, by: temporary, isMade: writeNewFile(temporary, bytes))
}

/// Puts a file in another's place in one step, or when it was not made (`errno` says why) removes it.
package func replaceFile(_ path: String, by temporary: String, isMade: Bool) -> Bool {
    guard isMade, rename(temporary, path) == 0 else {
        let reason = errno
        // Another's, if it was there before.
        if isMade || reason != EEXIST { unlink(temporary) }
        errno = reason
        return false
    }
    return true
}

/// Replaces a file below a folder in one step, with the folders it lies in, if no symbolic link is
/// part of its path from there on.
///
/// - Parameter keepsAttributes: the new file can be read and written by those who could before, and
///   is on the disk before it takes the old one's place.
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
        // Only some users may give a file away.
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

/// Where the file that is to replace the one at `path` is made.
package func temporaryPath(for path: String) -> String {
    let (folder, _) = split(path)
    return (folder.isEmpty ? "" : folder + "/") + temporaryName()
}

private let temporaryPrefix = ".site-"

/// `.site-1f2e3d4c.tmp123`: nobody else's, and it tells whose process makes it.
private func temporaryName() -> String {
    let number = String(UInt32.random(in: .min ... .max), radix: 16)
    return temporaryPrefix + String(repeating: "0", count: 8 - number.count) + number
        + ".tmp\(getpid())"
}

/// Whether this is what a writer left behind that was killed: the temporary file of a process that is
/// no more.
///
/// - Parameter name: without its folder.
package func isLeftover(_ name: String) -> Bool {
    guard let process = writer(ofTemporary: name) else { return false }
    return process == getpid() || kill(process, 0) != 0 && errno == ESRCH
}

/// Whether a file of this name is one that is to replace another.
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

/// Exchanges two folders in one step; false when that failed (`errno` says why).
package func exchange(_ a: String, _ b: String) -> Bool { exchange_paths(a, b) == 0 }

/// Moves a folder to a path where nothing is, or an empty folder; false when that failed (`errno`
/// says why).
package func moveFolder(_ path: String, to target: String) -> Bool { rename(path, target) == 0 }

/// Gives a file a second name; false when that failed (`errno` says why).
package func linkFile(_ path: String, to target: String) -> Bool { link(path, target) == 0 }

/// Makes a folder where nothing is; false when that failed (`errno` says why).
package func makeFolder(_ path: String, mode: UInt32 = 0o755) -> Bool { mkdir(path, mode) == 0 }
