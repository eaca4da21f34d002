import Markdown
import Testing

@testable import SiteGenerator

struct FrontMatterTests {
    @Test(
        "The text begins behind the front matter, on the right line",
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
        "Each mistake is named at its line and column",
        arguments: [
            ("---\ntitle: A: B\n---\n", "yaml-invalid", 2, 9),
            ("---\ntitle: A\n", "yaml-invalid", 1, 1),
            ("---\na: 1\na: 2\n---\n", "yaml-invalid", 2, 1),
            ("---\ntitle: [a]\n---\n", "property-type", 2, 8),
            ("---\ntags: {a: 1}\n---\n", "property-type", 2, 7),
            ("---\nup: [[Index]]\n---\n", "property-type", 2, 5),
            ("---\naliases: [[Index]]\n---\n", "property-type", 2, 10),
            ("---\nup:\n  - [[Index]]\n---\n", "property-type", 3, 5),
            ("---\nup: [\"[[A]]\", [[B]]]\n---\n", "property-type", 2, 15),
            ("---\ndraft: maybe\n---\n", "property-type", 2, 8),
            ("---\nupdated: yesterday\n---\n", "property-type", 2, 10),
            ("---\nx: 1\norder: first\n---\n", "property-type", 3, 8),
            ("---\npermalink: https://example.org/a\n---\n", "property-type", 2, 12),
            ("---\n- a\n- b\n---\n", "yaml-invalid", 2, 1),
            ("---\ntext only\n---\n", "yaml-invalid", 2, 1),
            ("---\na: &a [x,x]\nb: *c\n---\n", "yaml-invalid", 3, 4),
            ("---\nx: \"a\u{2028}\u{85}b\"\r\nup: [[Index]]\n---\n", "property-type", 3, 5),
            ("---\nx: [\"\u{2029}\", *b]\n---\n", "yaml-invalid", 2, 10),
        ])
    func mistakes(source: String, code: String, line: Int, column: Int) throws {
        let diagnostics = readFrontMatter(Array(source.utf8), file: "A.md").diagnostics
        try #require(diagnostics.count == 1, "\(diagnostics)")
        let diagnostic = diagnostics[0]
        #expect(diagnostic.code.rawValue == code)
        #expect(diagnostic.span?.start.line == line)
        #expect(diagnostic.span?.start.column == column)
    }

    @Test(
        "Each mistake is told how to mend",
        arguments: [
            ("up: [[A]], [[B]]", "links need quotes"), ("up: [[A]]", "write it \"[[A]]\""),
            ("title: A: B", "in quotes"), ("a: x\n\tb: 1", "indent with spaces"),
            ("a:\n\tb: 1", "indent with spaces"),
            ("a: *b", "begins with *"), ("- @a\nb: 1", "can't begin with"),
            ("a: {{date}}\ncreated: {{date}}", "needs quotes"),
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

    @Test("An alias bomb is refused, and soon")
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
