import Files

/// A folder of the vault that the samples of a runtime may read.
package struct VaultFolder: Sendable, Hashable, Codable {
    /// Its path in the vault, e.g. `tools/lisp`.
    package var path: String
    /// Where it lies: an absolute path without links.
    package var realPath: String
    /// Of the names and contents of all files in it. It is part of the key of each record that may
    /// depend on them.
    package var digest: String

    /// - Parameter files: all that it holds, in an order that depends on their names alone.
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
    /// What stands for the vault's top in a command.
    package static let vaultPlaceholder = "{vault}"

    /// The path in the vault of a program that lies in it, i.e. of a word such as `tools/run.sh`.
    package static func vaultPath(ofProgram word: String) -> String? {
        var path = word[...]
        if path.hasPrefix(vaultPlaceholder + "/") {
            path = path.dropFirst(vaultPlaceholder.count + 1)
        }
        while path.hasPrefix("./") { path = path.dropFirst(2) }
        guard !path.hasPrefix("/"), !path.hasPrefix("{"), word.contains("/") else { return nil }
        return String(path)
    }

    /// Where on this machine a file of the vault lies, if it is in a folder that samples may read.
    func placeInVault(of path: String) -> String? {
        for folder in vaultFolders where path.hasPrefix(folder.path + "/") {
            return folder.realPath + path.dropFirst(folder.path.count)
        }
        return nil
    }
}
