import Foundation
import Testing

struct EvidenceTests {
    /// Returns a note with one sample, and one claim about its output.
    private func note(prints text: String) -> String {
        """
        ---
        claims:
          - id: greets
            text: The sample greets.
            sample: hello
            prints: "\(text)"
        ---
        > [!claim] greets

        ```sh id=hello
        echo hello
        ```
        """
    }

    @Test("A claim that holds shows its verdict in the text, in the ledger and in claims.json")
    func holding() throws {
        let vault = try TinyVault(["Note.md": note(prints: "hello")])
        let outcome = try vault.run("build")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let page = try #require(vault.page("note.html"))
        #expect(page.contains("The sample greets."))
        #expect(page.contains("href=\"claims.html#claim-greets\">holds</a>"))
        #expect(page.contains("<p class=\"claim-evidence\">"))
        #expect(page.contains("<ul class=\"nav-places\">"))
        let ledger = try #require(vault.page("claims.html"))
        #expect(ledger.contains("id=\"claim-greets\""))
        #expect(ledger.contains("href=\"note.html#claim-greets\""))
        #expect(vault.page("claims.json")?.contains("\"verdict\" : \"holds\"") == true)
        #expect(vault.page("samples.html")?.contains("href=\"note.html#hello\"") == true)
        let sitemap = try #require(vault.page("sitemap.xml"))
        #expect(sitemap.contains("claims.html"))
    }

    @Test("A refuted claim is an error of build and check", arguments: ["build", "check"])
    func refuted(command: String) throws {
        let vault = try TinyVault(["Note.md": note(prints: "good bye")])
        let outcome = try vault.run(command)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("claim-refuted"), "\(outcome.errors)")
    }

    @Test("A check in JSON reports each claim's verdict after the diagnostics")
    func verdictsAsJSON() throws {
        let vault = try TinyVault(["Note.md": note(prints: "hello")])
        try vault.run("build")
        #expect(try vault.verdicts().map(\.verdict) == ["holds"])
        try vault.write("Note.md", note(prints: "good bye"))
        let outcome = try vault.run("check", ["--format", "json"])
        #expect(outcome.status == 1)
        let elements = try JSONDecoder().decode(
            [TinyVault.JSONElement].self, from: Data(outcome.output.utf8))
        #expect(elements.map(\.kind) == ["diagnostic", "verdict"])
        #expect(elements.first?.code == "claim-refuted")
        let verdict = try #require(elements.last)
        #expect((verdict.claim, verdict.verdict) == ("greets", "refuted"))
        #expect((verdict.file, verdict.line) == ("content/Note.md", 3))
        #expect(verdict.evidence?.contains("did not print the line “good bye”") == true)
    }

    @Test("If no samples are run, none is reported as missing")
    func withoutSamples() throws {
        let vault = try TinyVault(["Note.md": note(prints: "good bye")])
        let outcome = try vault.run("build", ["--samples", "none"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(vault.page("note.html")?.contains("verdict-notrun") == true)
        #expect(vault.page("samples.html") == nil)
    }

    @Test("A callout that names no claim and a block that names no measurement are errors")
    func unknownNames() throws {
        let vault = try TinyVault(["Note.md": "> [!claim] nothing\n\n```measure\nnothing\n```\n"])
        let outcome = try vault.run("build")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("claim-unknown"), "\(outcome.errors)")
        #expect(outcome.errors.contains("measure-unknown"), "\(outcome.errors)")
    }

    @Test("A vault without evidence has no pages about evidence")
    func nothingToShow() throws {
        let vault = try TinyVault(["Note.md": "Text."])
        try vault.run("build")
        for path in [
            "claims.html", "matrix.html", "measurements.html", "samples.html", "model.json",
        ] {
            #expect(vault.page(path) == nil, "\(path)")
        }
        #expect(vault.page("note.html")?.contains("nav-places") == false)
    }

    @Test("A base in a note shows the notes that match, and links to them")
    func base() throws {
        let vault = try TinyVault([
            "Sub/List.md":
                "```base\nfilters: file.hasTag(\"book\")\nviews:\n  - type: table\n```\n",
            "Read.md": "---\ntags: [book]\n---\nText.", "Other.md": "Text.",
        ])
        let outcome = try vault.run("build")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let main = try #require(vault.page("sub/list.html")).split(separator: "<main").last ?? ""
        #expect(main.contains("href=\"../read.html\""))
        #expect(!main.contains("href=\"../other.html\""))
    }

    @Test("A base that can't be read is an error at its line")
    func badBase() throws {
        let vault = try TinyVault(["A.md": "Text.\n\n```base\nfilters: file.hasTagg(1)\n```\n"])
        let outcome = try vault.run("build")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("A.md:4:"), "\(outcome.errors)")
    }
}
