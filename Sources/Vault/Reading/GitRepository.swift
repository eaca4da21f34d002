import Files
import Foundation

/// The repository that contains a folder. It is found without git, which would read the
/// repository's settings, and these can name programs to run.
package struct GitRepository {
    /// The top of the working tree.
    package let root: String
    /// The folder that contains `HEAD`.
    package let folder: String
    /// The folder that contains the objects and branches. It differs from ``folder`` in a linked
    /// working tree.
    package let common: String

    /// The reason why a repository is not used.
    package struct Refusal: Error {
        package var reason: String
    }

    /// Returns nil if the folder is in no repository.
    package init?(around folder: String) throws(Refusal) {
        guard var root = realPath(folder) else { return nil }
        while true {
            if let found = try Self.repository(in: root) {
                self = found
                return
            }
            if root == "/" { return nil }
            root = URL(fileURLWithPath: root).deletingLastPathComponent().path
        }
    }

    private init(root: String, folder: String, common: String) {
        (self.root, self.folder, self.common) = (root, folder, common)
    }

    private static func repository(in root: String) throws(Refusal) -> GitRepository? {
        let path = root + "/.git"
        switch fileKind(path) {
        case S_IFDIR: return isRepository(path) ? Self(root: root, folder: path, common: path) : nil
        case S_IFREG:
            guard let target = firstLine(path), target.hasPrefix("gitdir: ") else { return nil }
            return try linked(root, to: String(target.dropFirst(8)))
        case S_IFLNK: throw Refusal(reason: "\(path) is a symbolic link")
        default: return nil
        }
    }

    /// Finds the repository of a `.git` that is a file. The file comes with the vault and can name
    /// any repository, so it counts only if that repository names it too, or stores the repository
    /// of which this is a submodule.
    private static func linked(
        _ root: String, to target: String
    ) throws(Refusal) -> GitRepository {
        let path = root + "/.git"
        let refusal = Refusal(reason: "\(path) leads to a repository that does not know of it")
        guard let folder = realPath(target.hasPrefix("/") ? target : root + "/" + target) else {
            throw refusal
        }
        if let shared = firstLine(folder + "/commondir") {
            let common = realPath(shared.hasPrefix("/") ? shared : folder + "/" + shared)
            guard let common, isRepository(common), folder.hasPrefix(common + "/worktrees/"),
                let back = firstLine(folder + "/gitdir"), realPath(back) == path
            else { throw refusal }
            return Self(root: root, folder: folder, common: common)
        }
        guard let modules = folder.range(of: "/.git/modules/"), isRepository(folder),
            root.hasPrefix(folder[..<modules.lowerBound] + "/")
        else { throw refusal }
        return Self(root: root, folder: folder, common: folder)
    }

    private static func isRepository(_ path: String) -> Bool {
        fileKind(path + "/HEAD") == S_IFREG && fileKind(path + "/objects") == S_IFDIR
            && fileKind(path + "/refs") == S_IFDIR
    }
}

extension GitRepository {
    /// True if older commits are missing, so that every file would seem to be as old as the newest.
    var isShallow: Bool {
        var status = stat()
        return stat(common + "/shallow", &status) == 0 && status.st_size > 0
    }

    /// The content of `HEAD`: `ref: refs/heads/main`, or a commit.
    package var head: String? {
        guard let line = firstLine(folder + "/HEAD") else { return nil }
        let isHash = [40, 64].contains(line.utf8.count) && line.allSatisfy(\.isHexDigit)
        let isBranch = line.hasPrefix("ref: refs/") && !line.contains("..")
        return isHash || isBranch ? line : nil
    }

    /// The files that change when a commit is added or another one is checked out.
    package var watched: [String] {
        let branch = head.flatMap { $0.hasPrefix("ref: ") ? String($0.dropFirst(5)) : nil }
        return [folder + "/HEAD", folder + "/logs/HEAD"]
            + ["shallow", "packed-refs", branch].compactMap { $0.map { common + "/" + $0 } }
    }

    /// The parts of the repository that git may read: no settings, no hooks, no attributes.
    package var parts: [String] {
        ["objects", "refs", "packed-refs", "reftable"].filter {
            [S_IFDIR, S_IFREG].contains(fileKind(common + "/" + $0))
        }
    }

    /// The folders of objects that this repository shares with others.
    var alternates: [String] {
        var found: [String] = []
        var next = [common + "/objects"]
        // Git follows alternates to the same depth.
        for _ in 0..<5 {
            next = next.flatMap { folder -> [String] in
                let text = readText(folder + "/info/alternates") ?? ""
                return text.split(separator: "\n").prefix(16).compactMap { line in
                    realPath(line.hasPrefix("/") ? String(line) : folder + "/" + line)
                }
            }.filter { isDirectory($0) && !found.contains($0) }
            found += next
        }
        return found
    }

    /// The settings of a repository that has only those that say how objects and branches are
    /// stored.
    var plainSettings: String {
        let own = (readText(common + "/config") ?? "").lowercased()
        var lines = ["[core]", "repositoryformatversion = 1", "bare = true", "[extensions]"]
        if own.contains(/objectformat\s*=\s*"?sha256/) { lines.append("objectformat = sha256") }
        if own.contains(/refstorage\s*=\s*"?reftable/) { lines.append("refstorage = reftable") }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Returns the type of a file, such as `S_IFDIR`; 0 if there is none. Links are not followed.
private func fileKind(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
}

private func firstLine(_ path: String) -> String? {
    readText(path)?.split(separator: "\n").first.map(String.init)
}
