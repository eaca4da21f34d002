import Foundation

/// Writes a new file; false when that failed (`errno` says why) and the file may be cut short.
func writeFile(_ path: String, _ bytes: [UInt8]) -> Bool {
    let descriptor = openFile(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    let isWritten = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
    let reason = errno
    let isClosed = closeFile(descriptor)
    if !isWritten { errno = reason }
    return isWritten && isClosed
}

/// False when what was written did not arrive. An interrupted `close` has closed all the same.
func closeFile(_ descriptor: Int32) -> Bool { close(descriptor) == 0 || errno == EINTR }

/// Replaces a file in one step: a reader sees the old or the new one, whole.
///
/// - Parameter keepsMode: the new file can be read and written by those who could before.
package func replaceFile(_ path: String, with bytes: [UInt8], keepsMode: Bool = false) -> Bool {
    replaceFile(path, keepsMode: keepsMode) { writeFile($0, bytes) }
}

/// - Parameter make: makes the new file at the path it gets; false when that failed (`errno` says
///   why).
func replaceFile(_ path: String, keepsMode: Bool = false, make: (String) -> Bool) -> Bool {
    let temporary = temporaryPath(for: path)
    var old = stat()
    let mode = keepsMode && stat(path, &old) == 0 ? old.st_mode & 0o777 : 0o644
    return replaceFile(path, by: temporary, isMade: make(temporary), mode: mode)
}

/// Where the file that is to replace the one at `path` is made.
func temporaryPath(for path: String) -> String { path + ".tmp\(getpid())" }

/// Puts a file in another's place in one step, or when it was not made (`errno` says why) removes it.
func replaceFile(
    _ path: String, by temporary: String, isMade: Bool, mode: mode_t = 0o644
) -> Bool {
    guard isMade, chmod(temporary, mode) == 0, rename(temporary, path) == 0 else {
        let reason = errno
        unlink(temporary)
        errno = reason
        return false
    }
    return true
}

/// Copies content and time stamp.
func copyFile(_ source: String, to target: String) -> Bool {
    let input = openFile(source, O_RDONLY | O_NONBLOCK)
    guard input >= 0 else { return false }
    defer { close(input) }
    let output = openFile(target, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
    guard output >= 0 else { return false }
    let isCopied = copyBytes(input, to: output)
    let reason = errno
    let isClosed = closeFile(output)
    if !isCopied { errno = reason }
    return isCopied && isClosed
}

private func copyBytes(_ input: Int32, to output: Int32) -> Bool {
    var status = stat()
    guard fstat(input, &status) == 0 else { return false }
    // One byte more than the file has, so that its end is seen at once.
    let capacity = min(max(Int(status.st_size) + 1, 4_096), 1 << 18)
    let isCopied = withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 16) { buffer in
        while true {
            let count = read(input, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { return false }
            let part = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            if count > 0, !writeAll(part, to: output) { return false }
            // Anything may be shorter than asked for but a file that has ended.
            if count < buffer.count, count == 0 || count == Int(status.st_size) { return true }
        }
    }
    guard isCopied else { return false }
    var times = [status.st_atim, status.st_mtim]
    return futimens(output, &times) == 0
}

func writeAll(_ buffer: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < buffer.count {
        let count = write(
            descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        if count < 0, errno == EINTR { continue }
        if count < 0 { return false }
        offset += count
    }
    return true
}

/// All files below a folder as relative paths; links are files and are not followed.
package func filesBelow(_ root: String) -> [String] { walk(root).files.sorted() }

/// The folder itself, as an empty path, and all folders below it.
func foldersBelow(_ root: String) -> [String] { walk(root).folders.sorted() }

private func walk(_ root: String) -> (files: [String], folders: [String]) {
    var files: [String] = []
    var folders = [""]
    var next = 0
    while next < folders.count {
        let folder = folders[next]
        next += 1
        for (name, isFolder) in folderEntries(root + "/" + folder) ?? [] {
            let path = folder.isEmpty ? name : folder + "/" + name
            if isFolder { folders.append(path) } else { files.append(path) }
        }
    }
    return (files, folders)
}

/// Removes a folder with all that is in it; nothing happens when there is none.
package func removeTree(_ path: String) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
        for name in folderNames(path) ?? [] { try removeTree(path + "/" + name) }
        guard rmdir(path) == 0 || errno == ENOENT else { throw removal(path) }
    } else {
        guard unlink(path) == 0 || errno == ENOENT else { throw removal(path) }
    }
}

private func removal(_ path: String) -> EnvironmentError {
    EnvironmentError(
        "can't remove \(path): \(lastError())", help: "remove it yourself, and build again")
}
