/// Who has which address of the site. An address is a file or a folder, never both.
struct AddressBook {
    /// In bytes. File systems end at about 4,000, the output folder's own path included.
    static let lengthLimit = 1_000

    /// By lower-cased path, since some file systems and hosts don't tell case apart.
    private var files: [String: String] = [:]
    /// Folders, with whoever needed them first.
    private var folders: [String: String] = [:]

    /// Who stands in the way of a file at `path`.
    func owner(of path: String) -> String? {
        let key = path.lowercased()
        if let owner = files[key] ?? folders[key] { return owner }
        return parents(of: key).lazy.compactMap { files[String($0)] }.first
    }

    /// - Returns: nil when the address is now `owner`'s, else who has it.
    @discardableResult
    mutating func claim(_ path: String, for owner: String) -> String? {
        if let other = self.owner(of: path) { return other }
        let key = path.lowercased()
        files[key] = owner
        for folder in parents(of: key) {
            if folders[String(folder)] != nil { break }
            folders[String(folder)] = owner
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
    private func parents(of path: String) -> [Substring] {
        var parents: [Substring] = []
        var rest = path[...]
        while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
            rest = rest[..<slash]
            parents.append(rest)
        }
        return parents
    }
}
