import ArgumentParser
import SiteGenerator

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Builds, serves on this machine, and rebuilds when something changes.")

    @OptionGroup var shared: SharedOptions

    @Option(help: "The port to listen on.")
    var port: UInt16 = 8000

    func run() async throws {}
}
