import Files

/// A folder of the vault that the samples of a runtime may read.
package struct VaultFolder: Sendable, Hashable, Codable {
    /// Its path in the vault, e.g. `tools/lisp`.
    package var path: String
    /// Its absolute path on this machine, without links.
    package var realPath: String
    /// The digest of the names and contents of all files in it. It is part of the key of each
    /// record that may depend on them.
    package var digest: String

    /// - Parameter files: all files in it, in an order that depends only on their names.
    package init(path: String, realPath: String, files: [(name: String, bytes: [UInt8])]) {
        self.path = path
        self.realPath = realPath
        var hash = SHA256()
        for (name, bytes) in files {
            hash.update(Array("\(name.utf8.count) \(bytes.count) \(name)".utf8))
            hash.update(bytes)
        }
        digest = hash.hexDigest()
    }
}

extension Runtime {
    /// The placeholder for the vault's root in a command.
    package static let vaultPlaceholder = "{vault}"

    /// Returns the path in the vault of a program that lies in it, for a word such as
    /// `tools/run.sh`.
    package static func vaultPath(ofProgram word: String) -> String? {
        var path = word[...]
        if path.hasPrefix(vaultPlaceholder + "/") {
            path = path.dropFirst(vaultPlaceholder.count + 1)
        }
        while path.hasPrefix("./") { path = path.dropFirst(2) }
        guard !path.hasPrefix("/"), !path.hasPrefix("{"), word.contains("/") else { return nil }
        return String(path)
    }

    /// Returns the path on this machine of a file of the vault that lies in a folder samples may
    /// read.
    func placeInVault(of path: String) -> String? {
        for folder in vaultFolders where path.hasPrefix(folder.path + "/") {
            return folder.realPath + path.dropFirst(folder.path.count)
        }
        return nil
    }
}
