import Foundation

/// The library that makes calls go wrong: `Tests/Faults/preload.c`, compiled once for all tests.
enum Preload {
    /// Nil where there is no C compiler.
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
        // It stays open as long as a program that was started with it runs.
        atexit { unlink(Preload.library ?? "") }
        return target
    }()

    /// The environment that the program needs, besides `rules` as `preload.c` explains them.
    static func environment(_ rules: [String: String]) -> [String: String] {
        let own = [
            "LD_PRELOAD": library ?? "", "FAULT_PROGRAM": "site",
            // A sanitizer's own library would rather come first.
            "ASAN_OPTIONS": "verify_asan_link_order=0",
        ]
        return own.merging(rules) { $1 }
    }
}
