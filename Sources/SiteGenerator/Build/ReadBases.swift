import Bases
import Evidence
import Files
import Foundation
import Markdown
import Vault

/// Reads the `.base` files among the attachments.
func readBaseFiles(_ listing: ContentListing) -> [VaultPath: Base] {
    var bases: [VaultPath: Base] = [:]
    for entry in listing.attachments where entry.path.isBase {
        let file = entry.path.string
        guard let text = readText(entry.filePath) else {
            var base = parseBase("", file: file)
            base.diagnostics = [
                Diagnostic(
                    .error, .fileUnreadable, file: file,
                    "this base can't be read: \(lastError())")
            ]
            bases[entry.path] = base
            continue
        }
        bases[entry.path] = parseBase(text, file: file)
    }
    return bases
}

/// Prepares the data that bases are evaluated over. The diagnostics are about how bases are
/// written; problems of their evaluation are reported while pages are rendered.
///
/// - Parameters:
///   - files: the vault's `.base` files.
///   - history: the files' dates, as far as git knows them.
func readBases(
    _ vault: Vault, files: [VaultPath: Base], listing: ContentListing, graph: LinkGraph,
    roles: [[CodeRole]], history: FileHistory
) -> (bases: VaultBases, diagnostics: [Diagnostic]) {
    var bases = VaultBases()
    let blocks = baseBlocks(vault, roles)
    // The corpus takes a walk over all files.
    if blocks.isEmpty && files.isEmpty { return (bases, []) }
    bases.now = BaseDate(secondsSince1970: Int(Date().timeIntervalSince1970))
    let facts = fileFacts(listing, history)
    let corpus = BaseCorpus(vault, graph: graph) { facts[$0] }
    bases.corpus = corpus
    var diagnostics = blocks.flatMap(\.diagnostics)
    let backlinks = baseBacklinks(vault, graph)
    for (index, path) in vault.attachments.enumerated() {
        guard let base = files[path] else { continue }
        diagnostics += base.diagnostics
        bases.documents[index] = VaultBases.Document(
            base: base, candidates: BaseCandidates(of: base, in: corpus, now: bases.now),
            backlinks: backlinks[index] ?? [])
    }
    bases.dependsOnTime =
        blocks.contains(where: \.dependsOnTime) || files.values.contains(where: \.dependsOnTime)
    return (bases, diagnostics + missingViews(vault, graph, bases))
}

private func baseBlocks(_ vault: Vault, _ roles: [[CodeRole]]) -> [Base] {
    zip(vault.notes, roles).flatMap { note, roles in
        zip(note.markdown.codeBlocks, roles).compactMap { block, role in
            if case .base = role { base(in: block, of: note) } else { nil }
        }
    }
}

func base(in block: CodeBlock, of note: Note) -> Base {
    parseBase(
        block.code, file: note.path.string, firstLine: block.firstCodeLine,
        indentation: block.indentation)
}

/// Returns the size and the dates of each file. Git's dates come first, because they are the same
/// on every machine; a file system only knows when the files were checked out.
private func fileFacts(
    _ listing: ContentListing, _ history: FileHistory
) -> [VaultPath: BaseCorpus.FileFacts] {
    var facts: [VaultPath: BaseCorpus.FileFacts] = [:]
    for entry in listing.notes + listing.attachments {
        let onDisk = BaseDate(secondsSince1970: entry.modified / 1_000_000_000)
        facts[entry.path] = BaseCorpus.FileFacts(
            size: entry.size,
            created: history.created[entry.path].flatMap { BaseDate($0) } ?? onDisk,
            modified: history.changed[entry.path].flatMap { BaseDate($0) } ?? onDisk)
    }
    return facts
}

/// Returns the links to bases, by the index of the attachment.
private func baseBacklinks(_ vault: Vault, _ graph: LinkGraph) -> [Int: [LinkGraph.Backlink]] {
    var backlinks: [Int: [LinkGraph.Backlink]] = [:]
    for (note, resolutions) in graph.resolutions.enumerated() {
        for (link, resolution) in resolutions.enumerated() {
            guard case .attachment(let index)? = resolution.target,
                vault.attachments[index].isBase
            else { continue }
            backlinks[index, default: []].append(LinkGraph.Backlink(note: note, link: link))
        }
    }
    return backlinks
}

/// Returns a diagnostic for each link to a view that its base doesn't have. Embeds report theirs
/// when they are rendered.
private func missingViews(
    _ vault: Vault, _ graph: LinkGraph, _ bases: VaultBases
) -> [Diagnostic] {
    bases.documents.values.flatMap { document in
        document.backlinks.compactMap { backlink -> Diagnostic? in
            let note = vault.notes[backlink.note]
            let link = note.markdown.links[backlink.link]
            guard !link.isEmbed, !link.subpath.isEmpty,
                document.base.view(named: link.subpath) == nil
            else { return nil }
            return document.base.noView(
                named: link.subpath, reference: .init(file: note.path.string, span: link.span))
        }
    }
}
