import Foundation
import Markdown

/// What bases are evaluated over, and what is wrong with those in notes.
///
/// - Returns: no corpus when no note has a base: it costs a walk over all files.
func readBases(
    _ vault: Vault, graph: LinkGraph, roles: [[CodeRole]]
) -> (corpus: BaseCorpus?, now: BaseDate, diagnostics: [Diagnostic]) {
    let now = BaseDate(secondsSince1970: Int(Date().timeIntervalSince1970))
    var blocks: [(note: Note, block: CodeBlock)] = []
    for (note, roles) in zip(vault.notes, roles) {
        for (block, role) in zip(note.markdown.codeBlocks, roles) {
            if case .base = role { blocks.append((note, block)) }
        }
    }
    if blocks.isEmpty { return (nil, now, []) }
    let corpus = BaseCorpus(vault, graph: graph)
    var diagnostics: [Diagnostic] = []
    for (note, block) in blocks {
        let base = base(in: block, of: note)
        let context = BaseContext(this: note.path, now: now, href: { _ in nil })
        diagnostics += base.diagnostics
        diagnostics += renderBase(base, in: corpus, context: context).diagnostics
    }
    return (corpus, now, diagnostics)
}

func base(in block: CodeBlock, of note: Note) -> Base {
    parseBase(
        block.code, file: note.path.string, firstLine: block.firstCodeLine,
        indentation: block.indentation)
}

/// The address on a page of what a base links to.
func baseHref(_ target: BaseTarget, from page: PagePath, of site: Site) -> String? {
    switch target {
    case .tag(let name): return site.plan.tagPaths[name.lowercased()].map { page.href(to: $0) }
    case .file(let path, let subpath):
        let fragment = subpath.hasPrefix("#") ? String(subpath.dropFirst()) : subpath
        if let note = site.vault.noteIndex[path] {
            return page.href(to: site.plan.notePaths[note], fragment: fragment)
        }
        return site.vault.attachments.firstIndex(of: path).map {
            page.href(to: site.plan.attachmentPaths[$0], fragment: fragment)
        }
    }
}
