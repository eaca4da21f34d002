import Files
import Foundation
import Subprocess
import SystemPackage

/// The programs of this machine that the builder has named by `PATH` or by an absolute path. Also
/// asks built-in runtimes safely for the place of their files.
struct HostPrograms: Sendable {
    /// The folders of `PATH` that are searched, in its order.
    var folders: [String]
    /// The entries of `PATH` that are not searched, each with the reason.
    var leftOut: [(folder: String, reason: String)] = []
    /// The home folder; empty if there is none.
    var home: String
    /// Untrusted folders: no program in them is started.
    private let foreign: [String]
    private let probeEnvironment: [String: String]

    /// - Parameter foreign: absolute paths, e.g. the vault's.
    init(environment: [String: String], foreign: [String]) {
        // If the root were untrusted, no program could be found; and nobody keeps notes there.
        self.foreign = foreign.compactMap { realPath($0) }.filter { $0 != "/" }
        home = environment["HOME"].flatMap { $0.hasPrefix("/") ? realPath($0) ?? $0 : nil } ?? ""
        folders = []
        let path = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        for folder in path.split(separator: ":", omittingEmptySubsequences: false) {
            if let reason = Self.reasonToSkip(to: String(folder), foreign: self.foreign) {
                leftOut.append((String(folder), reason))
            } else if !folders.contains(String(folder)) {
                folders.append(String(folder))
            }
        }
        var kept = environment.filter { Self.versionManagers.contains($0.key) }
        kept["HOME"] = environment["HOME"]
        kept["PATH"] = folders.joined(separator: ":")
        kept["LANG"] = "C.UTF-8"
        probeEnvironment = kept
    }

    /// The variables that tell where version managers keep their files and which version is
    /// selected. No other variable reaches a probe: no `LD_PRELOAD`, no `PYTHONPATH`, no secrets.
    private static let versionManagers: Set<String> = [
        "PYENV_ROOT", "PYENV_VERSION", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "CARGO_HOME",
        "GOENV_ROOT",
        "GOENV_VERSION", "NODENV_ROOT", "NODENV_VERSION", "ASDF_DIR", "ASDF_DATA_DIR",
        "MISE_DATA_DIR", "VOLTA_HOME",
    ]

    private static func reasonToSkip(to folder: String, foreign: [String]) -> String? {
        if folder.isEmpty { return "an empty entry means the working directory" }
        if !folder.hasPrefix("/") { return "it is not absolute" }
        let real = realPath(folder) ?? folder
        if let around = foreign.first(where: { real.isInside($0) }) {
            return "it lies in \(around), and nothing in there is started"
        }
        return nil
    }

    /// Returns the first program of a name, or the program at an absolute path.
    func find(_ name: String) -> String? {
        if name.hasPrefix("/") { return allows(name) ? name : nil }
        guard isPlainFileName(name) else { return nil }
        return folders.map { "\($0)/\(name)" }.first(where: allows)
    }

    private func allows(_ path: String) -> Bool {
        guard isExecutableFile(path), let real = realPath(path) else { return false }
        return !foreign.contains { real.isInside($0) }
    }

    /// True if showing the folder to a sample would show files that don't belong to the runtime.
    func holdsForeign(_ folder: String) -> Bool {
        foreign.contains { $0.isInside(folder) }
    }

    /// Returns the lines that a command prints, without empty ones. Returns an empty list if it
    /// can't be started, fails, or exceeds its time limit.
    func lines(of command: [String]) async -> [String] {
        guard let name = command.first, let executable = find(name) else { return [] }
        let environment = Dictionary(
            uniqueKeysWithValues: probeEnvironment.map {
                (Environment.Key(stringLiteral: $0.key), $0.value)
            })
        let printed = await withTaskGroup(of: String?.self) { group in
            group.addTask {
                let result = try? await Subprocess.run(
                    .path(FilePath(executable)), arguments: Arguments(Array(command.dropFirst())),
                    environment: .custom(environment), workingDirectory: "/", input: .none,
                    output: .string(limit: 65536), error: .discarded)
                guard let result, result.terminationStatus.isSuccess else { return nil }
                return result.standardOutput
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(30))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        return (printed ?? "").split(separator: "\n").map(String.init).filter { !$0.isEmpty }
    }
}
