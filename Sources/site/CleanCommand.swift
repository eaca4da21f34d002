import ArgumentParser
import Basics
import Files
import Foundation
import SiteGenerator

struct CleanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean",
        abstract: "Removes the built site and the caches, and nothing else; records stay.",
        discussion: """
            Only files that builds have made go. A folder that was not made by site, or that is or \
            holds your notes, the theme, your home or the working directory, is refused.
            """)

    @OptionGroup var shared: SharedOptions

    @Flag(name: .customLong("dry-run"), help: "Say what would be removed, and remove nothing.")
    var dryRun = false

    func run() async throws {
        do {
            let cleanings = try await clean(shared.buildOptions(), removes: !dryRun)
            if shared.quiet { return }
            for cleaning in cleanings { print(cleaning) }
            if cleanings.isEmpty {
                Swift.print(
                    "nothing to remove: no build has made \(shared.output) or \(shared.cache)")
            }
        } catch let error as EnvironmentError {
            write("error: \(error)\n")
            throw ExitCode(2)
        }
    }

    private func print(_ cleaning: CleanedFolder) {
        let files = "\(cleaning.count) file\(cleaning.count == 1 ? "" : "s")"
        let verb = dryRun ? "would remove" : "removed"
        Swift.print("\(verb) \(files) (\(cleaning.bytes) bytes) from \(cleaning.folder)")
        guard let first = cleaning.left.first else { return }
        let rest = cleaning.left.count > 1 ? " and \(cleaning.left.count - 1) more" : ""
        Swift.print("  left there, since no build has made it: \(first)\(rest)")
    }
}
