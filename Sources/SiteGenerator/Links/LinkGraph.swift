import Markdown

/// Where every link of the vault leads, and who links to whom.
package struct LinkGraph: Sendable {
    /// For each note, one resolution for each of its links, in their order.
    package private(set) var resolutions: [[LinkResolution]]
    /// For each note, the links that lead to it from other notes, by the path of their note.
    package private(set) var backlinks: [[Backlink]]
    package let diagnostics: [Diagnostic]

    /// Follows the links of one note anew.
    mutating func relink(_ source: Int, in vault: Vault) {
        for case .note(let target)? in resolutions[source].map(\.target) {
            backlinks[target].removeAll { $0.note == source }
        }
        resolutions[source] = vault.notes[source].markdown.links.map {
            $0.isExternal
                ? LinkResolution(outcome: .missing, anchor: .none) : vault.resolve($0, from: source)
        }
        for (link, resolution) in resolutions[source].enumerated() {
            guard case .note(let target)? = resolution.target, target != source else { continue }
            // Backlinks stand in the order of their notes.
            let place = backlinks[target].firstIndex { $0.note > source } ?? backlinks[target].endIndex
            backlinks[target].insert(Backlink(note: source, link: link), at: place)
        }
    }

    package struct Backlink: Sendable, Hashable {
        package var note: Int
        package var link: Int
    }
}

/// Resolves all links.
///
/// - Parameter unpublished: folded names of notes that exist but are not part of the site, with why.
package func linkNotes(
    _ vault: Vault, unpublished: [String: String] = [:], jobs: Int
) async -> LinkGraph {
    let names = vault.linkableNames
    let linked = await concurrentMap(Array(vault.notes.indices), jobs: jobs) { index in
        linkNote(index, in: vault, names: names, unpublished: unpublished)
    }
    var backlinks = [[LinkGraph.Backlink]](repeating: [], count: vault.notes.count)
    for (source, note) in linked.enumerated() {
        for (link, resolution) in note.resolutions.enumerated() {
            if case .note(let target)? = resolution.target, target != source {
                backlinks[target].append(LinkGraph.Backlink(note: source, link: link))
            }
        }
    }
    return LinkGraph(
        resolutions: linked.map(\.resolutions), backlinks: backlinks,
        diagnostics: linked.flatMap(\.diagnostics))
}

func linkNote(
    _ index: Int, in vault: Vault, names: [String], unpublished: [String: String]
) -> (resolutions: [LinkResolution], diagnostics: [Diagnostic]) {
    let note = vault.notes[index]
    var diagnostics: [Diagnostic] = []
    let resolutions = note.markdown.links.map { link in
        if link.isExternal { return LinkResolution(outcome: .missing, anchor: .none) }
        let resolution = vault.resolve(link, from: index)
        diagnostics += problems(
            resolution, link: link, note: note, vault: vault, names: names, unpublished: unpublished)
        return resolution
    }
    return (resolutions, diagnostics)
}

private func problems(
    _ resolution: LinkResolution, link: Link, note: Note, vault: Vault, names: [String],
    unpublished: [String: String]
) -> [Diagnostic] {
    func make(
        _ severity: Diagnostic.Severity, _ code: DiagnosticCode, _ message: String,
        notes: [String] = [], help: String?
    ) -> [Diagnostic] {
        [
            Diagnostic(
                severity, code, file: note.path.string, span: link.span, message, notes: notes,
                help: help)
        ]
    }
    let kind = link.isEmbed || VaultPath(link.path).isFile ? "file or note" : "note"
    switch resolution.outcome {
    case .missing:
        let name = String(VaultPath(link.path).name)
        if let why = unpublished[name.folded.withoutNoteExtension] {
            return make(
                .warning, .linkMissing, "the note “\(link.path)” is not part of the site: \(why)",
                help: "publish it, or take the link out")
        }
        return make(
            .warning, .linkMissing, "no \(kind) is named “\(link.path)”",
            help: nearest(to: name, among: names).map { "did you mean “\($0)”?" }
                ?? "create the note, or mend the link")
    case .foundByAlias(let target):
        let path = vault.path(of: target)
        return make(
            .note, .linkAlias, "“\(link.path)” is an alias of \(path)",
            help: "Obsidian follows aliases only as [[\(path.stem)|\(link.path)]]")
            + anchorProblems(resolution, make)
    case .ambiguous(let target, let candidates):
        return make(
            .warning, .linkAmbiguous,
            "“\(link.path)” could be any of \(candidates.count) files; it leads to \(vault.path(of: target))",
            notes: candidates.map { vault.path(of: $0).string }.sorted(),
            help: "write more of the path, e.g. [[\(vault.path(of: target).string.withoutNoteExtension)]]")
            + anchorProblems(resolution, make)
    case .found:
        return anchorProblems(resolution, make)
    }

    func anchorProblems(
        _ resolution: LinkResolution,
        _ make: (Diagnostic.Severity, DiagnosticCode, String, [String], String?) -> [Diagnostic]
    ) -> [Diagnostic] {
        guard resolution.anchor == .missing, case .note(let index)? = resolution.target
        else { return [] }
        let target = vault.notes[index]
        if link.subpath.hasPrefix("^") {
            let id = String(link.subpath.dropFirst())
            return make(
                .warning, .blockMissing, "\(target.path) has no block ^\(id)", [],
                nearest(to: id, among: target.markdown.blocks.map(\.id))
                    .map { "did you mean ^\($0)?" } ?? "put ^\(id) at the end of the block that is meant")
        }
        let last = link.subpath.split(separator: "#").last.map(String.init) ?? link.subpath
        return make(
            .warning, .anchorMissing, "\(target.path) has no heading “\(link.subpath)”", [],
            nearest(to: last, among: target.markdown.headings.map(\.text))
                .map { "did you mean “\($0)”?" } ?? "name one of its headings, or link to the note alone")
    }
}

extension Link {
    /// Leads out of the vault: a URL with a scheme.
    package var isExternal: Bool {
        if syntax == .wikilink { return path.hasPrefix("https://") || path.hasPrefix("http://") }
        if path.hasPrefix("//") { return true }
        guard let colon = path.utf8.firstIndex(of: UInt8(ascii: ":")), colon != path.startIndex
        else { return false }
        return path[..<colon].utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
    }
}

extension VaultPath {
    /// Has an extension other than a note's.
    fileprivate var isFile: Bool { !fileExtension.isEmpty && !isNote }
}
