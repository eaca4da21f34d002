import Foundation

/// A mount namespace in which a test can mount file systems without affecting others.
final class Namespace {
    /// True if this user may create a mount namespace.
    static let isAvailable: Bool = {
        guard let namespace = try? Namespace() else { return false }
        return namespace.run("mount -t tmpfs none /mnt") == 0
    }()

    private let keeper = Process()

    init() throws {
        keeper.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        keeper.arguments = ["unshare", "-rm", "sh", "-c", "echo ready; exec sleep 600"]
        let ready = Pipe()
        keeper.standardOutput = ready
        keeper.standardError = FileHandle.nullDevice
        try keeper.run()
        guard ready.fileHandleForReading.availableData.count > 0 else {
            throw CocoaError(.executableNotLoadable)
        }
    }

    deinit {
        kill(keeper.processIdentifier, SIGKILL)
        keeper.waitUntilExit()
    }

    /// Returns the command that runs a program in the namespace, in a folder.
    func prefix(in folder: String) -> [String] {
        [
            "nsenter", "-U", "-m", "--preserve-credentials", "-t", "\(keeper.processIdentifier)",
            "sh", "-c", "cd \"$0\" && exec \"$@\"", folder,
        ]
    }

    /// Returns a path in the namespace as it is seen from outside.
    func view(_ path: String) -> String { "/proc/\(keeper.processIdentifier)/root" + path }

    @discardableResult
    func run(_ script: String, in folder: String = "/") -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = prefix(in: folder) + ["sh", "-c", script]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return -1 }
        process.waitUntilExit()
        return process.terminationStatus
    }
}
