import Basics
import Files
import Foundation
import Vault

/// The folder of caches, as it is found.
struct CacheFolder {
    /// Absolute and without links.
    let path: String
    /// It bears our mark.
    let isMarked: Bool
    /// Plain files that builds have made, by name.
    let own: [String]
    /// All else.
    let foreign: [String]

    /// What the mark's file begins with.
    private static let mark = """
        Signature: 8a477f597d28d172789f06886806bc55
        # The caches of site: `site clean` removes them, and builds make them again.

        """

    /// - Parameter path: absolute; it may be a link.
    /// - Throws: ``EnvironmentError`` when it is there and is no folder of ours; nothing is changed.
    init(_ path: String, claimed: ClaimedFolders) throws(EnvironmentError) {
        self.path = resolvedPath(path)
        func refusal(_ reason: String) -> EnvironmentError {
            EnvironmentError(
                "\(path) can't be the folder of caches: \(reason)",
                help: "name another folder by --cache")
        }
        if let objection = claimed.objection(to: self.path) { throw refusal(objection) }
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
        // Those of earlier versions have no mark, and their names tell.
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

    /// Makes the folder and its mark, if they are not there.
    ///
    /// - Returns: what went wrong, or nil.
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

/// Makes the folder of caches ready: it is ours, can be written to, and holds nothing that a killed
/// build left half written.
///
/// - Returns: the options to build with and a warning when nothing can be cached: that costs the
///   next build its time, and is no reason not to build.
func prepareCache(_ options: BuildOptions) -> (options: BuildOptions, diagnostics: [Diagnostic]) {
    guard let path = options.cache else { return (options, []) }
    do throws(EnvironmentError) {
        let folder = try CacheFolder(path, claimed: .forCache(options))
        if let problem = folder.make() { return withoutCache(options, cantWrite(path, problem)) }
        for name in folder.own where isLeftover(name) { try? removeFile(name, below: path) }
    } catch {
        return withoutCache(options, error.message)
    }
    // Whether there is room shows only when something is written.
    let probe = CacheFile.probe
    guard replaceFile(probe.path(in: path), with: [UInt8](repeating: 0, count: 4_096)) else {
        return withoutCache(options, cantWrite(path, lastError()))
    }
    try? removeFile(probe.rawValue, below: path)
    return (options, [])
}

/// Without a folder of caches that is not ours to use.
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
    /// All that caches keep away from. Where they lie among the notes, it is in a hidden folder, of
    /// which nothing is published.
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
