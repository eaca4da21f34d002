import Markdown

/// All notes and the names of all other files, with the indices by which links find them.
package struct Vault: Sendable {
    /// In the order of their paths.
    package private(set) var notes: [Note]
    package let attachments: [VaultPath]
    /// How Obsidian was told to write this vault's links; nil when nobody knows.
    package let linkFormat: LinkFormat?
    /// Position in `notes` by path.
    package let noteIndex: [VaultPath: Int]

    /// A file that a link can lead to.
    package enum Target: Sendable, Hashable {
        case note(Int)
        case attachment(Int)
        /// One that no note speaks for: its page is a list.
        case folder(String)
    }

    /// By folded path, e.g. `comparisons/thread vs asyncio.md`, `images/a.png`.
    let byPath: [String: [Target]]
    /// By folded name.
    package let byName: [String: [Target]]
    /// By folded alias: the notes that claim it.
    let byAlias: [String: [Int]]
    /// By folded path of a folder: the note that speaks for it.
    let folderNotes: [String: Int]
    /// By folded name of a folder: the notes that speak for folders of that name.
    let folderNotesByName: [String: [Int]]
    /// The notes that are their folders' pages: `index.md`, else `README.md` where no note has the
    /// folder's name.
    package let folderPages: Set<Int>
    /// By folded path: the folders that notes and bases lie in, as they are written.
    let folders: [String: String]
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

    /// Puts another version of a note in its place: one that has the same names for others to find
    /// it by.
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
    /// Of a folded path: without a final `.md`.
    package var withoutNoteExtension: String { hasSuffix(".md") ? String(dropLast(3)) : self }

    /// What stands behind the last `/`.
    var lastPart: Substring {
        utf8.lastIndex(of: UInt8(ascii: "/")).map { self[utf8.index(after: $0)...] } ?? self[...]
    }
}
