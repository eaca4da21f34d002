import Glibc

/// The folder that is served. Its path is looked up anew for each request, and everything else
/// relative to what was found there: so an answer never mixes two versions of the site.
struct PublicFolder: Sendable {
    enum Lookup: Sendable {
        /// `page` is the file's path in the folder.
        case file(OpenFile, page: String)
        /// It is a folder: its address ends with a slash.
        case redirect(RequestPath)
        case missing
        /// A symbolic link on the way leads out of the folder.
        case leadsOut
        /// The folder itself is not there.
        case noSite
    }

    let path: String

    /// A file as named, a folder's `index.html`, or the file with `.html` behind its name.
    func find(_ request: RequestPath) -> Lookup {
        var answer = Lookup.noSite
        withRoot { root in
            answer = find(request, in: root)
            if case .missing = answer { return false } else { return true }
        }
        return answer
    }

    /// The page shown in place of what is missing.
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

    /// Tries again when nothing was found because the folder was exchanged and the old one deleted
    /// just now.
    private func withRoot(_ finds: (Descriptor) -> Bool) {
        for _ in 0..<3 {
            guard let root = Descriptor.open(path, flags: O_DIRECTORY) else { return }
            if finds(root) || root.isStill(at: path) { return }
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

/// Walks down from a folder name by name and follows symbolic links itself, so that nothing can
/// lead out, whatever is renamed meanwhile.
private struct FolderWalk {
    enum End {
        case file(OpenFile)
        case folder
        case missing
        case leadsOut
    }

    let root: Descriptor
    /// As many as the kernel follows: `path_resolution(7)`.
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
                // Devices and pipes: to open one may have effects, or never end.
                return .missing
            }
        }
        return .folder
    }
}
