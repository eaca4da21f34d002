import Basics
import Files
import Foundation
import Highlighting
import Samples
import Tools
import Vault

/// The inputs, the outputs and the result of the last build of an output folder. If inputs and
/// outputs are unchanged, the next build returns the same result.
struct BuildStamp: Codable {
    /// A digest of everything that the site is made from; see ``InputDigest``.
    var inputs: String
    /// What was found out about each Python. It changes when a module is installed.
    var pythons: [RememberedPython]
    /// A digest of the site's files in the output folder.
    var outputs: String
    var result: BuildResult

    private static func path(_ options: BuildOptions) -> String? {
        options.cache.map { CacheFile.stamp.path(in: $0, output: options.output) }
    }

    /// Returns nil if there is no stamp, or if it is damaged or of another version.
    static func read(_ options: BuildOptions) -> BuildStamp? {
        guard let path = path(options), let bytes = readFile(path) else { return nil }
        return try? JSONDecoder().decode(BuildStamp.self, from: Data(bytes))
    }

    /// Saves the stamp. A failure is ignored: the next build takes longer, and nothing else.
    func save(_ options: BuildOptions) {
        guard let path = Self.path(options), let data = try? JSONEncoder().encode(self) else {
            return
        }
        _ = replaceFile(path, with: Array(data))
    }

    static func outputDigest(_ folder: String, jobs: Int) async -> String {
        let digests = await concurrentMap(foldersBelow(folder), jobs: jobs) { path in
            var digest = FileDigest()
            let path = folder + "/" + path
            for name in folderNames(path) ?? [] { digest.add(path + "/" + name) }
            return digest.value
        }
        var digest = Digest()
        for part in digests { digest.combine(part) }
        return digest.description
    }
}

/// A digest of everything that a build reads, by time stamps instead of contents.
struct InputDigest {
    let value: String
    /// False if a file may have changed within the clock tick in which it was read. Its time stamp
    /// would not show that change.
    let isSettled: Bool

    init(_ options: BuildOptions, _ inputs: BuildInputs) {
        let listing = inputs.listing
        var digest = FileDigest()
        // Another version of the program may build everything differently.
        digest.add(realPath("/proc/self/exe") ?? "/")
        digest.add(text: options.description)
        for name in [settingsName, obsidianSettingsName, obsidianTypesName] {
            digest.add(options.content + "/" + name)
        }
        if let settings = options.settings { digest.add(settings) }
        for grammar in installedGrammars(options.tools) { digest.add(grammar.path) }
        digest.add(filesOf: options.theme)
        digest.add(text: options.executionDescription)
        // `PATH` decides which programs are found, what can run, and what samples can read.
        digest.add(text: ProcessInfo.processInfo.environment["PATH"] ?? "")
        for folder in inputs.configuration.runtimes.flatMap(\.vaultFolders) {
            digest.add(text: folder.path + folder.digest)
        }
        for entry in listing.notes + listing.attachments + listing.model { digest.add(entry) }
        digest.add(filesOf: options.content + "/_records")
        // A tool that was missing may have been installed, or replaced by another version.
        for program in options.tools.places.all {
            digest.add(text: program + " " + fileStamp(program))
        }
        if let repository = try? GitRepository(around: options.content) {
            for path in repository.watched { digest.add(path) }
        }
        value = digest.value.description
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        isSettled = digest.newest + 50_000_000 < now.nanoseconds
    }
}

extension BuildOptions {
    /// The options that the site depends on. Those about running samples are left out, because
    /// pages depend only on their results.
    fileprivate var description: String {
        "\(content) \(theme) \(output) \(samples?.rawValue ?? "-") \(baseURL ?? "-")"
            + " \(includesDrafts) \(makesSearch)"
    }

    fileprivate var executionDescription: String { "\(execution) \(allowsUnsandboxed)" }
}
