import Files
package import Vault

/// The tree of folders and notes in the sidebar. Each page shows only the path to itself and the
/// entries around it, so that pages stay small in a large vault.
package struct Navigation: Sendable {
    package struct Item: Sendable {
        package var title: String
        package var path: PagePath
        package var note: Int?
    }

    struct Folder: Sendable {
        var title = ""
        var path = PagePath("index.html")
        var folders: [String] = []
        /// The notes and bases, in the order of the list.
        var notes: [Item] = []
    }

    /// The folders, by their path in the vault.
    let folders: [String: Folder]
    /// The notes in reading order, and the position of each in it.
    private let order: [Int]
    private let position: [Int: Int]
    private let titles: [(title: String, path: PagePath)]

    package init(vault: Vault, plan: SitePlan, sections: [String]) {
        var folders: [String: Folder] = [:]
        for (folder, path) in plan.folderPaths {
            folders[folder] = Folder(title: String(VaultPath(folder).name), path: path)
        }
        for folder in plan.folderPaths.keys.sorted() where !folder.isEmpty {
            folders[String(VaultPath(folder).folder), default: Folder()].folders.append(folder)
        }
        for (index, note) in vault.notes.enumerated() {
            let folder = String(note.path.folder)
            if vault.folderPages.contains(index) {
                folders[folder]?.title = note.title
            } else {
                folders[folder]?.notes.append(
                    Item(title: note.title, path: plan.notePaths[index], note: index))
            }
        }
        for (index, path) in vault.attachments.enumerated() where path.isBase {
            folders[String(path.folder)]?.notes.append(
                Item(title: String(path.stem), path: plan.attachmentPaths[index]))
        }
        let rank = Dictionary(
            sections.enumerated().map { ($1.folded, $0) }, uniquingKeysWith: { first, _ in first })
        for key in folders.keys {
            folders[key]?.folders.sort(by: { (rank[$0.folded] ?? Int.max, $0.listed) }, <)
            folders[key]?.notes.sort(by: { Self.sortKey($0, in: vault) }, <)
        }
        self.folders = folders
        titles = vault.notes.indices.map { (vault.notes[$0].title, plan.notePaths[$0]) }
        var order: [Int] = []
        var indexNotes: [String: Int] = [:]
        for (index, note) in vault.notes.enumerated() where vault.folderPages.contains(index) {
            indexNotes[String(note.path.folder)] = index
        }
        Self.walk("", folders: folders, indexNotes: indexNotes, into: &order)
        self.order = order
        position = Dictionary(
            order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// All notes in the order in which one would read them.
    var readingOrder: [Int] { order }

    package func previous(of note: Int) -> Item? { neighbour(of: note, by: -1) }
    package func next(of note: Int) -> Item? { neighbour(of: note, by: 1) }

    private func neighbour(of note: Int, by offset: Int) -> Item? {
        guard let place = position[note], order.indices.contains(place + offset) else { return nil }
        let index = order[place + offset]
        return Item(title: titles[index].title, path: titles[index].path, note: index)
    }

    /// Returns the sort key: the property `order`, then the title.
    private static func sortKey(_ item: Item, in vault: Vault) -> (Double, String, PagePath) {
        let order = item.note.flatMap { vault.notes[$0].frontMatter.order }
        return (order ?? .infinity, item.title.listed, item.path)
    }

    /// Collects the reading order: a folder's index, its notes, then its folders.
    private static func walk(
        _ folder: String, folders: [String: Folder], indexNotes: [String: Int],
        into order: inout [Int]
    ) {
        guard let entry = folders[folder] else { return }
        if let note = indexNotes[folder] { order.append(note) }
        order += entry.notes.compactMap(\.note)
        for child in entry.folders {
            walk(child, folders: folders, indexNotes: indexNotes, into: &order)
        }
    }
}

extension Array {
    /// Sorts with one key for each element. Computing keys of names takes longer than comparing
    /// them.
    fileprivate mutating func sort<Key>(
        by key: (Element) -> Key, _ precedes: (Key, Key) -> Bool
    ) {
        self = map { (key($0), $0) }.sorted { precedes($0.0, $1.0) }.map(\.1)
    }
}
