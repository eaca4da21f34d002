import Markdown
import Testing

@testable import Bases
@testable import SiteGenerator
@testable import Vault

/// Tests of bases over notes that are read from files.
@Suite struct BasesVaultTests {
    static let vault = makeVault(
        [
            "Books/Dune.md": """
            ---
            tags: [book, "#classic"]
            author: "[[Frank Herbert]]"
            see: "[Emma](Emma.md)"
            date: 2024-05-01
            rating: 9
            cover: "[[dune cover.png]]"
            ---
            A #desert book, unlike [[Emma|that one]], [Emma](Emma.md#Plot) and [[Nowhere]].
            See [the web](https://example.org). ![[dune cover.png|200]]
            """,
            "Books/Emma.md": "# Plot\n\nBy [[Austen]]. ^b\n\n`[[Dune]]`",
            "People/Frank Herbert.md": "---\naliases: [Herbert]\nborn: 1920\n---\n",
            "People/Austen.md": "![[Emma#Plot]]",
        ], attachments: ["Books/dune cover.png", "Lists/Books.base"])

    static let corpus = BaseCorpus(vault) { path in
        path.string == "Books/Emma.md"
            ? .init(size: 77, modified: BaseDate(secondsSince1970: 1_700_000_000)) : nil
    }

    func value(_ text: String, of file: String) -> String {
        let base = parseBase("", file: "Test.base")
        let source = ScalarSource(
            lines: YAMLLines(text, firstLine: 1, indentation: 0),
            span: SourceSpan(line: 1, column: 1), text: text)
        var evaluator = BaseEvaluator(
            base: base, corpus: Self.corpus, this: nil, now: testMoment, steps: 100_000)
        if let position = Self.corpus.position(of: VaultPath(file)) { evaluator.setFile(position) }
        do {
            let root = try BaseParser.parse(text)
            return Self.corpus.dump(
                try evaluator.evaluate(BaseExpression(root: root, text: text, source: source)))
        } catch {
            return "error: \(error.message)"
        }
    }

    @Test(arguments: [
        ("Books/Dune.md", "file.tags", "[#book, #classic, #desert]"),
        ("Books/Dune.md", "tags", "[#book, #classic]"),
        (
            "Books/Dune.md", "file.links",
            "[[[Frank Herbert]], [[Emma.md|Emma]], [[dune cover.png]], [[Emma|that one]], "
                + "[[Emma.md#Plot]], [[Nowhere]], [[dune cover.png]]]"
        ),
        ("Books/Dune.md", "file.embeds", "[[[dune cover.png]]]"),
        ("Books/Dune.md", "file.links.map(value.asFile().path).unique().length", "4"),
        ("Books/Dune.md", "author.asFile().properties.born", "1920"),
        ("Books/Dune.md", #"file.hasLink("Emma")"#, "true"),
        ("Books/Dune.md", #"file.hasLink("https://example.org")"#, "false"),
        ("Books/Dune.md", "file.ctime", "date 2024-05-01"), ("Books/Dune.md", "file.size", "null"),
        ("Books/Dune.md", "image(cover)", "image [[dune cover.png]]"),
        ("Books/Emma.md", "file.size", "77"),
        ("Books/Emma.md", "file.mtime", "date 2023-11-14T22:13:20"),
        ("Books/Emma.md", "file.backlinks", "[[[Books/Dune.md]], [[People/Austen.md]]]"),
        ("Books/Emma.md", #"file.hasLink("Dune")"#, "false"), ("Books/Emma.md", "rating", "null"),
        ("Books/dune cover.png", "file.backlinks.length", "1"),
        ("Books/dune cover.png", "file.tags", "[]"),
        ("Lists/Books.base", "file.ext", #""base""#),
        ("People/Austen.md", #"link("Herbert").asFile().name"#, #""Frank Herbert""#),
        ("People/Austen.md", #"link("Emma#Plot")"#, "[[Emma#Plot]]"),
    ])
    func filesAreSeenAsTheirNotesAre(file: String, expression: String, expected: String) {
        #expect(value(expression, of: file) == expected)
    }

    @Test func linksThatAreResolvedAlreadyAreNotResolvedAgain() async {
        let graph = await linkNotes(Self.vault, jobs: 1)
        let corpus = BaseCorpus(Self.vault, graph: graph)
        #expect(corpus.files.map(\.links) == Self.corpus.files.map(\.links))
        #expect(corpus.backlinks == Self.corpus.backlinks)
    }

    @Test func aBlockInANotesListIsReadWithItsPlace() throws {
        let note = makeVault([
            "N.md":
                "---\na: 1\n---\n\n- item\n\n  ```base\n  filters:\n    and:\n      - file.hasTagg(\"x\")\n  ```\n"
        ]).notes[0]
        let block = try #require(note.markdown.codeBlocks.first)
        let base = parseBase(
            block.code, file: note.path.string, firstLine: block.firstCodeLine,
            indentation: block.indentation)
        let problem = try #require(base.diagnostics.first)
        #expect(problem.message == "there is no function “hasTagg” to call on a value")
        #expect(problem.span == SourceSpan(line: 10, column: 14, length: 7))
    }
}
