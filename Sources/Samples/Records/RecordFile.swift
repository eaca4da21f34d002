import Files

/// Why a record can't be kept: the folder of records is not writable, or its disk is full.
package struct RecordWriteError: Error, Sendable, CustomStringConvertible {
    package var path: String
    package var reason: String

    package var description: String { "can't write \(path): \(reason)" }
}

/// Where the files of records lie. No symbolic link is followed from the folder of records on, itself
/// included: what it leads to is not part of the vault.
struct RecordFolder: Sendable {
    /// Absolute.
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

    /// What keeps a file from being written, and is not ours to remove; nil when nothing does.
    func obstacle(to file: String) -> FileProblem? {
        Files.obstacle(to: name + "/" + file, below: root)
    }

    /// Writes a file in one step, with the folders above it; nothing when it is there as it should
    /// be.
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

    /// Removes a folder below this one, and those it lies in, as long as they are empty.
    func removeEmptyFolders(_ folder: String) { Files.removeEmptyFolders(folder, below: path) }

    /// All plain files, sorted; nothing where the folder is a link.
    var files: [String] {
        guard let names = try? plainFiles(name, below: root) else { return [] }
        return names
    }

    /// What killed writers left is removed.
    func removeLeftovers() {
        for file in files where isLeftover(file) || isLeftoverOfOldForm(file) { try? remove(file) }
    }

    private func isLeftover(_ file: String) -> Bool {
        Files.isLeftover(
            file.lastIndex(of: "/").map { String(file[file.index(after: $0)...]) } ?? file)
    }

    /// `NAME.json.tmp123`, as earlier versions wrote them.
    private func isLeftoverOfOldForm(_ file: String) -> Bool {
        file.contains(/\.json\.tmp[0-9]+$/)
    }
}
