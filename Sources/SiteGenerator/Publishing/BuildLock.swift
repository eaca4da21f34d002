import Foundation

/// Keeps two builds of one output folder apart. The lock goes with the process, however it ends.
package struct BuildLock: ~Copyable {
    private let descriptor: Int32

    /// Waits until the lock is free.
    /// - Parameter onWait: called once, if another process holds it.
    package init(folder: String, output: String, onWait: () -> Void) throws {
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/lock-" + Digest(output).prefix(12)
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw EnvironmentError("can't open \(path): \(lastError())")
        }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            onWait()
            while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
        }
    }

    deinit { close(descriptor) }
}
