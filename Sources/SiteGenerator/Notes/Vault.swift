import Markdown

/// All notes and the names of all other files, with the indices by which links find them.
package struct Vault: Sendable {
    /// In the order of their paths.
    package private(set) var notes: [Note]
    package let attachments: [VaultPath]
    /// Position in `notes` by path.
    package let noteIndex: [VaultPath: Int]

    /// A file that a link can lead to.
    package enum Target: Sendable, Hashable {
        case note(Int)
        case attachment(Int)
    }

    /// By folded path without `.md`, e.g. `comparisons/thread vs asyncio`, `images/a.png`.
    let byPath: [String: [Target]]
    /// By folded name without `.md`.
    let byName: [String: [Target]]
    /// By folded alias: the notes that claim it.
    let byAlias: [String: [Int]]
    /// Anchors of each note: folded heading text and slugs.
    let tags: [String: String]

    package init(notes unsorted: [Note], attachments: [VaultPath]) {
        let notes = unsorted.sorted { $0.path < $1.path }
        self.notes = notes
        self.attachments = attachments.sorted()
        var noteIndex: [VaultPath: Int] = [:]
        var byPath: [String: [Target]] = [:]
        var byName: [String: [Target]] = [:]
        var byAlias: [String: [Int]] = [:]
        var tags: [String: String] = [:]
        noteIndex.reserveCapacity(notes.count)
        byPath.reserveCapacity(notes.count)
        byName.reserveCapacity(notes.count)
        for (index, note) in notes.enumerated() {
            noteIndex[note.path] = index
            byPath[note.path.string.folded.withoutNoteExtension, default: []].append(.note(index))
            byName[String(note.path.stem).folded, default: []].append(.note(index))
            for alias in note.frontMatter.aliases {
                byAlias[alias.text.folded, default: []].append(index)
            }
            for tag in note.tags where tags[tag.lowercased()] == nil { tags[tag.lowercased()] = tag }
        }
        for (index, path) in self.attachments.enumerated() {
            byPath[path.string.folded, default: []].append(.attachment(index))
            byName[String(path.name).folded, default: []].append(.attachment(index))
        }
        self.noteIndex = noteIndex
        self.byPath = byPath
        self.byName = byName
        self.byAlias = byAlias
        self.tags = tags
    }

    /// Puts another version of a note in its place: one that has the same names for others to find
    /// it by.
    mutating func replace(_ index: Int, with note: Note) {
        notes[index] = note
    }

    package func path(of target: Target) -> VaultPath {
        switch target {
        case .note(let index): notes[index].path
        case .attachment(let index): attachments[index]
        }
    }
}

extension String {
    /// Of a folded path: without a final `.md`.
    var withoutNoteExtension: String { hasSuffix(".md") ? String(dropLast(3)) : self }
}
