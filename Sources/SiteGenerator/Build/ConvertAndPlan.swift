import Evidence
import Files
import Markdown
import Samples
import Tools
import Vault

/// Converts formulas and drawings, judges the claims, and gives every page an address.
func convertAndPlan(
    _ linked: LinkedVault, _ evidence: EvidenceResults, theme: Theme, history: FileHistory,
    options: BuildOptions, mode: BuildMode, progress: @escaping @Sendable (BuildProgress) -> Void
) async -> (Site, [Diagnostic]) {
    let (vault, graph, roles) = (linked.vault, linked.graph, linked.roles)
    let (configuration, listing) = (linked.configuration, linked.listing)
    let results = SampleResults(evidence.samples)
    var problems: [Diagnostic] = []
    // Only one page shows the map, so the others are rendered while it is drawn.
    let linkMap = Task {
        mode == .check
            ? nil
            : await drawLinkMap(
                vault, graph, tools: options.tools, cacheFolder: options.cache)
    }
    async let compared = buildComparisons(
        vault: vault, definitions: evidence.definitions, roles: roles, results: results,
        measured: evidence.measured.outcomes, selection: configuration.samples)
    // A check renders no code, and so needs no highlighting.
    let code = mode == .check ? [] : highlightJobs(roles)
    let trees = SyntaxTrees(
        for: Set(code.map(\.kind)), grammars: installedGrammars(options.tools))
    progress(BuildProgress(phase: "converting", done: 0, total: 0))
    let (cache, jobs, tools) = (options.cache, options.jobs, options.tools)
    let highlighting = problems.collect(
        await highlight(code, without: trees, tools: tools, cacheFolder: cache, workers: jobs))
    for (note, roles) in zip(vault.notes, roles) {
        problems += highlightingProblems(note, roles, highlighting)
    }
    let math = problems.collect(
        await convertFormulas(vault.notes, tools: tools, cacheFolder: cache, workers: jobs))
    let graphs = problems.collect(
        await drawGraphs(
            graphSources(vault, roles), tools: tools, cacheFolder: cache, workers: jobs))
    let comparisons = problems.collect(await compared)

    let search = options.makesSearch ? await SearchIndex.find(tools) : nil
    if options.makesSearch, search == nil { problems.append(SearchIndex.missing) }
    let plan = planSite(
        vault, hasSearch: search != nil, evidence: evidencePages(comparisons), roles: roles,
        reserved: theme.assets.lazy.map(\.path.string))
    problems += plan.diagnostics
    let bases = problems.collect(
        readBases(
            vault, files: readBaseFiles(listing), listing: listing, graph: graph, roles: roles,
            history: history))
    let site = Site(
        configuration: configuration, vault: vault, graph: graph, plan: plan,
        attachmentFiles: listing.attachments.map(\.filePath),
        noteFiles: vault.notes.map { listing.filePath(of: $0.path) ?? "" },
        navigation: Navigation(vault: vault, plan: plan, sections: configuration.sections),
        theme: theme, roles: roles, results: results, highlighting: highlighting,
        syntaxTrees: trees, math: math, graphs: graphs, linkMap: linkMap,
        comparisons: comparisons, bases: bases, changes: history.changed, search: search)
    return (site, problems)
}

func highlightJobs(_ roles: [[CodeRole]]) -> [BatchWorker.Job] {
    roles.flatMap { $0 }.compactMap(highlightJob)
}

private func highlightJob(_ role: CodeRole) -> BatchWorker.Job? {
    switch role {
    case .shown(let shown) where !shown.language.isEmpty:
        BatchWorker.Job(kind: shown.language, text: shown.code)
    case .sample(let block):
        BatchWorker.Job(kind: block.shown.language, text: block.shown.code)
    default: nil
    }
}

/// Returns a warning for each block of the note that could not be highlighted.
func highlightingProblems(
    _ note: Note, _ roles: [CodeRole], _ highlighting: Conversions
) -> [Diagnostic] {
    if !highlighting.hasErrors { return [] }
    return zip(note.markdown.codeBlocks, roles).compactMap { block, role in
        guard let error = highlightJob(role).flatMap(highlighting.error) else { return nil }
        return Diagnostic(
            .warning, error.code ?? .toolFailed, file: note.path.string,
            span: SourceSpan(
                line: block.span.start.line, column: block.span.start.column),
            "this code is shown without colours: \(error.mistake)", help: error.cure)
    }
}

private func graphSources(_ vault: Vault, _ roles: [[CodeRole]]) -> [GraphSource] {
    zip(vault.notes, roles).flatMap { note, roles in
        zip(note.markdown.codeBlocks, roles).compactMap { block, role in
            guard case .dot = role else { return nil }
            return GraphSource(
                code: block.code, file: note.path.string, firstLine: block.firstCodeLine)
        }
    }
}
