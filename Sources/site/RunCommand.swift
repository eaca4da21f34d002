import ArgumentParser
import Basics
import Files
import SiteGenerator
import Vault

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Executes samples, measures, and writes the records, nothing else.")

    @OptionGroup var shared: SharedOptions

    @Argument(
        help: """
            Run just these, whatever their record says: notes, samples or measurements, e.g. \
            'Comparisons/*', 'Locks.md#deadlock', spawn (default: all that need it).
            """)
    var glob: String?

    @Option(
        defaultAsFlag: everything, parsing: .next,
        help: ArgumentHelp(
            "Also run samples recorded on another machine: all, or those that match.",
            valueName: "glob"))
    var refresh: String?

    @Flag(
        help: """
            Run all again, keep the records that have drifted, and rewrite the output blocks that \
            no longer match.
            """)
    var accept = false

    @Option(help: ArgumentHelp("Run only one part of the samples, e.g. 2/8.", valueName: "i/n"))
    var shard: Shard?

    @Flag(
        help: """
            Run measurements only, no samples: those without a fitting record, or just these, \
            whatever their record says.
            """)
    var measureOnly = false

    @Flag(help: "List the samples and measurements, and what would happen to each; run nothing.")
    var list = false

    func validate() throws {
        if accept && refresh != nil {
            throw ValidationError("--accept runs all: --refresh adds nothing to it.")
        }
        if measureOnly && (accept || shard != nil) {
            throw ValidationError("--measure-only runs no samples: --accept and --shard need some.")
        }
        if accept && shard != nil {
            throw ValidationError(
                """
                --accept and --shard exclude each other: what is accepted is looked at by a person.
                """)
        }
    }

    func run() async throws {
        let options = buildOptions
        if list { return try await printList(options) }
        try await runReporting(shared, strict: false) { progress in
            let result = try await record(options, progress: progress)
            if glob != nil, result.sampleCount == 0 { throw noMatch }
            return result
        }
    }

    private var buildOptions: BuildOptions {
        var options = shared.buildOptions()
        if let glob {
            options.scope = GlobPattern(glob)
            options.execution = .rerun(nil)
        }
        if let refresh { options.execution = .refresh(pattern(refresh)) }
        if accept { options.execution = .accept }
        if let shard { options.shard = (shard.index, shard.count) }
        if measureOnly { options.measuring = .only }
        options.makesSearch = false
        return options
    }

    private var noMatch: EnvironmentError {
        EnvironmentError(
            "no sample matches “\(glob ?? "")”",
            help: "name notes by their paths, or samples as Note.md#id; `site run --list` has them")
    }

    private func printList(_ options: BuildOptions) async throws {
        do {
            let lines = try await listSamples(options)
            if glob != nil, lines.isEmpty { throw noMatch }
            for line in lines { print(line) }
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
