import Basics

/// Who has which address of the site. An address is a file or a folder, never both.
struct AddressBook {
    /// In bytes. File systems end at about 4,000, the output folder's own path included.
    static let lengthLimit = 1_000

    /// By lower-cased path, since some file systems and hosts don't tell case apart.
    private var files: [String: String] = [:]
    /// Folders, with whoever needed them first.
    private var folders: [String: String] = [:]

    /// Who stands in the way of a file at `path`.
    func owner(of path: String) -> String? { owner(ofKey: path.lowercased()) }

    private func owner(ofKey key: String) -> String? {
        if let owner = files[key] ?? folders[key] { return owner }
        for folder in parents(of: key) {
            // Where there is a folder, there is no file above it.
            if folders[folder] != nil { return nil }
            if let owner = files[folder] { return owner }
        }
        return nil
    }

    /// - Returns: nil when the address is now `owner`'s, else who has it.
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

    /// Claims `path`, or when it is taken one much like it.
    ///
    /// - Returns: the address, and who has the one that was wanted.
    mutating func place(_ path: String, for owner: String) -> (path: String, other: String?) {
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

    /// The folders that a file lies in, the innermost first.
    private func parents(of path: String) -> some Sequence<String> {
        sequence(state: path[...]) { rest in
            rest.utf8.lastIndex(of: UInt8(ascii: "/")).map { slash in
                rest = rest[..<slash]
                return String(rest)
            }
        }
    }
}
