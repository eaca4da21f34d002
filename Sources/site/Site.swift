import ArgumentParser
import Foundation

@main
struct Site: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Builds a linked site from a folder of notes, with every sample run and every claim checked.",
        subcommands: [
            BuildCommand.self, CheckCommand.self, RunCommand.self, ServeCommand.self,
            NewCommand.self, DoctorCommand.self, CleanCommand.self,
        ])

    static func main() async {
        // With SIGXFSZ ignored, exceeding the limit on file size is an error like a full disk, with
        // a message.
        signal(SIGXFSZ, SIG_IGN)
        await main(nil)
    }
}
