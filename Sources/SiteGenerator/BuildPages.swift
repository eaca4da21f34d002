/// All files of the site, and what came up while they were made, each problem once.
func renderSite(
    _ site: Site, jobs: Int, progress: @escaping @Sendable (BuildProgress) -> Void
) async -> (files: [OutputFile], diagnostics: [Diagnostic]) {
    progress(BuildProgress(phase: "rendering", done: 0, total: site.plan.pages.count))
    let rendered = await concurrentMap(
        site.plan.pages, jobs: jobs, state: { PageShells(theme: site.theme) }
    ) { page, shells in
        renderPage(page.page, at: page.path, of: site, with: &shells)
    }
    let files =
        rendered.map(\.file) + site.theme.assets + sitemapFiles(of: site)
        + [feedFile(of: site), languageModelFile(of: site)] + markdownFiles(of: site)
        + sampleFiles(of: site) + evidenceFiles(of: site)
        + attachmentFiles(rendered.reduce(into: []) { $0.formUnion($1.attachments) }, of: site)
    // A text that several pages show has the same problem on each.
    return (files, Array(Set(rendered.flatMap(\.diagnostics))))
}

/// Only what a published note reaches is copied.
private func attachmentFiles(_ attachments: Set<Int>, of site: Site) -> [OutputFile] {
    attachments.sorted().map { index in
        OutputFile(
            path: site.plan.attachmentPaths[index],
            content: .copy(of: site.attachmentFiles[index]))
    }
}

/// Publishes, with the search index when it is wanted: made anew when a page changed.
func publishSite(
    _ files: [OutputFile], search: SearchIndex?, by publisher: Publisher,
    into diagnostics: inout [Diagnostic],
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> PublishReport {
    progress(BuildProgress(phase: "publishing", done: 0, total: files.count))
    guard let search else { return try await publisher.publish(files) }
    var problems: [Diagnostic] = []
    let report = try await publisher.publish(
        files, keeping: SearchIndex.folder
    ) { folder, report in
        let isPage = { (path: PagePath) in path.string.hasSuffix(".html") }
        if !(report.written + report.removed).contains(where: isPage) {
            return try publisher.linkOld(SearchIndex.folder)
        }
        progress(BuildProgress(phase: "indexing", done: 0, total: 0))
        do {
            try await search.make(for: folder)
        } catch {
            problems.append(Diagnostic(.warning, .toolFailed, file: "", "\(error)"))
        }
    }
    diagnostics += problems
    return report
}
