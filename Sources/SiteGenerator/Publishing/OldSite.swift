import Basics
import Files
import Vault

/// What lies in the output folder when a new site is about to take its place.
struct OldSite: Sendable {
    var isMarked = false
    /// What builds have made there; nil when they left no list.
    var listed: Set<String>?
    var files: Set<String> = []
    /// What this build makes.
    var made: Set<String>
    /// Made by an earlier build, and by this one no longer.
    var gone: [PagePath] = []
    /// What lies in the folder that is kept.
    var keptFiles: [String] = []
    var foreign = ForeignFiles(files: [])

    /// - Parameter kept: a folder whose files another program makes.
    init(_ folder: String, puts: [Publication.Put], hasOld: Bool, keeping kept: String?) {
        made = Set(puts.map(\.file.path.string))
        guard hasOld else { return }
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
            if !isOurs { others.append(path) } else if !isKept { gone.append(PagePath(path)) }
        }
        gone.sort()
        let ours = SiteGenerator.folders(of: made.union(listed ?? []).union(keptFiles))
        folders.removeAll { $0.isEmpty || ours.contains($0) }
        foreign = ForeignFiles(files: others.sorted(), folders: folders)
    }
}
