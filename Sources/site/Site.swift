import ArgumentParser

@main
struct Site: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Builds a linked site from a folder of notes, with every sample run and every claim checked.",
        subcommands: [
            BuildCommand.self, CheckCommand.self, RunCommand.self, ServeCommand.self,
            NewCommand.self, DoctorCommand.self, CleanCommand.self,
        ])
}
