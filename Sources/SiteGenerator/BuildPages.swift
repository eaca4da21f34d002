/// All files of the site.
func renderSite(
    _ site: Site, jobs: Int, progress: @escaping @Sendable (BuildProgress) -> Void
) async -> [OutputFile] {
    progress(BuildProgress(phase: "rendering", done: 0, total: site.plan.pages.count))
    let rendered = await concurrentMap(site.plan.pages, jobs: jobs) { page in
        renderPage(page.page, at: page.path, of: site)
    }
    return rendered.map(\.file) + site.theme.assets + sitemapFiles(of: site)
        + attachmentFiles(rendered.reduce(into: []) { $0.formUnion($1.attachments) }, of: site)
}

/// Only what a published note reaches is copied.
private func attachmentFiles(_ attachments: Set<Int>, of site: Site) -> [OutputFile] {
    attachments.sorted().map { index in
        OutputFile(
            path: site.plan.attachmentPaths[index],
            content: .copy(of: site.attachmentFiles[index]))
    }
}

/// Publishes, with the search index when it is wanted.
func publishSite(
    _ files: [OutputFile], of site: Site, options: BuildOptions, by publisher: Publisher,
    into diagnostics: inout [Diagnostic],
    progress: @escaping @Sendable (BuildProgress) -> Void
) async throws -> PublishReport {
    progress(BuildProgress(phase: "publishing", done: 0, total: files.count))
    return try await publisher.publish(files)
}
