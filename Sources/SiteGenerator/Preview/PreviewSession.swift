import Basics
import Evidence
import Files
import Foundation
import Markdown
import Samples
import Tools
import Vault

/// A site that is kept in memory while its author writes, so that a saved note can be shown
/// quickly.
///
/// The parts of a note that other pages show (its name, title, headings, tags, properties) seldom
/// change while one writes. If they don't, only the note's own page, those that embed it, and those
/// that show its links are rendered again. Any other change needs a full build. A full build also
/// follows quick updates when the author pauses, so that pages that the quick update left out are
/// soon corrected.
///
/// Builds and updates run one at a time, in the order of the calls, so that a page is never
/// replaced by an older version.
package actor PreviewSession {
    private var options: BuildOptions
    private var inputs: BuildInputs?
    private var site: Site?
    /// The diagnostics of the last full build, updated by quick updates.
    private var diagnostics: [Diagnostic] = []
    /// A task that ends when all calls so far have ended.
    private var lastTurn: Task<Void, Never>?

    package init(_ options: BuildOptions) { self.options = options }

    /// Builds everything.
    ///
    /// - Throws: `CancellationError` if the task is cancelled before the new site replaces the last
    ///   one, which is then unchanged.
    package func buildAll(
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws -> BuildResult {
        try await inTurn { try await $0.makeAll(progress: progress) }
    }

    /// Updates the pages of changed files without a full build.
    ///
    /// - Parameter paths: absolute.
    /// - Returns: nil if the change needs a full build.
    package func update(_ paths: [String]) async throws -> BuildResult? {
        try await inTurn { session in
            guard session.site != nil, !paths.isEmpty else { return nil }
            // Another process may build the same site.
            let places = try Publisher(session.options).places
            return try await withBuildLock(places.lock, onWait: {}) {
                try await session.applyChanges(paths)
            }
        }
    }

    /// Runs `work` after all earlier calls have ended.
    private func inTurn<Value: Sendable>(
        _ work: @escaping @Sendable (isolated PreviewSession) async throws -> Value
    ) async throws -> Value {
        let turn = Task { [lastTurn] in
            await lastTurn?.value
            try Task.checkCancellation()
            return try await work(self)
        }
        lastTurn = Task { _ = await turn.result }
        return try await withTaskCancellationHandler {
            try await turn.value
        } onCancel: {
            turn.cancel()
        }
    }

    private func makeAll(
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws -> BuildResult {
        // A tool may have been installed since the last build.
        let known = await options.tools.known
        options.tools = Toolbox(options.tools.places)
        await options.tools.recall(known)
        let (options, cacheProblems) = try withUsablePlaces(options)
        let inputs = try readInputs(options)
        let built = try await buildSite(
            inputs, options, cacheProblems: cacheProblems, progress: progress)
        // If the site was not published, its pages must not be mixed with those of the last one.
        site = built.result.report == nil ? nil : built.site
        (self.inputs, diagnostics) = (inputs, built.result.diagnostics)
        return built.result
    }

    private func applyChanges(_ paths: [String]) async throws -> BuildResult? {
        // If the mark is missing, somebody has replaced the site by another folder.
        guard let inputs, var site, fileExists(options.output + "/" + SiteMarker.name) else {
            return nil
        }
        var changed: [(index: Int, note: Note)] = []
        for path in paths {
            guard let change = reparsed(path, inputs, site) else { return nil }
            changed.append(change)
        }
        var stale: Set<Int> = []
        for (index, note) in changed {
            let old = site.vault.notes[index]
            guard old.hasSameMetadata(as: note) else { return nil }
            if old.digest == note.digest { continue }
            stale.formUnion(linkedNotes(from: index, in: site))
            site.vault.replace(index, with: note)
            site.graph.relink(index, in: site.vault)
            stale.formUnion(linkedNotes(from: index, in: site))
            stale.formUnion(embedders(of: index, in: site))
            stale.insert(index)
            guard try await rerun(index, inputs, &site) else { return nil }
        }
        let pages = pages(showing: stale, changed: changed.map(\.index), in: site)
        guard let (report, problems) = try publish(pages, of: site) else { return nil }
        self.site = site
        replaceDiagnostics(of: changed.map(\.note), with: problems, in: site)
        return BuildResult(
            diagnostics: diagnostics, noteCount: site.vault.notes.count, sampleCount: 0,
            ranCount: 0,
            foreignCount: 0, sampleLog: [], report: report)
    }
}

extension PreviewSession {
    /// Reads a note again. Returns nil if the file can't be read or is not a note of the site.
    private func reparsed(_ path: String, _ inputs: BuildInputs, _ site: Site) -> (Int, Note)? {
        let root = realPath(options.content) ?? options.content
        let real =
            path.hasPrefix(options.content + "/")
            ? root + path.dropFirst(options.content.count) : path
        guard real.hasPrefix(root + "/"), real.hasSuffix(".md"), let bytes = readFile(real)
        else { return nil }
        let relative = VaultPath(String(real.dropFirst(root.count + 1)))
        guard let index = site.vault.noteIndex[relative] else { return nil }
        let file = SourceFile(
            path: relative, bytes: bytes, modified: site.vault.notes[index].modified)
        return (index, parseNote(file, options: ParseOptions(inputs.configuration)))
    }

    /// Returns the notes that show a backlink from this one.
    private func linkedNotes(from index: Int, in site: Site) -> [Int] {
        site.graph.resolutions[index].compactMap { resolution in
            if case .note(let target)? = resolution.target { target } else { nil }
        }
    }

    /// Returns the notes that embed this one, directly or through another.
    private func embedders(of index: Int, in site: Site) -> Set<Int> {
        var found: Set<Int> = []
        var queue = [index]
        while let next = queue.popLast() {
            for backlink in site.graph.backlinks[next]
            where site.vault.notes[backlink.note].markdown.links[backlink.link].isEmbed
                && found.insert(backlink.note).inserted
            {
                queue.append(backlink.note)
            }
        }
        return found
    }

    /// Updates the note's samples, highlighted code and formulas.
    ///
    /// - Returns: false if a full build is needed, because a measured sample or the basis of a
    ///   claim has changed.
    private func rerun(_ index: Int, _ inputs: BuildInputs, _ site: inout Site) async throws -> Bool
    {
        let note = site.vault.notes[index]
        let (roles, _) = await extractAllSamples(
            [note], inputs.listing, inputs.configuration, jobs: 1)
        // Measured values are also shown on other pages.
        guard measuredCode(site.roles[index]) == measuredCode(roles[0]) else { return false }
        site.roles[index] = roles[0]
        let samples = roles.samples
        let runner = SampleRunner(configuration: runnerConfiguration(inputs.configuration, options))
        let results = try await runner.results(for: samples, policy: .asNeeded)
        // Verdicts are also shown on other pages.
        let keys = { (results: [SampleResult]) in Set(results.map { $0.record?.key }) }
        if site.comparisons.hasClaim(onSamplesOf: note.path.string),
            keys(site.results.all(of: note.path.string)) != keys(results)
        {
            return false
        }
        site.results.replace(note.path.string, with: results)
        // The cache isn't used here: reading it for all notes takes longer than highlighting the
        // new code.
        let code = highlightJobs(roles)
        let languages = site.syntaxTrees.names.union(code.map(\.kind))
        if languages != site.syntaxTrees.names { site.syntaxTrees.addLanguages(languages) }
        await site.syntaxTrees.colour(code, cacheFolder: nil, workers: 1)
        let (highlighting, _) = await highlight(
            code.filter { !site.highlighting.isConverted($0) }, without: site.syntaxTrees,
            tools: options.tools, cacheFolder: nil, workers: 1)
        site.highlighting.merge(highlighting)
        let formulas = mathJobs([note]).filter { !site.math.isConverted($0) }
        let (math, _) = await Converter.math.convert(
            formulas, tools: options.tools, cacheFolder: options.cache, workers: 1)
        site.math.merge(math)
        return true
    }

    /// Returns the names and code of measured samples, which the measured values depend on.
    private func measuredCode(_ roles: [CodeRole]) -> [[String]] {
        [roles].samples.filter { $0.options.measure != nil }.map { [$0.name, $0.code] }
    }

    /// Returns the pages of `notes`, and the lists that contain summaries of the changed ones.
    private func pages(
        showing notes: Set<Int>, changed: [Int], in site: Site
    ) -> [(path: PagePath, page: SitePlan.Page)] {
        // The author is waiting for the changed notes, so they come first.
        let notes = changed + notes.subtracting(changed).sorted()
        var pages = notes.map { (site.plan.notePaths[$0], SitePlan.Page.note($0)) }
        for index in changed {
            let note = site.vault.notes[index]
            var lists = note.tags.compactMap { site.plan.tagPaths[$0.lowercased()] }
            if let folder = site.plan.folderPaths[String(note.path.folder)] { lists.append(folder) }
            for path in lists {
                // If a note is the folder's index, the folder has no list.
                guard let page = site.plan.page(at: path), page.isList else { continue }
                pages.append((path, page))
            }
        }
        return pages
    }

    /// Replaces the pages one by one, each in one step.
    ///
    /// - Returns: nil if more is needed than replacing existing files.
    private func publish(
        _ pages: [(path: PagePath, page: SitePlan.Page)], of site: Site
    ) throws -> (report: PublishReport, problems: Set<Diagnostic>)? {
        var report = PublishReport()
        var problems: Set<Diagnostic> = []
        var renderer = PageRenderer(site)
        for (path, page) in pages {
            let rendered = renderer.render(page, at: path)
            problems.formUnion(rendered.diagnostics)
            guard case .bytes(let bytes) = rendered.file.content else { continue }
            let target = options.output + "/" + path.string
            for attachment in rendered.attachments {
                addAttachment(attachment, of: site)
            }
            if readFile(target) == bytes {
                report.unchanged += 1
                continue
            }
            do throws(FileProblem) {
                try replaceFile(path.string, below: options.output, with: bytes)
            } catch {
                throw EnvironmentError("can't write \(error)")
            }
            report.written.append(path)
        }
        return (report, problems)
    }

    private func addAttachment(_ attachment: Int, of site: Site) {
        let path = site.plan.attachmentPaths[attachment].string
        if fileExists(options.output + "/" + path) { return }
        do throws(FileProblem) {
            try copyNewFile(site.attachmentFiles[attachment], to: path, below: options.output)
            try SiteMarker.add(path, to: options.output)
        } catch {
            // The next full build reports the problem.
            return
        }
    }

    private func replaceDiagnostics(
        of notes: [Note], with problems: Set<Diagnostic>, in site: Site
    ) {
        let files = Set(notes.map(\.path.string))
        diagnostics.removeAll { files.contains($0.file) }
        diagnostics += notes.flatMap { $0.diagnostics + formulaProblems($0, site.math) }
        diagnostics += misspeltProperties(
            site.vault.notes, known: site.configuration.propertyNames
        ).filter { files.contains($0.file) }
        diagnostics += problems.filter { files.contains($0.file) }
        diagnostics += verdictDiagnostics(site.comparisons.verdicts).filter {
            files.contains($0.file)
        }
        for note in notes {
            diagnostics += site.results.all(of: note.path.string).flatMap {
                $0.problems.map(Diagnostic.init)
            }
            guard let index = site.vault.noteIndex[note.path] else { continue }
            diagnostics += highlightingProblems(note, site.roles[index], site.highlighting)
            let resolutions = site.graph.resolutions[index]
            // The index for suggestions is expensive, so it is made only if there is a problem.
            if resolutions.contains(where: { $0.target == nil || $0.anchor == .missing }) {
                let reporter = LinkReporter(
                    vault: site.vault, unpublished: [:], ignored: site.configuration.ignoredLinks)
                diagnostics += reporter.problems(of: index, resolutions)
            }
        }
        _ = diagnostics.accept(site.accepted)
        diagnostics.sort()
    }
}

extension Note {
    /// Returns true if other pages would show the same for both notes.
    fileprivate func hasSameMetadata(as other: Note) -> Bool {
        title == other.title && frontMatter.data == other.frontMatter.data
            && tags == other.tags
            && markdown.headings.map { [$0.id, $0.text, "\($0.level) \($0.isQuoted)"] }
                == other.markdown.headings.map { [$0.id, $0.text, "\($0.level) \($0.isQuoted)"] }
            && markdown.blocks.map(\.id) == other.markdown.blocks.map(\.id)
            && markdown.codeBlocks.map(\.info) == other.markdown.codeBlocks.map(\.info)
    }
}
