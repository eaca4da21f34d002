import Foundation
import Markdown
package import Vault

extension BaseCorpus {
    /// The times and the size of a file, which are not in the vault.
    package struct FileFacts: Sendable {
        package var size: Int?
        package var created: BaseDate?
        package var modified: BaseDate?

        package init(size: Int? = nil, created: BaseDate? = nil, modified: BaseDate? = nil) {
            self.size = size
            self.created = created
            self.modified = modified
        }
    }

    /// Collects all notes and attachments of a vault. This takes time and memory, so it is done once
    /// per build and only for vaults with a base.
    ///
    /// - Parameters:
    ///   - graph: the vault's links, if they have been resolved already.
    ///   - facts: the facts of a path. A note's own properties `created` and `updated` come before
    ///     them, and the time at which the file changed after them.
    package init(
        _ vault: Vault, graph: LinkGraph? = nil, facts: (VaultPath) -> FileFacts? = { _ in nil }
    ) {
        let noteCount = vault.notes.count
        @Sendable func position(_ target: Vault.Target) -> Int? {
            switch target {
            case .note(let index): index
            case .attachment(let index): noteCount + index
            case .folder: nil
            }
        }
        let resolve: @Sendable (String, VaultPath?) -> Int? = { path, source in
            guard !path.isEmpty else { return nil }
            return vault.target(of: path, from: source).flatMap(position)
        }
        let notes = vault.notes.enumerated().map { index, note in
            Self.file(note, facts: facts(note.path)) { number, link in
                (graph?.resolutions[index][number] ?? vault.resolve(link, from: index))
                    .target.flatMap(position)
            } resolve: {
                resolve($0, note.path)
            }
        }
        let attachments = vault.attachments.map { path in
            let facts = facts(path)
            return BaseFile(
                path: path, size: facts?.size, created: facts?.created, modified: facts?.modified)
        }
        self.init(files: notes + attachments, resolve: resolve)
    }

    private static func file(
        _ note: Note, facts: FileFacts?, resolveLink: (Int, Link) -> Int?,
        resolve: @escaping (String) -> Int?
    ) -> BaseFile {
        let reader = BasePropertyReader(resolve: resolve)
        let properties = reader.properties(note.frontMatter.data)
        var links = reader.links(in: properties)
        var embeds: [BaseLink] = []
        // The note's links include those of its properties, which are in `links` already.
        let ofProperties = Set(propertyLinks(note.frontMatter.data).map(\.span))
        for (number, link) in note.markdown.links.enumerated()
        where !link.isExternal && !ofProperties.contains(link.span) {
            let value = BaseLink(
                target: link.path + (link.subpath.isEmpty ? "" : "#" + link.subpath),
                display: link.display.flatMap { isShown($0) ? .text($0) : nil },
                file: resolveLink(number, link))
            links.append(value)
            if link.isEmbed { embeds.append(value) }
        }
        let front = note.frontMatter
        let modified =
            front.updated.flatMap { BaseDate($0) } ?? facts?.modified
            ?? (note.modified == 0 ? nil : BaseDate(secondsSince1970: note.modified))
        return BaseFile(
            path: note.path, properties: properties, tags: note.tags, links: links, embeds: embeds,
            size: facts?.size, created: front.created.flatMap { BaseDate($0) } ?? facts?.created,
            modified: modified)
    }
}

/// True if the text after `|` is shown. For images it may be their size: `300`, `300x200`.
private func isShown(_ display: String) -> Bool {
    !display.isEmpty && !display.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x78 }
}

extension Vault {
    fileprivate func target(of path: String, from source: VaultPath?) -> Target? {
        let outcome = outcome(of: path, from: source ?? VaultPath(""))
        switch outcome {
        case .found(let target), .foundByAlias(let target), .ambiguous(let target, _): return target
        case .missing:
            // As in Obsidian, the address of a Markdown link is looked up like a name.
            guard path.contains("%"), let decoded = path.removingPercentEncoding, decoded != path
            else { return nil }
            return target(of: decoded, from: source)
        }
    }
}
