import Basics
import Files
import Vault

/// The content of the output folder before a new site replaces it.
struct OldSite: Sendable {
    var isMarked = false
    /// The files that builds have written, or nil if an earlier version left no list.
    var listed: Set<String>?
    var files: Set<String> = []
    /// The files that this build writes.
    var made: Set<String>
    /// The files of an earlier build that this build doesn't write.
    var removed: [PagePath] = []
    /// The files in the kept folder.
    var keptFiles: [String] = []
    var foreign = ForeignFiles(files: [])

    /// - Parameter kept: a folder whose files another program writes.
    init(
        _ folder: String, results: [Publication.WriteResult], hasOldSite: Bool,
        keeping kept: String?
    ) {
        made = Set(results.map(\.file.path.string))
        guard hasOldSite else { return }
        let marker = SiteMarker(of: folder)
        (isMarked, listed) = (marker != nil, marker?.files)
        var (found, folders) = walk(folder)
        found.removeAll { $0 == SiteMarker.name }
        files = Set(found)
        var others: [String] = []
        for path in found where !made.contains(path) {
            let isKept = kept.map(path.isBelow) ?? false
            let isOurs = listed?.contains(path) ?? isKept
            if isKept, isOurs { keptFiles.append(path) }
            if !isOurs { others.append(path) } else if !isKept { removed.append(PagePath(path)) }
        }
        removed.sort()
        let ours = SiteGenerator.folders(of: made.union(listed ?? []).union(keptFiles))
        folders.removeAll { $0.isEmpty || ours.contains($0) }
        foreign = ForeignFiles(files: others.sorted(), folders: folders)
    }
}
