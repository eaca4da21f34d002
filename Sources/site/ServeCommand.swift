import ArgumentParser
import Basics
import Files
import Foundation
import PreviewServer
import SiteGenerator
import Vault

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Builds, serves on this machine, and rebuilds when something changes.")

    @OptionGroup var shared: SharedOptions

    @Option(
        help: ArgumentHelp(
            "The port to listen on (default: 8000, or the next free one).", valueName: "n"))
    var port: UInt16?

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Flag(help: "Show drafts too.")
    var drafts = false

    @Flag(help: "Look for changes at intervals, where the kernel doesn't report them.")
    var poll = false

    @Flag(name: .customLong("no-search"), help: "Make no search index.")
    var noSearch = false

    /// The seconds before the full build, so that tests need not wait for it.
    @Option(name: .customLong("pause"), help: .hidden)
    var pause = 2.0

    func run() async throws {
        var options = shared.buildOptions()
        options.includesDrafts = drafts
        options.makesSearch = !noSearch
        options.measuring = .never
        do {
            try checkContent(options)
        } catch {
            throw failure(error)
        }
        // Watching begins before the first build, so that a change made during it is not missed.
        let changes = FileWatcher.changes(
            in: [options.content, options.theme],
            ignoring: [options.output, options.content + "/_records"],
            method: poll ? .polling : .automatic,
            onFallback: { write("warning: looking for changes by polling: \($0)\n") })
        let liveReload = LiveReload()
        let preview = Preview(
            shared: shared, options: options, liveReload: liveReload, pause: .seconds(pause))
        do {
            try await preview.buildFirst()
        } catch let error as EnvironmentError {
            // There is no earlier site to show instead, or the folder is not a site.
            throw failure(error)
        }

        let server = PreviewServer(
            configuration: ServerConfiguration(
                folder: options.output, host: host,
                port: port.map { .exactly($0) } ?? .firstFree(from: 8000)),
            liveReload: liveReload)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await server.run { write("Serving at \($0) (stop with Ctrl-C)\n") }
                }
                group.addTask {
                    for await change in changes { await preview.handle(change) }
                }
                try await group.next()
                group.cancelAll()
            }
        } catch let error as ServerError {
            throw failure(error)
        }
    }

    private func failure(_ error: any Error) -> ExitCode {
        write("error: \(error)\n")
        return ExitCode(2)
    }
}

/// Rebuilds after changes and notifies the browsers.
private actor Preview {
    private let shared: SharedOptions
    private let session: PreviewSession
    private let content: String
    private var standing = StandingProblems()
    private let liveReload: LiveReload
    /// The time without changes after which a full build follows the quick updates.
    private let pause: Duration
    private var pendingBuild: Task<Void, Never>?

    init(
        shared: SharedOptions, options: BuildOptions, liveReload: LiveReload, pause: Duration
    ) {
        self.shared = shared
        content = options.content
        self.liveReload = liveReload
        self.pause = pause
        session = PreviewSession(options)
    }

    /// - Throws: ``EnvironmentError``
    func buildFirst() async throws {
        let line = ProgressLine(quiet: shared.quiet)
        do {
            await show(try await session.buildAll { line.show($0) }, line)
        } catch {
            line.clear()
            throw error
        }
    }

    /// Handles a change. Changes are handled one at a time.
    func handle(_ change: FileChange) async {
        // The author waits for the page that was just saved, so the pending full build is
        // cancelled.
        pendingBuild?.cancel()
        await pendingBuild?.value
        pendingBuild = nil
        guard case .paths(let paths) = change else {
            standing.save([])
            return await buildAll()
        }
        let folder = content + "/"
        standing.save(
            Set(paths.filter { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) }))
        let line = ProgressLine(quiet: shared.quiet)
        do {
            guard let result = try await session.update(paths) else { return await buildAll() }
            await show(result, line)
        } catch {
            await show(error, line)
        }
        pendingBuild = Task {
            guard (try? await Task.sleep(for: pause)) != nil else { return }
            await buildAll()
        }
    }

    private func buildAll() async {
        let line = ProgressLine(quiet: shared.quiet)
        do {
            await show(try await session.buildAll { line.show($0) }, line)
        } catch {
            await show(error, line)
        }
    }

    private func show(_ result: BuildResult, _ line: ProgressLine) async {
        line.clear()
        var printer = DiagnosticPrinter(options: shared)
        // The browser is updated first; printing can wait.
        await tellBrowsers(result, printer: &printer)
        if result.report?.isUnchanged == true { return }
        printer.print(result.diagnostics.filter { $0.severity != .note })
        if !shared.quiet { write(summary(result, elapsed: line.elapsed) + "\n") }
    }

    private func show(_ error: any Error, _ line: ProgressLine) async {
        line.clear()
        // The build was cancelled because something was saved; the next build follows.
        if error is CancellationError { return }
        // An unexpected error is shown as it is; the next build may succeed.
        let shown = error as? EnvironmentError ?? EnvironmentError("the build has failed: \(error)")
        write("error: \(shown)\n")
        await liveReload.showErrors([
            OverlayDiagnostic(
                severity: .error, file: "", line: 0, column: 0, message: shown.message,
                help: shown.help, keepsOldPages: true)
        ])
    }

    private func tellBrowsers(_ result: BuildResult, printer: inout DiagnosticPrinter) async {
        let problems = result.diagnostics.filter { $0.severity == .error }
        var shown: [OverlayDiagnostic] = []
        for (problem, isNew) in zip(problems, standing.update(problems)) {
            shown.append(printer.overlay(problem, isNew: isNew))
        }
        if shown.isEmpty {
            await liveReload.clearErrors()
        } else {
            await liveReload.showErrors(shown)
        }
        guard let report = result.report, !report.isUnchanged else { return }
        await liveReload.reload(changed: (report.written + report.removed).map(\.string))
    }
}
