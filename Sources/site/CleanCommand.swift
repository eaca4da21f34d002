import ArgumentParser
import SiteGenerator

struct CleanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean", abstract: "Removes the built site and all caches; records stay.")

    @OptionGroup var shared: SharedOptions

    func run() throws {
        do {
            let options = shared.buildOptions()
            try clean(options)
        } catch let error as EnvironmentError {
            write("error: \(error)\n")
            throw ExitCode(2)
        }
    }
}
