import Basics
import Files

/// The files of a cache folder. No other files are ever written or removed there.
enum CacheFile: String, CaseIterable {
    /// Tells people and backup programs that the folder is a cache; see
    /// https://bford.info/cachedir/.
    case mark = "CACHEDIR.TAG"
    case highlighting, math, graphs, probe
    case syntaxTrees = "highlighting-trees"
    case linkMap = "link-map"
    case externalLinks = "external-links.json"
    case tools
    case runtimeVersions = "runtime-versions.json"
    /// These three have one file for each output folder.
    case stamp = "stamp-"
    case search = "search-"
    /// A file of earlier versions. It is only removed.
    case memory = "memory-"

    private var isForEachOutput: Bool { [.stamp, .search, .memory].contains(self) }

    private static let suffixLength = 12

    func path(in folder: String) -> String { folder + "/" + rawValue }

    /// Returns the path of the file that belongs to `output`.
    func path(in folder: String, output: String) -> String {
        folder + "/" + rawValue + Digest(output).prefix(Self.suffixLength)
    }

    /// Returns true if `name` is the name of one of these files, or of its temporary file while it
    /// is written.
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
