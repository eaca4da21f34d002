import ArgumentParser
import PreviewServer
import Samples
import SiteGenerator

@main
struct Site: AsyncParsableCommand {
    func run() async throws {}
}
