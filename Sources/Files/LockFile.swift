import Glibc

/// Opens a lock file and creates it if it is missing. Lock files are empty, so removing one loses
/// nothing.
///
/// - Throws: ``FileProblem`` if the path holds anything but an empty file: a file with content, a
///   link, a folder, a pipe.
package func openLockFile(_ path: String) throws(FileProblem) -> Int32 {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let descriptor = retrying { open(path, flags, 0o644) }
    guard descriptor >= 0 else {
        throw FileProblem(path, errno == ELOOP ? .symbolicLink : .failed(errno))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.isFile, status.st_size == 0 else {
        close(descriptor)
        throw FileProblem(path, .notAFile)
    }
    return descriptor
}

/// True if the path still leads to the file that is open here; another process may have removed or
/// replaced it.
package func isCurrentFile(_ descriptor: Int32, at path: String) -> Bool {
    var mine = stat()
    var other = stat()
    return fstat(descriptor, &mine) == 0 && lstat(path, &other) == 0 && mine.isSame(as: other)
}

/// Removes the lock file, unless another process has replaced it since it was opened.
package func removeLockFile(_ descriptor: Int32, at path: String) {
    if isCurrentFile(descriptor, at: path) { unlink(path) }
}
