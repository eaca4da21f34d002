import ArgumentParser
import Foundation
import PreviewServer
import SiteGenerator

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Builds, serves on this machine, and rebuilds when something changes.")

    @OptionGroup var shared: SharedOptions

    @Option(help: ArgumentHelp("The port to listen on (default: 8000, or the next free one).", valueName: "n"))
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
        // Watching begins before the first build, so that nothing changed during it is missed.
        let changes = FileWatcher.changes(
            in: [options.content, options.theme],
            ignoring: [options.output, options.content + "/_records"],
            method: poll ? .polling : .automatic,
            onFallback: { write("warning: looking for changes by polling: \($0)\n") })
        let liveReload = LiveReload()
        let preview = Preview(shared: shared, options: options, liveReload: liveReload)
        try await preview.rebuild()

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
                    for await _ in changes { try await preview.rebuild() }
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
private struct Preview: Sendable {
    let shared: SharedOptions
    let options: BuildOptions
    let liveReload: LiveReload

    func rebuild() async throws {
        let line = ProgressLine(quiet: shared.quiet)
        var printer = DiagnosticPrinter(options: shared)
        do {
            let result = try await build(options) { line.show($0) }
            line.clear()
            printer.print(result.diagnostics.filter { $0.severity != .note })
            if !shared.quiet { write(summary(result, elapsed: line.elapsed) + "\n") }
            await tellBrowsers(result, printer: &printer)
        } catch let error as EnvironmentError {
            line.clear()
            write("error: \(error)\n")
            await liveReload.showErrors([
                OverlayDiagnostic(
                    severity: .error, file: "", line: 0, column: 0, message: error.message,
                    help: error.help)
            ])
        }
    }

    private func tellBrowsers(_ result: BuildResult, printer: inout DiagnosticPrinter) async {
        let problems = result.diagnostics.filter { $0.severity == .error }
        var shown: [OverlayDiagnostic] = []
        for problem in problems { shown.append(printer.overlay(problem)) }
        if shown.isEmpty { await liveReload.clearErrors() } else { await liveReload.showErrors(shown) }
        guard let report = result.report, !report.isUnchanged else { return }
        await liveReload.reload(changed: (report.written + report.removed).map(\.string))
    }
}
