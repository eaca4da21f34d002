import Basics
import Vault

/// Makes all files of the site and hands each on as soon as it is there, so that they are never in
/// memory all at once.
///
/// - Parameter take: called by several tasks at once.
/// - Returns: what `take` returned, in the same order for the same site; and what came up while the
///   files were made, each problem once. Nothing of use when the task is cancelled.
func renderSite<Taken: Sendable>(
    _ site: Site, jobs: Int,
    progress: @escaping @Sendable (BuildProgress) -> Void,
    take: @escaping @Sendable (OutputFile) -> Taken
) async -> (taken: [Taken], diagnostics: [Diagnostic]) {
    progress(BuildProgress(phase: "rendering", done: 0, total: site.plan.pages.count))
    // The long lists first: a page at the end keeps nobody waiting.
    let work: [SiteWork] =
        [
            .files { sitemapFiles(of: $0) },
            .files { [languageModelFile(of: $0), feedFile(of: $0)] },
            .files { sampleFiles(of: $0) },
            .files { evidenceFiles(of: $0) + $0.theme.assets },
        ]
        + site.plan.pages.filter { $0.page != .graph }.map {
            .page($0.path, $0.page)
        }
    var made = await concurrentMap(work, jobs: jobs, state: { PageRenderer(site) }) {
        work, renderer in
        if Task.isCancelled { return MadeFiles<Taken>() }
        switch work {
        case .files(let make): return MadeFiles(taken: make(site).map(take))
        case .page(let path, let page):
            let rendered = renderer.render(page, at: path)
            var made = MadeFiles(
                taken: [take(rendered.file)], attachments: rendered.attachments,
                diagnostics: rendered.diagnostics)
            if case .note(let index) = page {
                made.taken.append(take(markdownFile(of: index, site)))
            }
            return made
        }
    }
    // Another program draws it, which may take longer than all the rest.
    for (path, page) in site.plan.pages where page == .graph && !Task.isCancelled {
        var renderer = PageRenderer(site, linkMap: await site.linkMap.value)
        made.append(MadeFiles(taken: [take(renderer.render(page, at: path).file)]))
    }
    let attachments = made.reduce(into: Set<Int>()) { $0.formUnion($1.attachments) }
    let copied = await concurrentMap(
        attachmentFiles(attachments, of: site), jobs: jobs, transform: take)
    // A text that several pages show has the same problem on each.
    return (made.flatMap(\.taken) + copied, Array(Set(made.flatMap(\.diagnostics))))
}

private struct MadeFiles<Taken: Sendable>: Sendable {
    var taken: [Taken] = []
    var attachments: Set<Int> = []
    var diagnostics: [Diagnostic] = []
}

/// What one task makes at a time.
private enum SiteWork: Sendable {
    case page(PagePath, SitePlan.Page)
    case files(@Sendable (Site) -> [OutputFile])
}

/// Only what a published note reaches is copied.
private func attachmentFiles(_ attachments: Set<Int>, of site: Site) -> [OutputFile] {
    attachments.sorted().map { index in
        OutputFile(
            path: site.plan.attachmentPaths[index],
            content: .copy(of: site.attachmentFiles[index]))
    }
}

extension Site {
    /// Highlights the code of all notes by its syntax trees.
    mutating func colourCode(_ options: BuildOptions) async {
        await syntaxTrees.colour(
            highlightJobs(roles), cacheFolder: options.cache, workers: options.jobs)
    }
}

/// Renders and publishes what has changed since the last build, with the search index when it is
/// wanted: made anew when a page changed.
func publish(
    _ built: inout BuiltSite, by publisher: Publisher, _ options: BuildOptions,
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws {
    let publication = try publisher.begin()
    progress(BuildProgress(phase: "highlighting", done: 0, total: 0))
    await built.site.colourCode(options)

    let (puts, diagnosed) = await renderSite(built.site, jobs: options.jobs, progress: progress) {
        publication.put($0)
    }
    built.result.diagnostics += diagnosed
    if Task.isCancelled {
        publication.discard()
        throw CancellationError()
    }
    progress(BuildProgress(phase: "publishing", done: 0, total: puts.count))
    built.result.report = try await finish(
        publication, puts, built.site.search, options, into: &built.result.diagnostics,
        progress: progress)
    if let report = built.result.report {
        built.result.diagnostics += keptFiles(report, in: publisher.places.output)
    }
}

private func finish(
    _ publication: Publication, _ puts: [Publication.Put], _ search: SearchIndex?,
    _ options: BuildOptions, into diagnostics: inout [Diagnostic],
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> PublishReport {
    guard let search else { return try await publication.finish(puts) }
    let record = SearchRecord(search, options)
    let isCurrent = record.isCurrent
    var problems: [Diagnostic] = []
    let report = try await publication.finish(
        puts, keeping: SearchIndex.folder, isStale: !isCurrent
    ) { folder, report in
        let isPage = { (path: PagePath) in path.string.hasSuffix(".html") }
        if isCurrent, !(report.written + report.removed).contains(where: isPage) {
            return try publication.linkOld(SearchIndex.folder)
        }
        progress(BuildProgress(phase: "indexing", done: 0, total: 0))
        do {
            let files = try await search.make(of: folder)
            try publication.add(
                files.map { path, bytes in
                    OutputFile(
                        path: PagePath(SearchIndex.folder + "/" + path), content: .bytes(bytes))
                })
        } catch let error where !(error is EnvironmentError || error is CancellationError) {
            problems.append(
                Diagnostic(
                    .warning, .toolFailed, file: "",
                    "the site has no search: Pagefind failed: \(error)",
                    help: "build with --no-search"))
        }
    }
    if problems.isEmpty { record.save() }
    diagnostics += problems
    return report
}

/// What no build has made stays, which is said.
private func keptFiles(_ report: PublishReport, in output: String) -> [Diagnostic] {
    guard let first = report.foreign.first else { return [] }
    let count = report.foreign.count
    let rest = count > 1 ? " and \(count - 1) more" : ""
    return [
        Diagnostic(
            report.isFirstList ? .warning : .note, .outputKept, file: "",
            "\(output) holds files that no build is known to have made, and they stay: \(first)\(rest)",
            help: "delete those that are no part of the site")
    ]
}
