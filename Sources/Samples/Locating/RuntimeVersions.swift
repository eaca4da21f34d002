import Files
import Foundation

/// Asks runtimes for their versions. It runs them in the sandbox, so that a vault's settings can do
/// no more harm than its samples.
///
/// The answers of built-in runtimes are cached in a folder, since each question costs a start of
/// the program.
actor RuntimeVersions {
    private let path: String?
    private let saves: Bool
    private var remembered: [String: String]?

    /// - Parameters:
    ///   - folder: the cache's folder; nil for no cache.
    ///   - saves: if false, the cache is read but not written.
    init(folder: String?, saves: Bool) {
        path = folder.map { $0 + "/runtime-versions.json" }
        self.saves = saves
    }

    /// Returns the first line that the runtime prints, or its name if it prints nothing.
    func version(
        of runtime: ResolvedRuntime, shimPath: String, _ profile: SandboxProfile
    ) async -> String {
        guard !runtime.runtime.versionCommand.isEmpty else { return runtime.runtime.name }
        let key = VersionKey(runtime)?.digest
        if let key, let known = recall()[key] { return known }
        guard let version = await ask(runtime, shimPath, profile) else {
            return runtime.runtime.name
        }
        if let key { remember(version, for: key) }
        return version
    }

    private func recall() -> [String: String] {
        if let remembered { return remembered }
        var known: [String: String] = [:]
        if let path, let bytes = readFile(path), bytes.count < 1 << 20 {
            known = (try? JSONDecoder().decode([String: String].self, from: Data(bytes))) ?? [:]
        }
        // The cache's content is shown as program output, so it is sanitized in the same way.
        known = known.filter { sanitizedVersion($0.value) == $0.value }
        remembered = known
        return known
    }

    private func remember(_ version: String, for key: String) {
        remembered = recall().merging([key: version]) { $1 }
        guard saves, let path, remembered?.count ?? 0 < 1000,
            let bytes = try? encodeRecord(remembered)
        else { return }
        // If it can't be saved, the next build asks again.
        _ = replaceFile(path, with: bytes)
    }

    private func ask(
        _ runtime: ResolvedRuntime, _ shimPath: String, _ profile: SandboxProfile
    ) async -> String? {
        do {
            let shim = try contents(ofFile: shimPath)
            let job = try runtime.versionJob(profile, shimPath: shimPath, shim: shim)
            let answer = try await ShimConnection.with(path: shimPath) { try await $0.run(job) }
            guard answer.header.ending == .exited, answer.header.value == 0 else { return nil }
            let lines = PrintedText(answer).lines.filter { $0.stream == .output }
            return lines.lazy.compactMap { sanitizedVersion(withoutEscapes($0.text[...])) }.first
        } catch {
            return nil
        }
    }
}

/// Removes control characters and their replacements, and limits the length.
private func sanitizedVersion(_ text: String) -> String? {
    let plain = String(
        String.UnicodeScalarView(
            text.unicodeScalars.filter {
                $0.properties.generalCategory != .control && $0 != "\u{FFFD}"
            }.prefix(200))
    ).trimmingCharacters(in: .whitespaces)
    return plain.isEmpty ? nil : plain
}

extension ResolvedRuntime {
    /// The same sandbox layout as for a sample, with an empty folder.
    fileprivate func versionJob(
        _ profile: SandboxProfile, shimPath: String, shim: [UInt8]
    ) throws -> ShimJob {
        let isIsolated = profile.bubblewrap != nil
        let layout = SandboxLayout(
            profile: profile, folders: folders,
            files: [.init(path: SandboxLayout.shimPath, isExecutable: true, content: shim)]
                + SandboxLayout.File.system)
        var limits = ShimJob.Limits()
        limits.wallSeconds = 30
        limits.memoryBytes = 2 << 30
        limits.outputBytes = 1 << 20
        return ShimJob(
            profile: profile,
            arguments: isIsolated ? try layout.arguments : [shimPath, "inside"],
            data: isIsolated ? layout.files.map(\.content) : [],
            stages: isIsolated ? layout.stages : [],
            command: commandLine(
                runtime.versionCommand,
                .init(source: "", program: "", helper: nil, isIsolated: isIsolated)),
            environment: environment(home: isIsolated ? "/home/sample" : "/nonexistent"),
            directory: isIsolated ? SandboxLayout.workingDirectory : "/", limits: limits)
    }
}

/// A key of everything that affects the version, as far as it is known without asking. There is
/// none for a command that a vault or the builder has written: its dependencies are unknown.
private struct VersionKey {
    let digest: String

    init?(_ runtime: ResolvedRuntime) {
        let one = runtime.runtime
        var status = stat()
        guard
            let known = Runtime.defaults.first(where: { $0.name == one.name }),
            known.versionCommand == one.versionCommand, known.toolName == one.toolName,
            known.environment == one.environment,
            let real = realPath(runtime.executable), stat(real, &status) == 0
        else { return nil }
        let stamp: [Int] = [
            Int(status.st_size), Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec),
            Int(status.st_ctim.tv_sec), Int(status.st_ctim.tv_nsec),
            Int(bitPattern: UInt(status.st_ino)),
        ]
        let words =
            [runtime.executable, real] + stamp.map(String.init) + one.versionCommand
            + runtime.folders.map(\.source)
        digest = SHA256.hexDigest(of: words.joined(separator: "\u{0}").utf8)
    }
}
