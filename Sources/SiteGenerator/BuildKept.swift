import Markdown

/// Pages of the last build that stand as they are, since everything they would be made from is what it
/// was.
struct KeptPages: Sendable {
    var puts: [Publication.Put] = []
    /// Attachments that they show or link to.
    var attachments: Set<Int> = []
    var diagnostics: [Diagnostic] = []
    /// The notes whose texts all other pages show.
    var notesOfOthers: Set<Int> = []
}

/// Finds the pages of notes that need not be made again. Their texts are not looked at: what they
/// depend on is, as ``PageRenderer/outline(of:at:)`` tells.
func keepPages(
    of site: Site, _ memory: BuildMemory, by publication: Publication, jobs: Int
) async -> KeptPages {
    var kept = KeptPages()
    guard !memory.isEmpty else {
        kept.notesOfOthers = Set(site.vault.notes.indices)
        return kept
    }
    let outlined = await concurrentMap(
        Array(site.vault.notes.indices), jobs: jobs, state: { PageRenderer(site) }
    ) { note, renderer in
        let path = site.plan.notePaths[note]
        let outline = renderer.outline(of: note, at: path)
        let known = memory.pages[path].flatMap { known in
            known.fingerprint == outline.fingerprint ? publication.keep(path, known) : nil
        }
        return (outline: outline, put: known)
    }
    for (outline, put) in outlined {
        guard let put else {
            kept.notesOfOthers.formUnion(outline.notes)
            continue
        }
        kept.puts.append(put)
        kept.attachments.formUnion(outline.attachments)
        kept.diagnostics += outline.diagnostics
    }
    return kept
}

extension Site {
    /// Makes notes ready to be shown: reads the texts of those of which only the outline is
    /// remembered, and highlights their code.
    ///
    /// - Returns: what can't be read, or is not any longer what it was a moment ago.
    mutating func readTexts(of notes: Set<Int>, _ options: BuildOptions) async -> [Diagnostic] {
        let outlines = notes.filter { vault.notes[$0].isOutline }.sorted()
        let parseOptions = parseOptions(configuration)
        let (known, files) = (vault.notes, noteFiles)
        let read = await concurrentMap(outlines, jobs: options.jobs) { index -> Note? in
            guard let bytes = readFile(files[index]) else { return nil }
            let note = known[index]
            let file = SourceFile(path: note.path, bytes: bytes, modified: note.modified)
            let whole = parseNote(file, options: parseOptions)
            return whole.digest == note.digest ? whole : nil
        }
        var problems: [Diagnostic] = []
        for (index, note) in zip(outlines, read) {
            if let note {
                vault.replace(index, with: note)
            } else {
                problems.append(changedMeanwhile(vault.notes[index]))
            }
        }
        let code = highlightJobs(notes.sorted().map { roles[$0] })
        // To read the cache of all notes' code takes longer than to highlight a little.
        let isLittle = notes.count < vault.notes.count / 8
        await syntaxTrees.colour(
            code, cacheFolder: isLittle ? nil : options.cache, workers: options.jobs)
        return problems
    }
}

private func changedMeanwhile(_ note: Note) -> Diagnostic {
    Diagnostic(
        .error, .fileUnreadable, file: note.path.string, "this changed while the site was built",
        help: "build again; until then the last site stays as it is")
}

extension BuildMemory.Page {
    /// Nil for files that are made each time.
    init?(_ put: Publication.Put) {
        guard let fingerprint = put.file.fingerprint, let stamp = put.stamp else { return nil }
        self.init(fingerprint: fingerprint, stamp: stamp)
    }
}
