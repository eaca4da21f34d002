import Foundation

/// Keeps two builds of one output folder apart. The lock goes with the process, however it ends.
///
/// - Parameters:
///   - folder: where lock files lie; made if it is missing.
///   - onWait: called once, if another process holds the lock.
func withBuildLock<Result>(
    of output: String, in folder: String, onWait: () -> Void,
    body: () async throws -> Result
) async throws -> Result {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/lock-" + Digest(output).prefix(12)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
        throw EnvironmentError(
            "can't open \(path): \(lastError())", help: "name another folder by --cache")
    }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        onWait()
        // Sleeping rather than blocking: the task can be cancelled, and no thread is held.
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            try await Task.sleep(for: .milliseconds(50))
        }
    }
    return try await body()
}
