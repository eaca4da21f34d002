import Basics
import Files

/// The files of a cache folder: all that is ever made there, or removed.
enum CacheFile: String, CaseIterable {
    /// Says to people and to backup programs what the folder is; see https://bford.info/cachedir/.
    case mark = "CACHEDIR.TAG"
    case highlighting, math, graphs, probe
    case syntaxTrees = "highlighting-trees"
    case linkMap = "link-map"
    case externalLinks = "external-links.json"
    case tools
    case runtimeVersions = "runtime-versions.json"
    /// One for each output folder, like the two below.
    case stamp = "stamp-"
    case search = "search-"
    /// Earlier versions left it.
    case memory = "memory-"

    private var isForEachOutput: Bool { [.stamp, .search, .memory].contains(self) }

    private static let suffixLength = 12

    func path(in folder: String) -> String { folder + "/" + rawValue }

    /// - Parameter output: the output folder.
    func path(in folder: String, output: String) -> String {
        folder + "/" + rawValue + Digest(output).prefix(Self.suffixLength)
    }

    /// Whether a file of this name is one of these, or on its way to become one.
    static func isOurs(_ name: String) -> Bool {
        if isTemporaryFile(name) { return true }
        return allCases.contains { file in
            guard file.isForEachOutput else { return name == file.rawValue }
            let suffix = name.dropFirst(file.rawValue.count)
            return name.hasPrefix(file.rawValue) && suffix.utf8.count == suffixLength
                && suffix.allSatisfy { "0123456789abcdef".contains($0) }
        }
    }
}
