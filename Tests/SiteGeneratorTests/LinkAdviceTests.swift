import Markdown
import TestSupport
import Testing

@testable import SiteGenerator
@testable import Vault

/// The advice for a dead link.
struct LinkAdviceTests {
    @Test(
        "Each dead link is reported at its place, with advice",
        arguments: [
            ("1️⃣[[Thred]] z", "did you mean “Thread”?"),
            ("Über 1️⃣[[C# Notes]] z", "write [C# Notes](C%23%20Notes.md), or rename the note"),
            ("- 1️⃣[[C#]] z", "create the note"),
            ("x\n\ny 1️⃣[[lost/Thread]] z", "did you mean “x/Thread.md”?"),
            ("1️⃣[[Thread^id]] z", "did you mean [[Thread#^id]]?"),
            ("Über 1️⃣[t](www.example.org) z", "did you mean “https://www.example.org”?"),
            ("- 1️⃣[t]() z", "put an address between the parentheses"),
            ("x\n\ny 1️⃣[[Nothing near this]] z", "create the note, or "),
            ("1️⃣[[Thread#Setups]] z", "did you mean “Setup”?"),
            ("Über 1️⃣[[Thread#^first-blok]] z", "did you mean ^first-block?"),
        ])
    func advice(marked: String, help: String) throws {
        let text = MarkedText(marked).text
        let vault = makeVault([
            "A.md": text, "x/Thread.md": "## Setup\n\ntext ^first-block\n", "C# Notes.md": "",
        ])
        let source = try #require(vault.noteIndex[VaultPath("A.md")])
        let resolutions = vault.notes[source].markdown.links.map { vault.resolve($0, from: source) }
        let problems = LinkReporter(vault: vault, unpublished: [:], ignored: [])
            .problems(of: source, resolutions)
        let places = problems.compactMap { problem in
            problem.span.map { "\($0.start.line):\($0.start.column)" }
        }
        #expect(MarkedText.marking(text, at: places) == marked)
        let found = try #require(problems.first?.help, "\(resolutions)")
        #expect(found.contains(help))
    }
}
