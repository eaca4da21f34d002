import Glibc

/// Opens the file of a lock, and makes it when it is not there: an empty one, so that removing it
/// loses nothing.
///
/// - Throws: ``FileProblem`` when something else is at its place: a file with content, a link, a
///   folder, a pipe.
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

/// Whether the lock's file has not been removed by another process.
package func isStill(_ descriptor: Int32, at path: String) -> Bool {
    var mine = stat()
    var other = stat()
    return fstat(descriptor, &mine) == 0 && lstat(path, &other) == 0 && mine.isSame(as: other)
}

/// Removes the lock's file, if it is still the one that is held.
package func removeLockFile(_ descriptor: Int32, at path: String) {
    if isStill(descriptor, at: path) { unlink(path) }
}
