import Basics
import Files
import Foundation
import Highlighting
import Samples
import Tools
import Vault

/// What the last build of an output folder was made from, what it made, and what it had to say: when
/// nothing of the first two has changed, building again means saying it again.
struct BuildStamp: Codable {
    /// Of everything the site is made from; see ``InputDigest``.
    var inputs: String
    /// What was known of each Python, since a module may have been installed.
    var pythons: [RememberedPython]
    /// Of the site's files as they lie in the output folder.
    var outputs: String
    var result: BuildResult

    private static func path(_ options: BuildOptions) -> String? {
        options.cache.map { CacheFile.stamp.path(in: $0, output: options.output) }
    }

    /// Nil when there is none, or it is of another version or cut short.
    static func read(_ options: BuildOptions) -> BuildStamp? {
        guard let path = path(options), let bytes = readFile(path) else { return nil }
        return try? JSONDecoder().decode(BuildStamp.self, from: Data(bytes))
    }

    /// A stamp that can't be saved costs the next build time, nothing else.
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

/// Everything a build is made from, as far as time stamps tell.
struct InputDigest {
    let value: String
    /// A file may have changed in the same tick of the clock in which it was read: then its time
    /// stamp would not tell.
    let isSettled: Bool

    init(_ options: BuildOptions, _ inputs: BuildInputs) {
        let listing = inputs.listing
        var digest = FileDigest()
        // Another program, or another folder's: all may be different.
        digest.add(realPath("/proc/self/exe") ?? "/")
        digest.add(text: options.description)
        for name in [settingsName, obsidianSettingsName, obsidianTypesName] {
            digest.add(options.content + "/" + name)
        }
        if let settings = options.settings { digest.add(settings) }
        for grammar in installedGrammars(options.tools) { digest.add(grammar.path) }
        digest.add(filesOf: options.theme)
        digest.add(text: options.executionDescription)
        // Which programs are found, and so what can run, and what they can read.
        digest.add(text: ProcessInfo.processInfo.environment["PATH"] ?? "")
        for folder in inputs.configuration.runtimes.flatMap(\.vaultFolders) {
            digest.add(text: folder.path + folder.digest)
        }
        for entry in listing.notes + listing.attachments + listing.model { digest.add(entry) }
        digest.add(filesOf: options.content + "/_records")
        // A tool that was missing may be there now, or be another.
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
    /// All that makes a difference to the site, but for how samples run: of that, pages depend on the
    /// results alone.
    fileprivate var description: String {
        "\(content) \(theme) \(output) \(samples?.rawValue ?? "-") \(baseURL ?? "-")"
            + " \(includesDrafts) \(makesSearch)"
    }

    fileprivate var executionDescription: String { "\(execution) \(allowsUnsandboxed)" }
}
