import Markdown
import Testing

@testable import SiteGenerator
@testable import Vault

/// What is said of a link that leads nowhere.
struct LinkAdviceTests {
    @Test(
        "Each dead link is told how to mend",
        arguments: [
            ("[[Thred]]", "did you mean “Thread”?"),
            ("[[C# Notes]]", "write [C# Notes](C%23%20Notes.md), or rename the note"),
            ("[[C#]]", "create the note"),
            ("[[lost/Thread]]", "did you mean “x/Thread.md”?"),
            ("[[Thread^id]]", "did you mean [[Thread#^id]]?"),
            ("[t](www.example.org)", "did you mean “https://www.example.org”?"),
            ("[t]()", "put an address between the parentheses"),
            ("[[Nothing near this]]", "create the note, or mend the link"),
            ("[[Thread#Setups]]", "did you mean “Setup”?"),
            ("[[Thread#^first-blok]]", "did you mean ^first-block?"),
        ])
    func advice(link: String, help: String) throws {
        let vault = makeVault([
            "A.md": link, "x/Thread.md": "## Setup\n\ntext ^first-block\n", "C# Notes.md": "",
        ])
        let source = try #require(vault.noteIndex[VaultPath("A.md")])
        let resolutions = vault.notes[source].markdown.links.map { vault.resolve($0, from: source) }
        let problems = LinkReporter(vault: vault, unpublished: [:], ignored: [])
            .problems(of: source, resolutions)
        let found = try #require(problems.first?.help, "\(resolutions)")
        #expect(found.contains(help))
    }
}
