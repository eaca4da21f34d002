import Basics

/// The owners of the site's addresses. An address is either a file or a folder.
struct AddressBook {
    /// The maximum number of bytes. File systems allow about 4,000, including the path of the
    /// output folder.
    static let lengthLimit = 1_000

    /// The owners of files by lower-cased path, because some file systems and hosts ignore case.
    private var files: [String: String] = [:]
    /// The folders, each with the first owner of a file in it.
    private var folders: [String: String] = [:]

    /// Returns the owner of the file or folder that prevents a file at `path`.
    func owner(of path: String) -> String? { owner(ofKey: path.lowercased()) }

    private func owner(ofKey key: String) -> String? {
        if let owner = files[key] ?? folders[key] { return owner }
        for folder in parents(of: key) {
            // This folder exists, so none of the folders above it can be a file.
            if folders[folder] != nil { return nil }
            if let owner = files[folder] { return owner }
        }
        return nil
    }

    /// Claims a path.
    ///
    /// - Returns: nil if the address now belongs to `owner`, otherwise its owner.
    @discardableResult
    mutating func claim(_ path: String, for owner: String) -> String? {
        let key = path.lowercased()
        if let other = self.owner(ofKey: key) { return other }
        files[key] = owner
        for folder in parents(of: key) {
            if folders[folder] != nil { break }
            folders[folder] = owner
        }
        return nil
    }

    /// Claims `path`, or a similar one if it is taken.
    ///
    /// - Returns: the address, and the owner of `path` if it was taken.
    mutating func claimSimilar(_ path: String, for owner: String) -> (path: String, other: String?)
    {
        guard let other = claim(path, for: owner) else { return (path, nil) }
        let digest = Digest(owner + "\n" + path)
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { path[...$0] } ?? ""
        let name = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
        let candidates = [folder + digest.prefix(6) + "-" + name, digest.prefix(16) + "-" + name]
        for candidate in candidates where claim(candidate, for: owner) == nil {
            return (candidate, other)
        }
        var number = 1
        while claim("\(digest)-\(number)-\(name)", for: owner) != nil { number += 1 }
        return ("\(digest)-\(number)-\(name)", other)
    }

    /// Returns the folders that contain a file, the innermost first.
    private func parents(of path: String) -> some Sequence<String> {
        sequence(state: path[...]) { rest in
            rest.utf8.lastIndex(of: UInt8(ascii: "/")).map { slash in
                rest = rest[..<slash]
                return String(rest)
            }
        }
    }
}
