import Glibc

/// The folder that is served. Its path is opened anew for each request and everything else relative
/// to that descriptor, so an answer never mixes two versions of the site.
struct PublicFolder: Sendable {
    enum Lookup: Sendable {
        /// `page` is the file's path in the folder.
        case file(OpenFile, page: String)
        /// The path is a folder. Its address must end with a slash.
        case redirect(RequestPath)
        case missing
        /// A symbolic link on the path leads out of the folder.
        case leadsOut
        /// The folder itself doesn't exist.
        case noSite
    }

    let path: String

    /// Finds the file with this name, a folder's `index.html`, or the file with `.html` added to
    /// its name.
    func find(_ request: RequestPath) -> Lookup {
        var answer = Lookup.noSite
        withRoot { root in
            answer = find(request, in: root)
            if case .missing = answer { return false } else { return true }
        }
        return answer
    }

    /// Returns the page to show for a missing file.
    func notFoundPage() -> OpenFile? {
        var page: OpenFile?
        withRoot { root in
            guard case .file(let file) = FolderWalk(root: root).open(["404.html"]) else {
                return false
            }
            page = file
            return true
        }
        return page
    }

    /// Tries again if nothing was found because the folder has just been replaced and the old one
    /// deleted.
    private func withRoot(_ finds: (Descriptor) -> Bool) {
        for _ in 0..<3 {
            guard let root = Descriptor.open(path, flags: O_DIRECTORY) else { return }
            if finds(root) || root.isCurrentFile(at: path) { return }
        }
    }

    private func find(_ request: RequestPath, in root: Descriptor) -> Lookup {
        let names = request.names
        if request.endsWithSlash || names.isEmpty {
            return file(names + ["index.html"], in: root)
        }
        switch FolderWalk(root: root).open(names) {
        case .file(let file):
            return .file(file, page: names.joined(separator: "/"))
        case .leadsOut:
            return .leadsOut
        case .folder:
            if case .file = FolderWalk(root: root).open(names + ["index.html"]) {
                return .redirect(RequestPath(names: names, endsWithSlash: true))
            }
        case .missing:
            break
        }
        return file(names.dropLast() + [names[names.count - 1] + ".html"], in: root)
    }

    private func file(_ names: [String], in root: Descriptor) -> Lookup {
        switch FolderWalk(root: root).open(names) {
        case .file(let file): .file(file, page: names.joined(separator: "/"))
        case .leadsOut: .leadsOut
        case .folder, .missing: .missing
        }
    }
}

/// Walks down from a folder name by name and follows symbolic links itself, so that no path can
/// lead out, even if something is renamed meanwhile.
private struct FolderWalk {
    enum End {
        case file(OpenFile)
        case folder
        case missing
        case leadsOut
    }

    let root: Descriptor
    /// The kernel's own limit; see `path_resolution(7)`.
    private static let maximumLinks = 40

    func open(_ names: [String]) -> End {
        var folders = [root]
        var pending = Array(names.reversed())
        var links = 0
        while let name = pending.popLast() {
            if name == ".." {
                folders.removeLast()
                if folders.isEmpty { return .leadsOut }
                continue
            }
            guard let folder = folders.last, let kind = folder.kind(of: name) else {
                return .missing
            }
            switch kind {
            case S_IFDIR:
                guard let next = folder.open(name, flags: O_DIRECTORY) else { return .missing }
                folders.append(next)
            case S_IFREG:
                guard pending.isEmpty, let file = folder.open(name).flatMap(OpenFile.init) else {
                    return .missing
                }
                return .file(file)
            case S_IFLNK:
                links += 1
                guard links <= Self.maximumLinks, let target = folder.target(ofLink: name) else {
                    return .missing
                }
                if target.hasPrefix("/") { return .leadsOut }
                pending += target.split(separator: "/").filter { $0 != "." }.map(String.init)
                    .reversed()
            default:
                // Opening a device or a pipe may have effects, or block.
                return .missing
            }
        }
        return .folder
    }
}
