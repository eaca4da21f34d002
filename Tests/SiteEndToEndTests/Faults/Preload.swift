import Foundation

/// The library that makes system calls fail: `Tests/Faults/preload.c`, compiled once for all tests.
enum Preload {
    /// The path of the library, or nil if there is no C compiler.
    static let library: String? = {
        let target = FileManager.default.temporaryDirectory.path + "/site-preload-\(getpid()).so"
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = [
            "cc", "-shared", "-fPIC", "-O1", "-o", target,
            TinyVault.repository + "/Tests/Faults/preload.c",
        ]
        compiler.standardError = FileHandle.nullDevice
        guard (try? compiler.run()) != nil else { return nil }
        compiler.waitUntilExit()
        guard compiler.terminationStatus == 0 else { return nil }
        // It has to stay until all programs that were started with it have ended.
        atexit { unlink(Preload.library ?? "") }
        return target
    }()

    /// Returns the environment for the program; `preload.c` explains the `rules`.
    static func environment(_ rules: [String: String]) -> [String: String] {
        let own = [
            "LD_PRELOAD": library ?? "", "FAULT_PROGRAM": "site",
            // A sanitizer expects its own library to be loaded first.
            "ASAN_OPTIONS": "verify_asan_link_order=0",
        ]
        return own.merging(rules) { $1 }
    }
}
