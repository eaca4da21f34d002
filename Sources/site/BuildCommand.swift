import ArgumentParser
import Basics
import Files
import Foundation
import SiteGenerator
import Vault

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Runs the samples whose record is missing or stale, and builds the site.")

    @OptionGroup var shared: SharedOptions

    @Flag(help: "Run nothing: show what is recorded.")
    var frozen = false

    @Option(
        defaultAsFlag: everything, parsing: .next,
        help: ArgumentHelp(
            "Run samples again, whatever their record says: all, or those that match.",
            valueName: "glob"))
    var rerun: String?

    @Flag(help: "Treat warnings as errors.")
    var strict = false

    @Flag(help: "Publish drafts too.")
    var drafts = false

    @Option(help: ArgumentHelp("The address the site will have.", valueName: "url"))
    var baseURL: String?

    @Flag(name: .customLong("no-cache"), help: "Take nothing from earlier builds.")
    var noCache = false

    @Flag(name: .customLong("no-search"), help: "Make no search index.")
    var noSearch = false

    @Flag(name: .customLong("no-measure"), help: "Run samples, but measure nothing.")
    var noMeasure = false

    func validate() throws {
        if frozen && rerun != nil {
            throw ValidationError("--frozen and --rerun exclude each other.")
        }
    }

    func run() async throws {
        var options = shared.buildOptions()
        if frozen { options.execution = .frozen }
        if let rerun { options.execution = .rerun(pattern(rerun)) }
        options.includesDrafts = drafts
        options.baseURL = baseURL
        options.makesSearch = !noSearch
        if noMeasure { options.measuring = .never }
        if noCache { options.cache = nil }
        options.endsProcess = true
        try await runReporting(shared, strict: strict) { progress in
            try await build(options, progress: progress)
        }
    }
}

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks everything that a build checks, and claims and records; writes nothing.")

    @OptionGroup var shared: SharedOptions

    @Flag(help: "Run and measure everything in scratch space and compare with the records.")
    var rerun = false

    @Flag(help: "Ask other sites whether links to them are alive; answers are kept for a week.")
    var external = false

    @Flag(help: "Check drafts too.")
    var drafts = false

    func run() async throws {
        var options = shared.buildOptions()
        if rerun { options.execution = .rerun(nil) }
        options.includesDrafts = drafts
        options.makesSearch = false
        options.checksExternalLinks = external
        try await runReporting(shared, strict: true) { progress in
            try await check(options, progress: progress)
        }
    }
}

/// Runs a build or check, prints its problems and its summary, and exits with the right status.
func runReporting(
    _ shared: SharedOptions, strict: Bool,
    _ body: (@escaping @Sendable (BuildProgress) -> Void) async throws -> BuildResult
) async throws {
    let line = ProgressLine(quiet: shared.quiet)
    let result: BuildResult
    do {
        result = try await body { line.show($0) }
    } catch let error as EnvironmentError {
        line.clear()
        write("error: \(error)\n")
        throw ExitCode(2)
    } catch {
        // An unexpected error is not a fault of the content either.
        line.clear()
        write("error: the build has failed: \(error)\n")
        throw ExitCode(2)
    }
    line.clear()
    var printer = DiagnosticPrinter(options: shared)
    let shown = result.diagnostics.filter {
        shared.verbose || $0.severity != .note || $0.code == .sandboxOff
    }
    printer.print(shown, verdicts: result.verdicts)
    if shared.verbose {
        for entry in result.sampleLog { write(entry + "\n") }
    }
    for place in result.accepted { write("\(shared.content)/\(place): output accepted\n") }
    if !shared.quiet { write(summary(result, elapsed: line.elapsed) + "\n") }
    let fails = result.diagnostics.contains {
        $0.severity == .error || strict && $0.severity == .warning
    }
    if fails { throw ExitCode(1) }
}

/// `312 notes, 542 samples (3 run, 537 recalled, 2 could not run), 2 warnings in 0.41 s`
func summary(_ result: BuildResult, elapsed: String) -> String {
    func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
    var parts = [count(result.noteCount, "note")]
    if result.sampleCount > 0 {
        let recalled = result.sampleCount - result.ranCount - result.notRunCount
        var samples = "\(result.ranCount) run, \(recalled) recalled"
        if result.foreignCount > 0 { samples += ", \(result.foreignCount) of them from elsewhere" }
        if result.notRunCount > 0 { samples += ", \(result.notRunCount) could not run" }
        parts.append("\(count(result.sampleCount, "sample")) (\(samples))")
    }
    if result.measurementCount > 0 {
        let others =
            result.measurementCount - result.measuredCount - result.notMeasuredCount
        var made = "\(result.measuredCount) made, \(others) recalled"
        if result.notMeasuredCount > 0 { made += ", \(result.notMeasuredCount) could not be made" }
        parts.append("\(count(result.measurementCount, "measurement")) (\(made))")
    }
    for (severity, noun) in [(Diagnostic.Severity.error, "error"), (.warning, "warning")] {
        let number = result.diagnostics.count { $0.severity == severity }
        if number > 0 { parts.append(count(number, noun)) }
    }
    if !result.accepted.isEmpty {
        parts.append(count(result.accepted.count, "output block") + " rewritten")
    }
    if let report = result.report {
        parts.append(
            report.isUnchanged
                ? "nothing changed"
                : "\(count(report.written.count, "file")) written, \(report.removed.count) removed")
    }
    return parts.joined(separator: ", ") + " in \(elapsed)"
}
