import ArgumentParser
import Basics
import Files
import Foundation
import SiteGenerator

extension NoteKind: ExpressibleByArgument {}

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Writes a new note from a template.")

    @OptionGroup var shared: SharedOptions

    @Argument(help: "The title, which is also the file's name.")
    var title: String

    @Option(
        name: .customLong("in"), help: ArgumentHelp("The folder it goes to.", valueName: "section"))
    var section: String?

    @Option(help: "The kind of note.")
    var kind = NoteKind.note

    func run() throws {
        do {
            let path = try createNote(
                title: title, section: section, kind: kind, content: absolutePath(shared.content),
                date: String(Date.now.ISO8601Format().prefix(10)))
            if !shared.quiet { print("\(shared.content)/\(path)") }
        } catch let error as EnvironmentError {
            write("error: \(error)\n")
            throw ExitCode(2)
        }
    }
}
