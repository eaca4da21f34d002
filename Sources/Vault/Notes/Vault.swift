import Markdown

/// All notes and the names of all other files, with the indices that resolve links.
package struct Vault: Sendable {
    /// The notes in the order of their paths.
    package private(set) var notes: [Note]
    package let attachments: [VaultPath]
    /// The format in which Obsidian is set to write this vault's links; nil if it is unknown.
    package let linkFormat: LinkFormat?
    /// The notes' positions in `notes` by path.
    package let noteIndex: [VaultPath: Int]

    /// A file that a link can lead to.
    package enum Target: Sendable, Hashable {
        case note(Int)
        case attachment(Int)
        /// One that no note speaks for: its page is a list.
        case folder(String)
    }

    /// The targets by folded path, such as `comparisons/thread vs asyncio.md` or `images/a.png`.
    let byPath: [String: [Target]]
    /// The targets by folded name.
    package let byName: [String: [Target]]
    /// The notes that claim an alias, by folded alias.
    let byAlias: [String: [Int]]
    /// The note that is the page of a folder, by the folder's folded path.
    let folderNotes: [String: Int]
    /// The notes that are pages of folders, by the folder's folded name.
    let folderNotesByName: [String: [Int]]
    /// The notes that are their folders' pages: `index.md`, else `README.md` where no note has the
    /// folder's name.
    package let folderPages: Set<Int>
    /// By folded path: the folders that notes and bases lie in, as they are written.
    package let folders: [String: String]
    /// By lower-cased tag: as it was written first.
    package let tags: [String: String]

    package init(
        notes unsorted: [Note], attachments: [VaultPath], linkFormat: LinkFormat? = nil
    ) {
        let notes = unsorted.sorted { $0.path < $1.path }
        self.notes = notes
        self.attachments = attachments.sorted()
        self.linkFormat = linkFormat
        var noteIndex: [VaultPath: Int] = [:]
        var byPath: [String: [Target]] = [:]
        var byName: [String: [Target]] = [:]
        var byAlias: [String: [Int]] = [:]
        var folderNotes: [String: (rank: Int, note: Int)] = [:]
        var tags: [String: String] = [:]
        noteIndex.reserveCapacity(notes.count)
        byPath.reserveCapacity(notes.count + attachments.count)
        byName.reserveCapacity(notes.count + attachments.count)
        for (index, note) in notes.enumerated() {
            noteIndex[note.path] = index
            let path = note.path.string.folded
            byPath[path, default: []].append(.note(index))
            byName[String(path.lastPart), default: []].append(.note(index))
            for alias in note.frontMatter.aliases {
                byAlias[alias.text.folded, default: []].append(index)
            }
            for tag in note.tags where tags[tag.lowercased()] == nil {
                tags[tag.lowercased()] = tag
            }
            let folder = String(VaultPath(path).folder)
            if let rank = folderNoteRank(path), rank < folderNotes[folder]?.rank ?? .max {
                folderNotes[folder] = (rank, index)
            }
        }
        for (index, path) in self.attachments.enumerated() {
            let path = path.string.folded
            byPath[path, default: []].append(.attachment(index))
            byName[String(path.lastPart), default: []].append(.attachment(index))
        }
        var folderNotesByName: [String: [Int]] = [:]
        for (folder, entry) in folderNotes.sorted(by: { $0.value.note < $1.value.note }) {
            folderNotesByName[String(folder.lastPart), default: []].append(entry.note)
        }
        self.noteIndex = noteIndex
        self.byPath = byPath
        self.byName = byName
        self.byAlias = byAlias
        self.folderNotes = folderNotes.mapValues(\.note)
        folderPages = Set(folderNotes.values.filter { $0.rank != namesakeRank }.map(\.note))
        folders = foldersOf(notes.map(\.path) + self.attachments.filter(\.isBase))
        self.folderNotesByName = folderNotesByName
        self.tags = tags
    }

    /// Replaces a note by another version of it, which must have the same names, since the indices
    /// keep them.
    package mutating func replace(_ index: Int, with note: Note) {
        notes[index] = note
    }

    package func path(of target: Target) -> VaultPath {
        switch target {
        case .note(let index): notes[index].path
        case .attachment(let index): attachments[index]
        case .folder(let path): VaultPath(path)
        }
    }
}

private let namesakeRank = 1

/// Which of a folder's notes speaks for it: the lower, the rather; nil for any other.
private func folderNoteRank(_ foldedPath: String) -> Int? {
    let name = foldedPath.lastPart
    if name == "index.md" { return 0 }
    let folder = VaultPath(foldedPath).folder
    if !folder.isEmpty, name.dropLast(3) == String(folder).lastPart { return namesakeRank }
    return name == "readme.md" ? 2 : nil
}

/// By folded path: all folders that the files lie in, the top as well.
private func foldersOf(_ files: [VaultPath]) -> [String: String] {
    var folders = ["": ""]
    for file in files {
        var folder = file.folder
        while !folder.isEmpty, folders[folder.folded] == nil {
            folders[folder.folded] = String(folder)
            folder = VaultPath(String(folder)).folder
        }
    }
    return folders
}

extension String {
    /// The folded path without a final `.md`.
    package var withoutNoteExtension: String { hasSuffix(".md") ? String(dropLast(3)) : self }

    /// The part after the last `/`.
    var lastPart: Substring {
        utf8.lastIndex(of: UInt8(ascii: "/")).map { self[utf8.index(after: $0)...] } ?? self[...]
    }
}
