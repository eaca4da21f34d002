import Foundation

/// The share of the machine that a task needs.
package enum MachineUse: Sendable {
    /// The task may run beside others of its kind: it captures output, and its times don't count.
    case shared
    /// The task needs the whole machine: it measures.
    case exclusive
}

/// The lock file that stands for the machine. It is the same for every user and every checkout.
package let machineLockPath = "/tmp/site-machine.lock"

/// Runs `body` while holding the machine's lock: any number of shared users at once, or one
/// exclusive user, across all processes. The lock ends with the process, however it ends.
///
/// Waits without a limit, and can be cancelled while it waits. `onWait` is called once if it has to
/// wait. Throws if the lock file can't be opened, or if `body` throws.
package func withMachine<Result: Sendable>(
    _ use: MachineUse, lockPath: String = machineLockPath,
    onWait: @escaping @Sendable () -> Void = {},
    body: @Sendable () async throws -> Result
) async throws -> Result {
    // Takes a turnstile lock first, so that a stream of shared users can't starve an exclusive one.
    let door = try openLock(lockPath + ".door")
    let machine: Int32
    do {
        defer { close(door) }
        machine = try openLock(lockPath)
        do {
            var waits: (@Sendable () -> Void)? = onWait
            try await lock(door, LOCK_EX, path: lockPath, &waits)
            try await lock(machine, use == .exclusive ? LOCK_EX : LOCK_SH, path: lockPath, &waits)
        } catch {
            close(machine)
            throw error
        }
    }
    defer { close(machine) }
    return try await body()
}

private func lock(
    _ descriptor: Int32, _ operation: Int32, path: String, _ onWait: inout (@Sendable () -> Void)?
) async throws {
    while flock(descriptor, operation | LOCK_NB) != 0 {
        guard errno == EWOULDBLOCK || errno == EINTR else {
            throw MachineLockError(path: path, code: errno)
        }
        onWait?()
        onWait = nil
        try await Task.sleep(for: .milliseconds(20))
    }
}

package struct MachineLockError: Error, CustomStringConvertible {
    package var path: String
    package var code: Int32

    package var description: String {
        "cannot lock \(path): \(String(cString: strerror(code))); "
            + "it keeps two builds from measuring at once, and has to be readable by this user"
    }
}

/// flock needs no write access, so a file made by another user serves as well. The file is opened
/// without O_CREAT first: in a sticky folder the kernel may refuse O_CREAT for another user's file.
private func openLock(_ path: String) throws -> Int32 {
    for flags in [O_RDONLY, O_RDONLY | O_CREAT | O_EXCL, O_RDONLY] {
        // With O_NONBLOCK, opening a named pipe at this path doesn't wait.
        let descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
        if descriptor >= 0 { return descriptor }
        guard errno == ENOENT || errno == EEXIST else { break }
    }
    throw MachineLockError(path: path, code: errno)
}
