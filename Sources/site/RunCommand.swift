import ArgumentParser
import SiteGenerator

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Executes samples and writes their records, nothing else.")

    @OptionGroup var shared: SharedOptions

    @Argument(help: "The notes whose samples run, e.g. 'Comparisons/*' (default: all that need it).")
    var glob: String?

    func run() async throws {
        var options = shared.buildOptions()
        if let glob { options.execution = .rerun(GlobPattern(glob)) }
        try await runReporting(shared, strict: false) { progress in
            try await record(options, progress: progress)
        }
    }
}
