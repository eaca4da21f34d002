import Files

/// A record can't be kept, because the records' folder is not writable or its disk is full.
package struct RecordWriteError: Error, Sendable, CustomStringConvertible {
    package var path: String
    package var reason: String

    package var description: String { "can't write \(path): \(reason)" }
}

/// The folder of records. No symbolic link is followed from this folder on, itself included: its
/// target would not be part of the vault.
struct RecordFolder: Sendable {
    /// An absolute path.
    let path: String
    private let root: String
    private let name: String

    init(_ path: String) {
        self.path = path
        root = parent(path)
        name = String(path.dropFirst(root == "/" ? 1 : root.count + 1))
    }

    func read(_ file: String) throws(FileProblem) -> [UInt8] {
        try Files.readFile(name + "/" + file, below: root, limit: RecordBounds.fileLength)
    }

    /// Returns the obstacle that prevents a file from being written and that the program must not
    /// remove; nil if there is none.
    func obstacle(to file: String) -> FileProblem? {
        Files.obstacle(to: name + "/" + file, below: root)
    }

    /// Writes a file atomically, with the folders above it. Does nothing if the file has this
    /// content already.
    func write(_ bytes: [UInt8], to file: String) throws(RecordWriteError) {
        if let old = try? read(file), old == bytes { return }
        do throws(FileProblem) {
            try replaceFile(name + "/" + file, below: root, with: bytes)
        } catch {
            throw RecordWriteError(path: error.path, reason: error.why)
        }
    }

    func remove(_ file: String) throws(RecordWriteError) {
        do throws(FileProblem) {
            try removeFile(name + "/" + file, below: root)
        } catch {
            throw RecordWriteError(path: error.path, reason: error.why)
        }
    }

    /// Removes a folder below this one, and then its parents, as long as they are empty.
    func removeEmptyFolders(_ folder: String) { Files.removeEmptyFolders(folder, below: path) }

    /// The paths of all regular files, sorted; empty if the folder is a link.
    var files: [String] {
        guard let names = try? plainFiles(name, below: root) else { return [] }
        return names
    }

    /// Removes temporary files of writers that were killed.
    func removeLeftovers() {
        for file in files where isLeftover(file) || isLeftoverOfOldForm(file) { try? remove(file) }
    }

    private func isLeftover(_ file: String) -> Bool {
        Files.isLeftover(
            file.lastIndex(of: "/").map { String(file[file.index(after: $0)...]) } ?? file)
    }

    /// True for `NAME.json.tmp123`, the form that earlier versions used.
    private func isLeftoverOfOldForm(_ file: String) -> Bool {
        file.contains(/\.json\.tmp[0-9]+$/)
    }
}
