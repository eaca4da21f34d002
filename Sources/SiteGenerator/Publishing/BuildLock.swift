import Basics
import Files
import Foundation

/// Runs `body` while no other build uses the output folder, whatever its cache folder. The lock
/// ends with the process. Its file is removed by this build, or by the next one if this one is
/// killed.
///
/// - Parameters:
///   - path: the lock file.
///   - onWait: called once if another process holds the lock.
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
            // A file system without locks can't make us wait.
            guard errno == EWOULDBLOCK || errno == EINTR else { return descriptor }
            if !hasWaited { onWait() }
            hasWaited = true
            do {
                // Sleeping instead of blocking lets the task be cancelled and holds no thread.
                try await Task.sleep(for: .milliseconds(50))
            } catch {
                close(descriptor)
                throw error
            }
        }
        if isCurrentFile(descriptor, at: path) { return descriptor }
        // The last holder removed the file, so this lock is on a file that others no longer see.
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
