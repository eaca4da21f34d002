import Files
import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// The sandbox for tools on this machine: bubblewrap, if it is installed and works, and resource
/// limits.
///
/// Inside the sandbox, a tool sees `/usr`, the system's fonts, its own folders and its input files,
/// all of them read-only, and an empty `/tmp`. It has no network and sees no other process and no
/// home folder.
struct Confinement: Sendable {
    /// The path of bubblewrap; nil if no sandbox is available.
    var bubblewrap: String?
    /// The path of util-linux's `prlimit`; nil if it is missing.
    var prlimit: String?

    /// Runs a command in the sandbox to find out whether it works. The system's settings don't tell
    /// reliably.
    init(_ places: ToolPlaces) async {
        prlimit = ["/usr/bin/prlimit", "/bin/prlimit"].first(where: isRegularFile)
        for candidate in places.programs(named: "bwrap") {
            let words = Self.sandbox(reads: []) + ["true"]
            let result = try? await Subprocess.run(
                .path(FilePath(candidate)), arguments: Arguments(words),
                environment: toolEnvironment([:]), workingDirectory: "/", input: .none,
                output: .discarded, error: .discarded)
            if result?.terminationStatus.isSuccess == true {
                bubblewrap = candidate
                return
            }
        }
    }

    /// Returns the command that runs a tool in the sandbox and within its limits.
    ///
    /// - Parameter reads: files and folders that the tool may read in addition to the system's own,
    ///   at the same paths.
    func command(
        _ tool: Tool, _ arguments: [String], reads: [String], limits: ToolLimits
    ) -> (program: String, arguments: [String]) {
        var words = [tool.path] + arguments
        if let prlimit {
            words =
                [prlimit] + limits.arguments(countsProcesses: bubblewrap != nil) + ["--"] + words
        }
        if let bubblewrap {
            words = [bubblewrap] + Self.sandbox(reads: tool.folders + reads) + words
        }
        return (words[0], Array(words.dropFirst()))
    }

    private static func sandbox(reads: [String]) -> [String] {
        var words = [
            "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts",
            "--unshare-cgroup-try", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
            "--ro-bind", "/usr", "/usr",
        ]
        for path in ["/bin", "/sbin", "/lib", "/lib64", "/lib32"] {
            if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
                words += ["--symlink", target, path]
            } else {
                words += ["--ro-bind-try", path, path]
            }
        }
        for path in [
            "/etc/alternatives", "/etc/ld.so.cache", "/etc/fonts", "/var/cache/fontconfig",
        ] {
            words += ["--ro-bind-try", path, path]
        }
        words += ["--proc", "/proc", "--dev", "/dev", "--size", "\(64 << 20)", "--tmpfs", "/tmp"]
        for path in outermost(reads) { words += ["--ro-bind", path, path] }
        return words + ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/", "--"]
    }
}

/// Drops paths below another path of the list, and those that are mounted anyway.
private func outermost(_ paths: [String]) -> [String] {
    let paths = Set(paths).filter { !$0.isInside("/usr") && $0 != "/" }
    return paths.filter { path in !paths.contains { $0 != path && path.isInside($0) } }.sorted()
}

/// Returns a fixed environment plus the tool's own variables. It is the same on every machine: no
/// tool depends on its user's settings, and no variable of the user makes a tool load a library or
/// a module.
func toolEnvironment(_ own: [String: String]) -> Environment {
    let fixed = [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8",
        "XDG_CACHE_HOME": "/nonexistent",
        // With these variables Graphviz reads no files that a drawing names.
        "SERVER_NAME": "site", "GV_FILE_PATH": "/nonexistent",
    ]
    return .custom(
        fixed.merging(own) { $1 }.reduce(into: [Environment.Key: String]()) {
            $0[Environment.Key(stringLiteral: $1.key)] = $1.value
        })
}
