import Glibc

/// Creates a file and writes it. Its path must be free.
///
/// - Returns: false if that failed; `errno` holds the reason, `EEXIST` if something has that path,
///   even a dangling link. An incomplete file may then be left.
package func writeNewFile(_ path: String, _ bytes: [UInt8]) -> Bool {
    write(bytes, to: newFile(path))
}

/// Creates a file below a folder, with the folders on the way, and writes it. Its path must be
/// free, and no component of `relative` may be a symbolic link.
package func writeNewFile(
    _ relative: String, below root: String, _ bytes: [UInt8]
) throws(FileProblem) {
    let (folder, name) = split(relative)
    let place = try Folder(folder, below: root, makes: true)
    guard write(bytes, to: newFile(name, in: place.descriptor)) else {
        throw FileProblem(root + "/" + relative)
    }
}

/// Creates an empty file. Its path must be free.
///
/// - Returns: its descriptor, or -1; `errno` then holds the reason.
package func newFile(_ path: String) -> Int32 { newFile(path, in: AT_FDCWD) }

package func newFile(_ name: String, in folder: Int32) -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    // Without a folder this calls `open`, which the fault tests can intercept.
    return retrying {
        folder == AT_FDCWD ? open(name, flags, 0o644) : openat(folder, name, flags, 0o644)
    }
}

/// Writes a file of the new site into a staging folder that this build has made.
package func writeStagedFile(_ path: String, _ bytes: [UInt8]) -> Bool {
    write(bytes, to: stagedFile(path))
}

/// Copies the content and the modification time of a file into a staging folder that this build has
/// made.
package func copyStagedFile(_ source: String, to target: String) -> Bool {
    copy(source) { stagedFile(target) }
}

/// Copies the content and the modification time of a file to a free path below a folder. No
/// component of `relative` may be a symbolic link.
package func copyNewFile(
    _ source: String, to relative: String, below root: String
) throws(FileProblem) {
    let (folder, name) = split(relative)
    let place = try Folder(folder, below: root, makes: true)
    guard copy(source, to: { newFile(name, in: place.descriptor) }) else {
        throw FileProblem(root + "/" + relative)
    }
}

private func stagedFile(_ path: String) -> Int32 {
    retrying { open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644) }
}

/// Closes a descriptor. Returns false if data that was written did not reach the disk. An
/// interrupted `close` has closed the descriptor nevertheless.
package func closeFile(_ descriptor: Int32) -> Bool { close(descriptor) == 0 || errno == EINTR }

package func writeAll(_ buffer: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
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

package func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    guard descriptor >= 0 else { return false }
    return closing(descriptor, after: bytes.withUnsafeBytes { writeAll($0, to: descriptor) })
}

private func closing(_ descriptor: Int32, after isDone: Bool) -> Bool {
    let reason = errno
    let isClosed = closeFile(descriptor)
    if !isDone { errno = reason }
    return isDone && isClosed
}

private func copy(_ source: String, to make: () -> Int32) -> Bool {
    let input = retrying { open(source, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
    guard input >= 0 else { return false }
    defer { close(input) }
    let output = make()
    guard output >= 0 else { return false }
    return closing(output, after: copyBytes(input, to: output))
}

private func copyBytes(_ input: Int32, to output: Int32) -> Bool {
    var status = stat()
    guard fstat(input, &status) == 0 else { return false }
    // The buffer holds one byte more than the file, so that the first short read shows its end.
    let capacity = min(max(Int(status.st_size) + 1, 4_096), 1 << 18)
    let isCopied = withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 16) { buffer in
        while true {
            let count = read(input, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { return false }
            let part = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            if count > 0, !writeAll(part, to: output) { return false }
            // A short read means the end of the file only if it is empty or brings all bytes.
            if count < buffer.count, count == 0 || count == Int(status.st_size) { return true }
        }
    }
    guard isCopied else { return false }
    var times = [status.st_atim, status.st_mtim]
    return futimens(output, &times) == 0
}
