import Foundation
import Markdown
import Samples
import Tools

/// Builds the site: reads, parses, runs, links, lays out, renders and publishes.
///
/// Bad content is in the result's diagnostics and never stops the rest.
/// - Throws: ``EnvironmentError`` when the environment can't do it; the last site is then untouched.
package func build(
    _ options: BuildOptions, progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
) async throws -> BuildResult {
    let inputs = try readInputs(options)
    let digest = InputDigest(options, inputs.listing)
    if let result = try await recalled(options, digest) { return result }
    let (result, site) = try await buildSite(inputs, options, progress: progress)
    if !site.bases.asksTheTime { await remember(result, options, digest) }
    return result
}

/// The whole build, with what it was built from left in memory.
func buildSite(
    _ inputs: BuildInputs, _ options: BuildOptions,
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> (result: BuildResult, site: Site) {
    let publisher = try Publisher(options)
    try publisher.places.makeParent()
    let onWait = {
        progress(
            BuildProgress(phase: "waiting for another build", done: 0, total: 0, takesLong: true))
    }
    return try await withBuildLock(publisher.places.lock, onWait: onWait) {
        let (options, cacheProblems) = prepareCache(options)
        var (site, result) = try await assemble(
            inputs, options, mode: .build, progress: progress)
        result.diagnostics += cacheProblems
        if result.diagnostics.contains(where: \.keepsLastSite) {
            // What else is wrong comes up while pages are made.
            result.diagnostics += await renderSite(
                site, jobs: options.jobs, progress: progress, take: { _ in }
            ).diagnostics
            result.diagnostics.sort()
            return (result, site)
        }
        result.report = try await publishSite(
            site, by: publisher, jobs: options.jobs, into: &result.diagnostics, progress: progress)
        result.diagnostics.sort()
        return (result, site)
    }
}

/// What the last build said, when nothing has changed since: neither what it was made from nor what
/// it made.
private func recalled(
    _ options: BuildOptions, _ digest: InputDigest
) async throws -> BuildResult? {
    if case .rerun = options.execution { return nil }
    guard try !Publisher(options).places.hasLeftovers, let stamp = BuildStamp.read(options),
        stamp.inputs == digest.value,
        stamp.outputs == (await BuildStamp.outputDigest(options.output, jobs: options.jobs))
    else { return nil }
    return stamp.result
}

private func remember(
    _ result: BuildResult, _ options: BuildOptions, _ digest: InputDigest
) async {
    // A missing tool may be there next time, and records written just now changed the inputs.
    let passing: Set<DiagnosticCode> = [.toolMissing, .toolFailed, .cacheUnusable]
    let isFinal = !result.diagnostics.contains { passing.contains($0.code) }
    guard digest.isSettled, isFinal, result.ranCount == 0, result.measuredCount == 0,
        result.report != nil
    else { return }
    var result = result
    result.report = PublishReport(
        unchanged: (result.report?.unchanged ?? 0) + (result.report?.written.count ?? 0))
    let outputs = await BuildStamp.outputDigest(options.output, jobs: options.jobs)
    BuildStamp(inputs: digest.value, outputs: outputs, result: result).save(options)
}

/// All that ``build(_:progress:)`` checks and more, without writing anything.
package func check(
    _ options: BuildOptions, progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
) async throws -> BuildResult {
    var (site, result) = try await assemble(
        try readInputs(options), options, mode: .check, progress: progress)
    // Nothing but bases has more to say once it is drawn.
    if site.bases.corpus != nil {
        result.diagnostics += await renderSite(site, jobs: options.jobs, progress: progress) { _ in
        }.diagnostics
    }
    // A link that leads nowhere is shown as such by a build, and is wrong all the same.
    for index in result.diagnostics.indices where result.diagnostics[index].code.isDeadLink {
        result.diagnostics[index].severity = .error
    }
    if options.checksExternalLinks {
        result.diagnostics += await checkExternalLinks(
            site.vault, ignored: site.configuration.ignoredLinks, cacheFolder: options.cache,
            progress: progress)
    }
    result.diagnostics.sort()
    return result
}

enum BuildMode { case build, check }

/// Settings, and the names of all files.
struct BuildInputs: Sendable {
    var configuration: Configuration
    var listing: ContentListing
    var diagnostics: [Diagnostic]
}

func readInputs(_ options: BuildOptions) throws -> BuildInputs {
    let (configuration, diagnostics) = readSettings(options)
    let listing = try listContent(root: options.content, ignore: configuration.ignore)
    return BuildInputs(
        configuration: configuration, listing: listing,
        diagnostics: diagnostics + listing.diagnostics)
}

/// Everything up to the site's pages, from files to values.
func assemble(
    _ inputs: BuildInputs, _ options: BuildOptions, mode: BuildMode,
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> (Site, BuildResult) {
    let jobs = options.jobs
    let (configuration, listing) = (inputs.configuration, inputs.listing)
    let (theme, themeProblems) = try Theme.read(from: options.theme)
    var diagnostics = inputs.diagnostics + themeProblems

    async let dated = fileHistory(of: options.content)
    progress(BuildProgress(phase: "reading", done: 0, total: listing.notes.count))
    let parseOptions = parseOptions(configuration)
    let parsed = await concurrentMap(listing.notes, jobs: jobs) { entry in
        readNote(entry, options: parseOptions)
    }
    diagnostics += parsed.flatMap(\.diagnostics)
    // What could not be read may have samples, whose records have to stay.
    var runOptions = options
    runOptions.keepsAllRecords = diagnostics.contains(where: \.keepsLastSite)
    let (notes, drafts, unpublished) = published(
        parsed.compactMap(\.note), drafts: options.includesDrafts)
    diagnostics += notes.flatMap(\.diagnostics)
    diagnostics += drafts.filter(\.frontMatter.isWithheldByMistake).flatMap(\.diagnostics)
    let vault = Vault(
        notes: notes, attachments: listing.attachments.map(\.path),
        linkFormat: configuration.linkFormat)

    progress(BuildProgress(phase: "linking", done: 0, total: notes.count))
    let graph = await linkNotes(
        vault, unpublished: unpublished.merging(listing.leftOut) { draft, _ in draft },
        ignored: configuration.ignoredLinks, jobs: jobs)
    let search = options.makesSearch ? await SearchIndex.find() : nil
    if options.makesSearch, search == nil { diagnostics.append(SearchIndex.missing) }
    diagnostics += graph.diagnostics

    let (roles, roleProblems) = await extractAllSamples(
        vault.notes, listing, configuration, jobs: jobs)
    diagnostics += roleProblems
    let draftRoles = await extractAllSamples(drafts, listing, configuration, jobs: jobs).roles
    let (samples, sampleProblems) = try await runSamples(
        roles, unpublished: draftRoles, configuration: configuration, options: runOptions,
        mode: mode, progress: progress)
    diagnostics += sampleProblems

    let (modelFiles, modelProblems) = readModel(listing)
    let results = SampleResults(samples)
    // While something is measured, nothing else of ours may run.
    let (history, historyProblems) = await dated
    diagnostics += historyProblems
    let (definitions, definitionProblems) = readDefinitions(
        notes, modelFiles: modelFiles, roles: roles, selection: configuration.samples)
    let measured = try await runMeasurements(
        definitions, roles: roles, unpublished: (drafts, draftRoles),
        configuration: configuration, options: runOptions, mode: mode, progress: progress)
    diagnostics += modelProblems + definitionProblems + measured.diagnostics

    // One page shows it, and all others can be made meanwhile; it must not disturb what is measured.
    let linkMap = Task {
        mode == .check ? nil : await drawLinkMap(vault, graph, cacheFolder: options.cache)
    }
    async let compared = buildComparisons(
        vault: vault, definitions: definitions, roles: roles, results: results,
        measured: measured.outcomes, selection: configuration.samples)

    progress(BuildProgress(phase: "highlighting", done: 0, total: 0))
    // What only a page would show is nothing to check.
    let (highlighting, highlightProblems) = await highlight(
        mode == .check ? [] : highlightJobs(roles), cacheFolder: options.cache, workers: jobs)
    let (math, mathProblems) = await setFormulas(
        notes, cacheFolder: options.cache, workers: jobs)
    let (graphs, graphProblems) = await drawGraphs(
        graphSources(vault, roles), cacheFolder: options.cache)
    diagnostics += highlightProblems + mathProblems + graphProblems

    let (comparisons, comparisonProblems) = await compared
    diagnostics += comparisonProblems
    let plan = planSite(
        vault, hasSearch: search != nil, evidence: evidencePages(comparisons), roles: roles,
        reserved: theme.assets.lazy.map(\.path.string))
    diagnostics += plan.diagnostics
    let (bases, baseProblems) = readBases(
        vault, files: readBaseFiles(listing), listing: listing, graph: graph, roles: roles,
        history: history)
    diagnostics += baseProblems

    let site = Site(
        configuration: configuration, vault: vault, graph: graph, plan: plan,
        attachmentFiles: listing.attachments.map(\.filePath),
        noteFiles: vault.notes.map { listing.filePath(of: $0.path) ?? "" },
        navigation: Navigation(vault: vault, plan: plan, sections: configuration.sections),
        theme: theme, roles: roles, results: results, highlighting: highlighting,
        math: math, graphs: graphs,
        linkMap: linkMap, comparisons: comparisons, bases: bases,
        changes: history.changed, search: search)
    var result = summary(of: samples, notes: notes.count, diagnostics: diagnostics)
    result.add(measured)
    result.verdicts = comparisons.verdicts.map(JudgedClaim.init)
    return (site, result)
}

private func readSettings(_ options: BuildOptions) -> (Configuration, [Diagnostic]) {
    let name = String(VaultPath(options.content).name)
    let obsidianName = ".obsidian/app.json"
    let settings = readIfThere(options.content + "/" + settingsName)
    let obsidian = readIfThere(options.content + "/" + obsidianName)
    var (configuration, diagnostics) = readConfiguration(
        settings.text, defaultTitle: name, obsidian: ObsidianSettings(json: obsidian.text))
    diagnostics += [(settingsName, settings.problem), (obsidianName, obsidian.problem)]
        .compactMap { file, problem in problem.map { unreadable(file, $0) } }
    if let samples = options.samples { configuration.samples = samples }
    if let url = options.baseURL { configuration.baseURL = normalizedBaseURL(url) }
    return (configuration, diagnostics)
}

func parseOptions(_ configuration: Configuration) -> ParseOptions {
    var options = ParseOptions()
    options.strictLineBreaks = configuration.strictLineBreaks
    options.allowsHTML = configuration.rawHTML == .allow
    return options
}

func readNote(
    _ entry: ContentListing.Entry, options: ParseOptions
) -> (note: Note?, diagnostics: [Diagnostic]) {
    guard let bytes = readFile(entry.filePath) else {
        return (nil, [unreadable(entry.path.string, errno)])
    }
    let file = SourceFile(
        path: entry.path, bytes: bytes, modified: entry.modified / 1_000_000_000)
    return (parseNote(file, options: options), [])
}

/// The data that several notes share.
func readModel(_ listing: ContentListing) -> ([ModelFile], [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let files = listing.model.map { entry in
        let (text, problem) = readIfThere(entry.filePath)
        if let problem { diagnostics.append(unreadable(entry.path.string, problem)) }
        let (data, problems) = readYAML(text ?? "", file: entry.path.string)
        diagnostics += problems
        return ModelFile(path: entry.path.string, data: data)
    }
    return (files, diagnostics)
}

/// Drafts and private notes are no part of the site; links to them say why they lead nowhere.
func published(
    _ notes: [Note], drafts: Bool
) -> (notes: [Note], others: [Note], reasons: [String: String]) {
    var reasons: [String: String] = [:]
    var (published, others): ([Note], [Note]) = ([], [])
    for note in notes {
        let matter = note.frontMatter
        if matter.isPublished && (drafts || !matter.isDraft) {
            published.append(note)
        } else {
            others.append(note)
            let reason = matter.isPublished ? "it is a draft" : "it says `publish: false`"
            for name in [String(note.path.stem)] + matter.aliases.map(\.text) {
                reasons[name.folded] = reason
            }
        }
    }
    return (published, others, reasons)
}

func extractAllSamples(
    _ notes: [Note], _ listing: ContentListing, _ configuration: Configuration, jobs: Int
) async -> (roles: [[CodeRole]], diagnostics: [Diagnostic]) {
    let extracted = await concurrentMap(notes, jobs: jobs) {
        note -> (roles: [CodeRole], diagnostics: [Diagnostic]) in
        if note.markdown.codeBlocks.isEmpty { return ([], []) }
        return extractSamples(
            from: note, runtimes: configuration.runtimes, selection: configuration.samples,
            readFile: { listing.filePath(of: $0).flatMap(readFile) })
    }
    return (extracted.map(\.roles), extracted.flatMap(\.diagnostics))
}

func highlightJobs(_ roles: [[CodeRole]]) -> [BatchWorker.Job] {
    roles.flatMap { $0 }.compactMap { role in
        switch role {
        case .shown(let shown) where !shown.language.isEmpty:
            BatchWorker.Job(kind: shown.language, text: shown.code)
        case .sample(let block):
            BatchWorker.Job(kind: block.shown.language, text: block.shown.code)
        default: nil
        }
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

private func summary(
    of samples: [SampleResult], notes: Int, diagnostics: [Diagnostic]
) -> BuildResult {
    var result = BuildResult(
        diagnostics: diagnostics, noteCount: notes, sampleCount: samples.count, ranCount: 0,
        foreignCount: 0, sampleLog: [], report: nil)
    for sample in samples {
        let name = "\(sample.sample.note)#\(sample.sample.name) (\(sample.runtime))"
        switch sample.status {
        case .recalled: result.sampleLog.append("\(name): recalled")
        case .foreign(let differences):
            result.foreignCount += 1
            result.sampleLog.append(
                "\(name): recalled from elsewhere: \(differences.joined(separator: ", "))")
        case .ran(let reason):
            result.ranCount += 1
            result.sampleLog.append("\(name): ran: \(reason)")
        case .notRun(let reason): result.sampleLog.append("\(name): not run: \(reason)")
        }
    }
    return result
}

extension Publisher {
    init(_ options: BuildOptions) throws {
        try self.init(
            output: options.output, inputs: [options.content, options.theme], jobs: options.jobs)
    }
}

/// Removes the site and all caches.
package func clean(_ options: BuildOptions) throws {
    // The publisher knows what is ours to delete.
    _ = try Publisher(options)
    try removeTree(options.output)
    if let cache = options.cache { try removeTree(cache) }
}
