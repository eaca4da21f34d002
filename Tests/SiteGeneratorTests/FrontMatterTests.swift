import Markdown
import TestSupport
import Testing

@testable import SiteGenerator
@testable import Vault

struct FrontMatterTests {
    @Test(
        "The text begins after the front matter, on the right line",
        arguments: [
            ("---\ntitle: A\n---\ntext", "text", 4),
            ("---\r\ntitle: A\r\n---\r\ntext", "text", 4),
            ("\u{FEFF}---\ntitle: A\n---\ntext", "text", 4),
            ("---\n---\ntext", "text", 3),
            ("---\ntitle: A\n...\ntext", "text", 4),
            ("text\n---\nmore", "text\n---\nmore", 1),
            ("---\n\ntext\n", "---\n\ntext\n", 1),
            ("--- \ntitle: A\n---  \ntext", "text", 4),
            ("", "", 1),
        ])
    func splitting(source: String, body: String, line: Int) {
        let bytes = Array(source.utf8)
        let result = readFrontMatter(bytes, file: "A.md")
        #expect(String(decoding: bytes[result.bodyOffset...], as: UTF8.self) == body)
        #expect(result.bodyLine == line)
        #expect(result.diagnostics.isEmpty)
    }

    @Test(
        "Each mistake is reported at its place",
        arguments: [
            ("---\ntitle: A1️⃣: B\n---\n", "yaml-invalid"),
            ("1️⃣---\ntitle: A\n", "yaml-invalid"),
            ("---\n1️⃣a: 1\na: 2\n---\n", "yaml-invalid"),
            ("---\ntitle: 1️⃣[a]\n---\n", "property-type"),
            ("---\ntags: 1️⃣{a: 1}\n---\n", "property-type"),
            ("---\nup: 1️⃣[[Index]]\n---\n", "property-type"),
            ("---\naliases: 1️⃣[[Index]]\n---\n", "property-type"),
            ("---\nup:\n  - 1️⃣[[Index]]\n---\n", "property-type"),
            ("---\nup: [\"[[A]]\", 1️⃣[[B]]]\n---\n", "property-type"),
            ("---\ndraft: 1️⃣maybe\n---\n", "property-type"),
            ("---\nupdated: 1️⃣yesterday\n---\n", "property-type"),
            ("---\nx: 1\norder: 1️⃣first\n---\n", "property-type"),
            ("---\npermalink: 1️⃣https://example.org/a\n---\n", "property-type"),
            ("---\n1️⃣- a\n- b\n---\n", "yaml-invalid"),
            ("---\n1️⃣text only\n---\n", "yaml-invalid"),
            ("---\na: &a [x,x]\nb: 1️⃣*c\n---\n", "yaml-invalid"),
            ("---\nx: \"a\u{2028}\u{85}b\"\r\nup: 1️⃣[[Index]]\n---\n", "property-type"),
            ("---\nx: [\"\u{2029}\"1️⃣, *b]\n---\n", "yaml-invalid"),
        ])
    func mistakes(marked: String, code: String) throws {
        let source = MarkedText(marked).text
        let diagnostics = readFrontMatter(Array(source.utf8), file: "A.md").diagnostics
        let places = diagnostics.compactMap { diagnostic in
            diagnostic.span.map { "\($0.start.line):\($0.start.column)" }
        }
        #expect(MarkedText.marking(source, at: places) == marked)
        #expect(diagnostics.map(\.code.rawValue) == [code])
    }

    @Test(
        "Each mistake comes with its cure",
        arguments: [
            ("up: [[A]], [[B]]", "links need quotes"), ("up: [[A]]", "write it \"[[A]]\""),
            ("title: A: B", "in quotes"), ("a: x\n\tb: 1", "indent with spaces"),
            ("a:\n\tb: 1", "indent with spaces"),
            ("a: *b", "begins with *"), ("- @a\nb: 1", "can't begin with"),
            ("a: {{date}}\ndraft: {{date}}", "needs quotes"),
            ("permalink: https://e.org/a", "leave the site's address out"),
            ("a: [b", "closing of quotes and brackets"),
        ])
    func cures(yaml: String, cure: String) throws {
        let source = "---\n\(yaml)\n---\n"
        let diagnostics = readFrontMatter(Array(source.utf8), file: "A.md").diagnostics
        let help = try #require(diagnostics.first?.help, "\(diagnostics)")
        #expect(help.contains(cure))
    }

    @Test("Properties keep their types")
    func properties() {
        let source = """
            ---
            title: "3"
            tags: [a, "#b/c", d e]
            aliases: One
            draft: true
            created: 2026-01-31
            updated: 2026-01-31T12:00:00
            order: 2.5
            own: {anything: goes}
            empty:
            ---
            """
        let (matter, _, _, diagnostics) = readFrontMatter(Array(source.utf8), file: "A.md")
        #expect(diagnostics.isEmpty)
        #expect(matter.title?.text == "3")
        #expect(matter.tags.map(\.text) == ["a", "b/c", "d", "e"])
        #expect(matter.aliases.map(\.text) == ["One"])
        #expect(matter.isDraft)
        #expect(matter.created == "2026-01-31")
        #expect(matter.updated == "2026-01-31T12:00:00")
        #expect(matter.order == 2.5)
        #expect(matter.data?["own"]?["anything"]?.text == "goes")
        #expect(matter.data?["empty"]?.isNull == true)
    }

    @Test("An alias bomb is refused without delay")
    func aliasBomb() {
        var yaml = "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
        for (name, other) in zip("bcdefghij", "abcdefghi") {
            yaml +=
                "\(name): &\(name) [*\(other),*\(other),*\(other),*\(other),*\(other),*\(other),*\(other)]\n"
        }
        let diagnostics = readFrontMatter(Array((yaml + "---\n").utf8), file: "A.md").diagnostics
        #expect(diagnostics.map(\.code) == [.yamlTooLarge])
    }

    @Test("Deep nesting is refused instead of overflowing")
    func deepNesting() {
        let yaml = "---\na: " + String(repeating: "[", count: 20_000) + "\n---\n"
        let diagnostics = readFrontMatter(Array(yaml.utf8), file: "A.md").diagnostics
        #expect(!diagnostics.isEmpty)
    }
}
