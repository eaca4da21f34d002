import Basics
import Vault

/// Renders all files of the site and passes on each one when it is ready, so that they are never in
/// memory together.
///
/// - Parameter receive: called from several tasks at once.
/// - Returns: the values that `receive` returned, in the same order for the same site, and each
///   diagnostic of the rendering once. The values are incomplete if the task is cancelled.
func renderSite<Received: Sendable>(
    _ site: Site, jobs: Int,
    progress: @escaping @Sendable (BuildProgress) -> Void,
    receive: @escaping @Sendable (OutputFile) -> Received
) async -> (received: [Received], diagnostics: [Diagnostic]) {
    progress(BuildProgress(phase: "rendering", done: 0, total: site.plan.pages.count))
    // Long lists start first, so that no worker is left with a long page at the end.
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
        if Task.isCancelled { return MadeFiles<Received>() }
        switch work {
        case .files(let make): return MadeFiles(received: make(site).map(receive))
        case .page(let path, let page):
            let rendered = renderer.render(page, at: path)
            var made = MadeFiles(
                received: [receive(rendered.file)], attachments: rendered.attachments,
                diagnostics: rendered.diagnostics)
            if case .note(let index) = page {
                made.received.append(receive(markdownFile(of: index, site)))
            }
            return made
        }
    }
    // The graph waits for a drawing of another program, which may receive longer than all other pages.
    for (path, page) in site.plan.pages where page == .graph && !Task.isCancelled {
        var renderer = PageRenderer(site, linkMap: await site.linkMap.value)
        made.append(MadeFiles(received: [receive(renderer.render(page, at: path).file)]))
    }
    let attachments = made.reduce(into: Set<Int>()) { $0.formUnion($1.attachments) }
    let copied = await concurrentMap(
        attachmentFiles(attachments, of: site), jobs: jobs, transform: receive)
    // A text that is shown on several pages has the same problem on each of them.
    return (made.flatMap(\.received) + copied, Array(Set(made.flatMap(\.diagnostics))))
}

private struct MadeFiles<Received: Sendable>: Sendable {
    var received: [Received] = []
    var attachments: Set<Int> = []
    var diagnostics: [Diagnostic] = []
}

/// A unit of work for one task.
private enum SiteWork: Sendable {
    case page(PagePath, SitePlan.Page)
    case files(@Sendable (Site) -> [OutputFile])
}

/// Returns the files of attachments that pages show or link to. Others are not published.
private func attachmentFiles(_ attachments: Set<Int>, of site: Site) -> [OutputFile] {
    attachments.sorted().map { index in
        OutputFile(
            path: site.plan.attachmentPaths[index],
            content: .copy(of: site.attachmentFiles[index]))
    }
}

extension Site {
    /// Highlights the code of all notes with syntax trees.
    mutating func colourCode(_ options: BuildOptions) async {
        await syntaxTrees.colour(
            highlightJobs(roles), cacheFolder: options.cache, workers: options.jobs)
    }
}

/// Renders the site and publishes the changes since the last build. If the site has a search index,
/// it is made again when a page has changed.
func publish(
    _ built: inout BuiltSite, by publisher: Publisher, _ options: BuildOptions,
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws {
    let publication = try publisher.begin()
    progress(BuildProgress(phase: "highlighting", done: 0, total: 0))
    await built.site.colourCode(options)

    let (results, diagnosed) = await renderSite(built.site, jobs: options.jobs, progress: progress)
    {
        publication.write($0)
    }
    built.result.diagnostics += diagnosed
    if Task.isCancelled {
        publication.discard()
        throw CancellationError()
    }
    progress(BuildProgress(phase: "publishing", done: 0, total: results.count))
    built.result.report = try await finish(
        publication, results, built.site.search, options, into: &built.result.diagnostics,
        progress: progress)
    if let report = built.result.report {
        built.result.diagnostics += keptFiles(report, in: publisher.places.output)
    }
}

private func finish(
    _ publication: Publication, _ results: [Publication.WriteResult], _ search: SearchIndex?,
    _ options: BuildOptions, into diagnostics: inout [Diagnostic],
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> PublishReport {
    guard let search else { return try await publication.finish(results) }
    let record = SearchRecord(search, options)
    let isCurrent = record.isCurrent
    var problems: [Diagnostic] = []
    let report = try await publication.finish(
        results, keeping: SearchIndex.folder, isStale: !isCurrent
    ) { folder, report in
        let isPage = { (path: PagePath) in path.string.hasSuffix(".html") }
        if isCurrent, !(report.written + report.removed).contains(where: isPage) {
            return try publication.linkFromOldSite(SearchIndex.folder)
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

/// Returns a note about files in the output folder that no build has written, and that are
/// therefore kept.
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
