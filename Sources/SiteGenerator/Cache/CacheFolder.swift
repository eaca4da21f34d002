import Basics
import Files
import Foundation
import Vault

/// The cache folder as it was found.
struct CacheFolder {
    /// The absolute path, with symbolic links resolved.
    let path: String
    /// True if the folder contains our mark.
    let isMarked: Bool
    /// The names of plain files that builds have written.
    let own: [String]
    /// The names of everything else.
    let foreign: [String]

    /// The beginning of the mark's file.
    private static let mark = """
        Signature: 8a477f597d28d172789f06886806bc55
        # The caches of site: `site clean` removes them, and builds make them again.

        """

    /// - Parameter path: absolute; it may be a symbolic link.
    /// - Throws: ``EnvironmentError`` if it exists and is not a cache folder. Nothing is changed.
    init(_ path: String, claimed: ClaimedFolders) throws(EnvironmentError) {
        self.path = resolvedPath(path)
        func refusal(_ reason: String) -> EnvironmentError {
            EnvironmentError(
                "\(path) can't be the folder of caches: \(reason)",
                help: "name another folder by --cache")
        }
        if let reason = claimed.reasonNotToUse(self.path) { throw refusal(reason) }
        if fileExists(self.path + "/.git") { throw refusal("it is a git checkout") }
        guard let kind = kind(of: path) else {
            (isMarked, own, foreign) = (false, [], [])
            return
        }
        guard isDirectory(path) else { throw refusal("it is \(kind)") }
        guard let names = folderNames(path) else {
            throw refusal("it can't be read: \(lastError())")
        }
        let isMarked = Self.isMarked(self.path)
        let own = names.filter {
            CacheFile.isOurs($0) && isPlainFile(path + "/" + $0)
                && ($0 != CacheFile.mark.rawValue || isMarked)
        }
        (self.isMarked, self.own) = (isMarked, own)
        foreign = names.filter { !own.contains($0) }
        // Folders of earlier versions have no mark. They are recognized by the names in them.
        guard isMarked || foreign.isEmpty else {
            throw refusal("it was not made by site, and holds “\(foreign[0])”")
        }
    }

    private static func isMarked(_ folder: String) -> Bool {
        guard let bytes = try? readFile(CacheFile.mark.rawValue, below: folder) else {
            return false
        }
        return bytes.starts(with: mark.utf8)
    }

    /// Makes the folder and its mark if they don't exist.
    ///
    /// - Returns: the reason for a failure, or nil.
    func make() -> String? {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            return error.localizedDescription
        }
        if isMarked { return nil }
        return replaceFile(CacheFile.mark.path(in: path), with: Array(Self.mark.utf8))
            ? nil : lastError()
    }
}

/// Makes the cache folder ready: it is ours, it is writable, and temporary files of interrupted
/// builds are removed.
///
/// - Returns: the options to build with, and a warning if nothing can be cached. That only makes
///   the next build slower, so it does not stop this one.
func prepareCache(_ options: BuildOptions) -> (options: BuildOptions, diagnostics: [Diagnostic]) {
    guard let path = options.cache else { return (options, []) }
    do throws(EnvironmentError) {
        let folder = try CacheFolder(path, claimed: .forCache(options))
        if let problem = folder.make() { return withoutCache(options, cantWrite(path, problem)) }
        for name in folder.own where isLeftover(name) { try? removeFile(name, below: path) }
    } catch {
        return withoutCache(options, error.message)
    }
    // A full disk shows only when something is written.
    let probe = CacheFile.probe
    guard replaceFile(probe.path(in: path), with: [UInt8](repeating: 0, count: 4_096)) else {
        return withoutCache(options, cantWrite(path, lastError()))
    }
    try? removeFile(probe.rawValue, below: path)
    return (options, [])
}

/// Returns the options without a cache folder if that folder is not ours, and a warning that says
/// so.
func withUsableCache(
    _ options: BuildOptions
) -> (options: BuildOptions, diagnostics: [Diagnostic]) {
    guard let path = options.cache else { return (options, []) }
    do throws(EnvironmentError) {
        _ = try CacheFolder(path, claimed: .forCache(options))
        return (options, [])
    } catch {
        return withoutCache(options, error.message)
    }
}

extension ClaimedFolders {
    /// The folders that must not be used for caches. Caches may lie among the notes only in a
    /// hidden folder, because its files are never published.
    static func forCache(_ options: BuildOptions) -> ClaimedFolders {
        var claimed = ClaimedFolders(options)
        claimed.add(options.output, "the output folder", isClosed: true)
        if let cache = options.cache.map(resolvedPath) {
            let content = resolvedPath(options.content)
            let isVisible =
                cache.isBelow(content) && !cache.dropFirst(content.count + 1).hasPrefix(".")
            if isVisible { claimed.add(content, "the folder of notes", isClosed: true) }
        }
        return claimed
    }
}

private func cantWrite(_ path: String, _ reason: String) -> String {
    "can't write to \(path): \(reason)"
}

private func withoutCache(
    _ options: BuildOptions, _ reason: String
) -> (options: BuildOptions, diagnostics: [Diagnostic]) {
    var options = options
    options.cache = nil
    let problem = Diagnostic(
        .warning, .cacheUnusable, file: "",
        "nothing is cached, and builds take longer: \(reason)",
        help: "make the folder writable, name another by --cache, or build with --no-cache")
    return (options, [problem])
}

private func isPlainFile(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}
