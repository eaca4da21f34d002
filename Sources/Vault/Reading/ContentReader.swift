import Basics
import Files
import Foundation
import Markdown

/// The names of all files of a vault that may be published.
package struct ContentListing: Sendable {
    package struct Entry: Sendable {
        package var path: VaultPath
        /// The path as the file system spells it, which may not be NFC, for opening the file.
        package var filePath: String
        package var size: Int
        /// The modification time in nanoseconds since 1970.
        package var modified: Int
        package var inode: UInt64
        /// The time of the last change of anything about the file, which no program can set back.
        package var changed: Int
    }

    package var notes: [Entry] = []
    package var attachments: [Entry] = []
    /// The `.yml` files below `_model`.
    package var model: [Entry] = []
    /// The reasons why files are never published, by folded name (a note's without `.md`), for
    /// links that lead to them.
    package var leftOut: [String: String] = [:]
    package var diagnostics: [Diagnostic] = []

    /// Returns the path of a note or attachment as the file system spells it, or nil if there is
    /// none.
    package func filePath(of path: VaultPath) -> String? {
        for entries in [notes, attachments] {
            let place = entries.partitioningIndex { $0.path >= path }
            if place < entries.count, entries[place].path == path { return entries[place].filePath }
        }
        return nil
    }
}

/// Lists a vault. Names that begin with `_` or `.`, and names that match `ignore`, are left out.
///
/// Symbolic links are followed while they stay inside the vault, each folder once. A site that was
/// built into the vault is not part of it.
/// - Throws: ``EnvironmentError`` if `root` is not a readable folder.
package func listContent(root: String, ignore: [GlobPattern]) throws -> ContentListing {
    guard let realRoot = realPath(root), isDirectory(realRoot) else {
        throw EnvironmentError(
            kind(of: root).map { "\(root) is \($0), and notes lie in a folder" }
                ?? "there is no folder \(root)",
            help: "name the folder of notes by --content, or create it")
    }
    var lister = ContentLister(root: realRoot, ignore: ignore)
    lister.list(folder: "", filePath: realRoot, depth: 0)
    lister.listModel()
    var listing = lister.listing
    listing.notes.sort { $0.path < $1.path }
    listing.attachments.sort { $0.path < $1.path }
    listing.model.sort { $0.path < $1.path }
    return listing
}

/// Reports a part of the vault that exists but can't be read.
package func unreadable(_ path: String, _ number: Int32) -> Diagnostic {
    let cure =
        switch number {
        case ENOENT: "it was there a moment ago: build again"
        case EINVAL: "it is no plain file: delete it, and build again"
        case leadsOutside: "copy what is meant into the folder, and build again"
        default: "let this user read it, or delete it, and build again"
        }
    return Diagnostic(
        .error, .fileUnreadable, file: path,
        number == leadsOutside
            ? "this is not read: it lies outside of the folder that names it"
            : "this can't be read: \(String(cString: strerror(number)))",
        help: cure + "; until then the last site stays as it is")
}

private struct ContentLister {
    let root: String
    let ignore: [GlobPattern]
    var listing = ContentListing()
    /// The real paths of the folders on the way down, and of all folders that were reached by a
    /// link.
    var visited: Set<String> = []

    init(root: String, ignore: [GlobPattern]) {
        self.root = root
        self.ignore = ignore
        visited = [root]
    }

    mutating func list(folder: String, filePath: String, depth: Int, isPrivate: Bool = false) {
        guard depth < 100 else {
            return warn(.fileUnreadable, folder, "this folder lies more than 100 levels deep")
        }
        guard let names = folderNames(filePath) else {
            listing.diagnostics.append(unreadable(folder, errno))
            return
        }
        if depth > 0, names.contains(builtSiteMarker) { return }
        for name in names where !name.hasPrefix(".") {
            let path = folder.isEmpty ? name : folder + "/" + name
            if path == "_records" || path == "_model" { continue }
            if let pattern = ignore.first(where: { $0.matches(path) }) {
                leaveOut(path, filePath + "/" + name, "site.yml ignores “\(pattern.pattern)”")
            } else {
                add(
                    path: path, filePath: filePath + "/" + name, depth: depth,
                    isPrivate: isPrivate || name.hasPrefix("_"))
            }
        }
    }

    private static let leftOutLimit = 10_000

    private mutating func leaveOut(_ path: String, _ filePath: String, _ reason: String) {
        var pending = [(path, filePath)]
        while let (path, filePath) = pending.popLast(), listing.leftOut.count < Self.leftOutLimit {
            var status = stat()
            guard lstat(filePath, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                pending += (folderNames(filePath) ?? []).map {
                    (path + "/" + $0, filePath + "/" + $0)
                }
            } else {
                let name = String(VaultPath(path).name).folded.withoutNoteExtension
                if listing.leftOut[name] == nil { listing.leftOut[name] = reason }
            }
        }
    }

    mutating func listModel() {
        let folder = root + "/_model"
        for name in folderNames(folder) ?? []
        where name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
            guard let found = entry(path: "_model/" + name, filePath: folder + "/" + name) else {
                continue
            }
            if found.isLink, !isInside(folder + "/" + name) {
                warnOfExternalLink("_model/" + name)
            } else {
                listing.model.append(found.entry)
            }
        }
    }

    private mutating func add(path: String, filePath: String, depth: Int, isPrivate: Bool) {
        guard let (entry, kind, isLink) = entry(path: path, filePath: filePath) else {
            return warn(.fileUnreadable, path, "this file can't be read: \(lastError())")
        }
        if isLink {
            guard let real = realPath(filePath), isInside(filePath) else {
                return warnOfExternalLink(path)
            }
            if kind == S_IFDIR, !visited.insert(real).inserted || root.hasPrefix(real) {
                return warn(
                    .pathOutside, path, "this symbolic link leads in a circle and is left out")
            }
        }
        switch kind {
        case S_IFDIR:
            list(folder: path, filePath: filePath, depth: depth + 1, isPrivate: isPrivate)
        case S_IFREG:
            if isPrivate, entry.path.isNote || entry.path.isBase {
                return leaveOut(
                    path, filePath, "names that begin with “_” are never published")
            }
            if entry.path.isNote {
                listing.notes.append(entry)
            } else if path != "site.yml" {
                listing.attachments.append(entry)
            }
        default:
            warn(.fileUnreadable, path, "this is neither a file nor a folder and is left out")
        }
    }

    private func entry(
        path: String, filePath: String
    ) -> (entry: ContentListing.Entry, kind: mode_t, isLink: Bool)? {
        var status = stat()
        guard lstat(filePath, &status) == 0 else { return nil }
        let isLink = status.st_mode & S_IFMT == S_IFLNK
        if isLink { guard stat(filePath, &status) == 0 else { return nil } }
        let entry = ContentListing.Entry(
            path: VaultPath(path), filePath: filePath, size: Int(status.st_size),
            modified: status.st_mtim.nanoseconds, inode: UInt64(status.st_ino),
            changed: status.st_ctim.nanoseconds)
        return (entry, status.st_mode & S_IFMT, isLink)
    }

    private func isInside(_ filePath: String) -> Bool {
        realPath(filePath).map { $0 == root || $0.hasPrefix(root + "/") } ?? false
    }

    private mutating func warnOfExternalLink(_ path: String) {
        warn(
            .pathOutside, path, "this symbolic link leads out of the vault and is left out",
            help: "copy what it points to into the vault")
    }

    private mutating func warn(
        _ code: DiagnosticCode, _ path: String, _ message: String, help: String? = nil
    ) {
        listing.diagnostics.append(Diagnostic(.warning, code, file: path, message, help: help))
    }
}
