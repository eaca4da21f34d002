import ArgumentParser
import Files
import Foundation
import SiteGenerator
import Vault

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, github
}

extension Configuration.SampleSelection: ExpressibleByArgument {}

/// The pattern that an option has if its value is left out.
let everything = "**"

func pattern(_ glob: String) -> GlobPattern? { glob == everything ? nil : GlobPattern(glob) }

/// The options that every command takes.
struct SharedOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of notes.", valueName: "dir"))
    var content = SharedOptions.standardContent

    static let standardContent = "content"

    @Option(help: ArgumentHelp("The folder of the theme.", valueName: "dir"))
    var theme = "theme"

    @Option(help: ArgumentHelp("The folder the site is written to.", valueName: "dir"))
    var output = "public"

    @Option(
        help: ArgumentHelp(
            "The folder for caches; it can be deleted at any time.", valueName: "dir"))
    var cache = ".cache"

    @Option(
        help: ArgumentHelp("The number of parallel tasks (default: one per core).", valueName: "n"))
    var jobs: Int?

    @Option(help: "How problems are printed; github is chosen by itself in GitHub Actions.")
    var format: OutputFormat?

    @Option(help: "Which samples may run (default: as site.yml says).")
    var samples: Configuration.SampleSelection?

    @Option(
        help: ArgumentHelp(
            "Your own settings (default: ~/.config/site/settings.yml).", valueName: "file"))
    var settings: String?

    @Flag(help: "Print problems only.")
    var quiet = false

    @Flag(help: "Say more, e.g. why each sample ran.")
    var verbose = false

    @Flag(help: "Run samples even without a sandbox. Only for samples you trust.")
    var allowUnsandboxed = false

    func validate() throws {
        for (option, folder) in [
            ("--content", content), ("--theme", theme), ("--output", output), ("--cache", cache),
        ] where folder.trimmingCharacters(in: .whitespaces).isEmpty {
            throw ValidationError("\(option) needs the name of a folder; an empty one means none.")
        }
        if let jobs, !(1...1024).contains(jobs) {
            throw ValidationError("--jobs must be from 1 to 1024.")
        }
        if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
    }

    func buildOptions() -> BuildOptions {
        var options = BuildOptions(
            content: absolutePath(content), theme: absolutePath(theme),
            output: absolutePath(output), cache: absolutePath(cache),
            jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, shim: Self.shim)
        options.samples = samples
        options.settings =
            settings.map(absolutePath)
            ?? UserSettings.standardFile(ProcessInfo.processInfo.environment)
        options.requiresSettings = settings != nil
        options.allowsUnsandboxed = allowUnsandboxed
        return options
    }

    /// The path of the shim, which lies beside this program.
    private static var shim: String {
        let program = realPath("/proc/self/exe") ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: program).deletingLastPathComponent().path + "/sample-shim"
    }
}
