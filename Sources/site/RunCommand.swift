import ArgumentParser
import SiteGenerator

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Executes samples, measures, and writes the records, nothing else.")

    @OptionGroup var shared: SharedOptions

    @Argument(
        help: "The notes whose samples run, e.g. 'Comparisons/*', or a measurement (default: all that need it).")
    var glob: String?

    @Option(help: ArgumentHelp("Run only one part of the samples, e.g. 2/8.", valueName: "i/n"))
    var shard: Shard?

    @Flag(help: "Only measure; no samples are run to see what they print.")
    var measureOnly = false

    @Flag(help: "List the samples and measurements, and what would happen to each; run nothing.")
    var list = false

    func run() async throws {
        var options = shared.buildOptions()
        if let glob { options.execution = .rerun(GlobPattern(glob)) }
        if let shard { options.shard = (shard.index, shard.count) }
        options.makesSearch = false
        if measureOnly { options.measuring = .only }
        if list { return try await printList(options) }
        try await runReporting(shared, strict: false) { progress in
            try await record(options, progress: progress)
        }
    }

    private func printList(_ options: BuildOptions) async throws {
        do {
            for line in try await listSamples(options) { print(line) }
        } catch let error as EnvironmentError {
            write("error: \(error)\n")
            throw ExitCode(2)
        }
    }
}

/// `2/8`: the second of eight parts.
struct Shard: ExpressibleByArgument {
    let index: Int
    let count: Int

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let index = parts[0], let count = parts[1], count >= 1,
            (1...count).contains(index)
        else { return nil }
        self.index = index
        self.count = count
    }
}
