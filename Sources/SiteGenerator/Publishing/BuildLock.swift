import Basics
import Files
import Foundation

/// Keeps two builds of one output folder apart, whatever caches they use. The lock goes with the
/// process, however it ends; its file goes with the build, or with the next one.
///
/// - Parameters:
///   - path: the lock's file.
///   - onWait: called once, if another process holds the lock.
nonisolated(nonsending) func withBuildLock<Result>(
    _ path: String, onWait: () -> Void, body: () async throws -> Result
) async throws -> Result {
    let descriptor = try await acquire(path, onWait)
    defer {
        removeLockFile(descriptor, at: path)
        close(descriptor)
    }
    return try await body()
}

nonisolated(nonsending) private func acquire(
    _ path: String, _ onWait: () -> Void
) async throws -> Int32 {
    var hasWaited = false
    while true {
        let descriptor = try open(path)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            // A file system without locks has none to wait for.
            guard errno == EWOULDBLOCK || errno == EINTR else { return descriptor }
            if !hasWaited { onWait() }
            hasWaited = true
            do {
                // Sleeping rather than blocking: the task can be cancelled, and no thread is held.
                try await Task.sleep(for: .milliseconds(50))
            } catch {
                close(descriptor)
                throw error
            }
        }
        if isCurrentFile(descriptor, at: path) { return descriptor }
        // The one who held it has removed the file: the next one locks another.
        close(descriptor)
    }
}

private func open(_ path: String) throws(EnvironmentError) -> Int32 {
    do throws(FileProblem) {
        return try openLockFile(path)
    } catch {
        guard case .failed(let code) = error.reason else {
            throw EnvironmentError(
                "\(path) was not made by site, and stands where a build keeps its lock",
                help: "move it elsewhere, or name another folder by --output")
        }
        errno = code
        throw writeFailure("create", path)
    }
}
