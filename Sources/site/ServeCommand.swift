import ArgumentParser
import Foundation
import PreviewServer
import SiteGenerator

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

    @Flag(help: "Look for changes again and again, where the kernel doesn't tell them.")
    var poll = false

    @Flag(name: .customLong("no-search"), help: "Make no search index.")
    var noSearch = false

    func run() async throws {
        var options = shared.buildOptions()
        options.includesDrafts = drafts
        options.makesSearch = !noSearch
        options.measuring = .never
        do {
            try checkContent(options)
        } catch {
            write("error: \(error)\n")
            throw ExitCode(2)
        }
        // Watching begins before the first build, so that nothing changed during it is missed.
        let changes = FileWatcher.changes(
            in: [options.content, options.theme],
            ignoring: [options.output, options.content + "/_records"],
            method: poll ? .polling : .automatic,
            onFallback: { write("warning: looking for changes by polling: \($0)\n") })
        let liveReload = LiveReload()
        let preview = Preview(shared: shared, options: options, liveReload: liveReload)
        try await preview.buildAll()

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
                    for await change in changes { try await preview.takeIn(change) }
                }
                try await group.next()
                group.cancelAll()
            }
        } catch let error as ServerError {
            write("error: \(error)\n")
            throw ExitCode(2)
        }
    }
}

/// Builds again and tells the browsers.
private actor Preview {
    private let shared: SharedOptions
    private let session: PreviewSession
    private let liveReload: LiveReload
    /// The full build that follows quick updates when the author pauses.
    private var settling: Task<Void, any Error>?

    init(shared: SharedOptions, options: BuildOptions, liveReload: LiveReload) {
        self.shared = shared
        self.liveReload = liveReload
        session = PreviewSession(options)
    }

    func takeIn(_ change: FileChange) async throws {
        settling?.cancel()
        guard case .paths(let paths) = change else { return try await buildAll() }
        let line = ProgressLine(quiet: shared.quiet)
        do {
            guard let result = try await session.update(paths) else { return try await buildAll() }
            await show(result, line)
            settling = Task {
                try await Task.sleep(for: .seconds(2))
                try await self.buildAll()
            }
        } catch let error as EnvironmentError {
            await show(error, line)
        }
    }

    func buildAll() async throws {
        let line = ProgressLine(quiet: shared.quiet)
        do {
            await show(try await session.buildAll { line.show($0) }, line)
        } catch let error as EnvironmentError {
            await show(error, line)
        }
    }

    private func show(_ result: BuildResult, _ line: ProgressLine) async {
        line.clear()
        var printer = DiagnosticPrinter(options: shared)
        // The page first: what is printed can wait.
        await tellBrowsers(result, printer: &printer)
        if result.report?.isUnchanged == true { return }
        printer.print(result.diagnostics.filter { $0.severity != .note })
        if !shared.quiet { write(summary(result, elapsed: line.elapsed) + "\n") }
    }

    private func show(_ error: EnvironmentError, _ line: ProgressLine) async {
        line.clear()
        write("error: \(error)\n")
        await liveReload.showErrors([
            OverlayDiagnostic(
                severity: .error, file: "", line: 0, column: 0, message: error.message,
                help: error.help)
        ])
    }

    private func tellBrowsers(_ result: BuildResult, printer: inout DiagnosticPrinter) async {
        let problems = result.diagnostics.filter { $0.severity == .error }
        var shown: [OverlayDiagnostic] = []
        for problem in problems { shown.append(printer.overlay(problem)) }
        if shown.isEmpty {
            await liveReload.clearErrors()
        } else {
            await liveReload.showErrors(shown)
        }
        guard let report = result.report, !report.isUnchanged else { return }
        await liveReload.reload(changed: (report.written + report.removed).map(\.string))
    }
}
