import Markdown

/// Reports notes that no other note links to, and files that no note uses. They are hints, not
/// problems.
func orphans(
    _ vault: Vault, _ resolutions: [[LinkResolution]], _ backlinks: [[LinkGraph.Backlink]]
) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for (index, note) in vault.notes.enumerated()
    where backlinks[index].isEmpty && !vault.folderPages.contains(index) && vault.notes.count > 1 {
        diagnostics.append(
            Diagnostic(
                .note, .orphanNote, file: note.path.string, "no other note links to this one",
                help: "link to it where a reader would look for it"))
    }
    var reached: Set<Int> = []
    for links in resolutions {
        for case .attachment(let index)? in links.map(\.target) { reached.insert(index) }
    }
    // The files that samples read are named in info strings. Most have none, and a search for a
    // byte is faster than one for a word.
    let infos = vault.notes.lazy.flatMap(\.markdown.codeBlocks).map(\.info)
        .filter {
            $0.utf8.contains(UInt8(ascii: "="))
                && ($0.contains("file=") || $0.contains("inputs="))
        }.joined(separator: "\n")
    for (index, path) in vault.attachments.enumerated()
    where !reached.contains(index) && !path.isBase && !path.isHidden {
        if !infos.isEmpty, infos.contains(path.name) { continue }
        diagnostics.append(
            Diagnostic(
                .note, .orphanAttachment, file: path.string,
                "no note shows this file or links to it, so that it is not published",
                help: "delete it, or list it under `ignore` in site.yml"))
    }
    return diagnostics
}

/// Reports tags that are written in several ways, which count as one tag.
func tagSpellings(_ vault: Vault) -> [Diagnostic] {
    vault.notes.flatMap { note -> [Diagnostic] in
        var seen: Set<String> = []
        let tags =
            note.frontMatter.tags.map { ($0.text, $0.span) }
            + note.markdown.tags.map { ($0.name, $0.span) }
        return tags.compactMap { name, span in
            guard let first = vault.tags[name.lowercased()], first != name,
                seen.insert(name).inserted
            else { return nil }
            return Diagnostic(
                .note, .tagSpelling, file: note.path.string, span: span,
                "the tag #\(name) is written #\(first) elsewhere; both are one tag",
                help: "write it in one way: the first is shown")
        }
    }
}
