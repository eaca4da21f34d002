import Basics
import Files

/// What the search index of a site was made by, so that it is made again by another Pagefind, or when
/// it is not what it was.
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

    /// A record that can't be saved costs the next build time, nothing else.
    func save() {
        if let path { _ = replaceFile(path, with: Array(text.utf8)) }
    }
}
