import Basics
import Files

/// The version of Pagefind and the digest of the index it made. If either differs, the index is
/// made again.
struct SearchRecord {
    private let path: String?
    private let folder: String
    private let stamp: String

    init(_ search: SearchIndex, _ options: BuildOptions) {
        path = options.cache.map { CacheFile.search.path(in: $0, output: options.output) }
        folder = options.output + "/" + SearchIndex.folder
        stamp = search.stamp
    }

    private var text: String {
        var files = FileDigest()
        files.add(filesOf: folder)
        return stamp + " " + files.value.description
    }

    var isCurrent: Bool { path.flatMap(readText) == text }

    /// Saves the record. A failure is ignored: it only makes the next build slower.
    func save() {
        if let path { _ = replaceFile(path, with: Array(text.utf8)) }
    }
}
