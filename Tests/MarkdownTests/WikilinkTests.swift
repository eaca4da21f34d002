import Testing

@testable import Markdown

/// The expected result of reading a wikilink.
private struct Expected: Sendable, CustomStringConvertible {
    var markdown: String
    /// `path`, `path#subpath`, `path#subpath|display`, with `!` for an embed.
    var links: [String]

    init(_ markdown: String, _ links: String...) {
        self.markdown = markdown
        self.links = links
    }

    var description: String { markdown.debugDescription }
}

private func read(_ link: Link) -> String {
    (link.isEmbed ? "!" : "") + link.path + (link.subpath.isEmpty ? "" : "#" + link.subpath)
        + (link.display.map { "|" + $0 } ?? "")
}

/// How wikilinks are shown stands in `SiteGeneratorTests/Notes/Wikilinks.md`.
struct WikilinkTests {
    @Test(arguments: [
        Expected("[[A]]", "A"),
        Expected("[[A|b]]", "A|b"),
        Expected("[[ A # h | b ]]", "A#h|b"),
        Expected("[[A|]]", "A|"),
        Expected("[[A#h]]", "A#h"),
        Expected("[[A#h1#h2]]", "A#h1#h2"),
        Expected("[[A#^block]]", "A#^block"),
        Expected("[[#h]]", "#h"),
        Expected("[[a/b/C.md]]", "a/b/C.md"),
        Expected("[[Ext.MD]] and [[/root]] and [[../up]]", "Ext.MD", "/root", "../up"),
        Expected("![[x.png]]", "!x.png"),
        Expected("![[x.png|alt|100x50]]", "!x.png|alt|100x50"),
        Expected("![[doc.pdf#page=3]]", "!doc.pdf#page=3"),
        Expected("[[Sq]uare]]", "Sq]uare"),
        Expected("[[a [[Inner]]", "Inner"),
        Expected("[[[x]]]", "x"),
        Expected("[[A|b|c]]", "A|b|c"),
        Expected("[[A\\|b]]", "A|b"),
        Expected("[[__init__]] and [[*a*]]", "__init__", "*a*"),
        Expected("[[https://example.org/]]", "https://example.org/"),
        Expected("**[[bold]]** _[[em]]_ ~~[[del]]~~ ==[[mark]]==", "bold", "em", "del", "mark"),
        Expected("a**[[bold]]**b", "bold"),
        Expected("# [[In heading]]", "In heading"),
        Expected("[[Ünïcode 日本]]", "Ünïcode 日本"),
        Expected("[[A & B]] [[a<b>]]", "A & B", "a<b>"),
        Expected("[[x]](y)", "x"),
        Expected("[[x]]: /url", "x"),
        Expected("- [[in item]]\n  1. [[deeper]]", "in item", "deeper"),
        Expected("> [[in quote]]\n> > [[deeper]]", "in quote", "deeper"),
        Expected("> [!note] [[in title]]\n> [[in body]]", "in title", "in body"),
        Expected("x[^1]\n\n[^1]: [[in footnote]]", "in footnote"),
        Expected("x^[[[in inline footnote]]]", "in inline footnote"),
        Expected("x^[a [[b]] c ^[d [[e]]]]", "b", "e"),
        Expected("\u{FEFF}[[behind a BOM]]", "behind a BOM"),
        Expected("a\r\n[[b]]\r\n[[c]]", "b", "c"),
        Expected("\\\\[[A]]", "A"),
        Expected("!\\[[A]]"),
        Expected("\\![[A]]", "A"),
        Expected("$5, as [[A]] has it, not $6", "A"),
        Expected("    [[in code]]"),
        Expected("text\n    [[lazy, no code]]", "lazy, no code"),
    ])
    fileprivate func isRead(_ expected: Expected) {
        let links = parseMarkdown(Array(expected.markdown.utf8)).links
        #expect(links.map(read) == expected.links)
        #expect(links.allSatisfy { $0.syntax == .wikilink })
    }

    @Test(arguments: [
        "[[]]", "[[ ]]", "[[a]", "[a]]", "[[a\nb]]", "\\[[A]]", "`[[A]]`", "``[[A`]]``",
        "```\n[[A]]\n```", "~~~\n[[A]]\n~~~", "`[[`A]]", "<!-- [[A]] -->", "<div>[[A]]</div>",
        "<a href=\"[[A]]\">x</a>", "$[[A]]$", "%%[[A]]%%", "[[a `b]] c`",
        "- x\n\n  ```\n  [[A]]\n  ```", "> ```\n> [[A]]",
    ])
    func isNone(_ markdown: String) {
        #expect(parseMarkdown(Array(markdown.utf8)).links.isEmpty)
    }

    /// A placeholder that ends up where no link is allowed is replaced by its original source.
    @Test(arguments: [
        ("`[[__a__|b]]`", "<p><code>[[__a__|b]]</code></p>\n"),
        (
            "```[[x]]\n[[y]] $a$ %%b%%\n```",
            "<pre><code class=\"language-[[x]]\">[[y]] $a$ %%b%%\n</code></pre>\n"
        ),
        ("[t](<[[a]]> \"[[b]]\")", "<p><a href=\"%5B%5Ba%5D%5D\" title=\"[[b]]\">t</a></p>\n"),
        ("x <b title=\"[[a]] $x$\">", "<p>x <b title=\"[[a]] $x$\"></p>\n"),
        (
            "https://example.org/$a$",
            "<p><a href=\"https://example.org/$a$\">https://example.org/$a$</a></p>\n"
        ),
        ("![[[a]]](x.png)", "<p><img src=\"x.png\" alt=\"[[a]]\" /></p>\n"),
        ("![see [[a]]](x.png)", "<p><img src=\"x.png\" alt=\"see [[a]]\" /></p>\n"),
        ("`%%` and `$$`", "<p><code>%%</code> and <code>$$</code></p>\n"),
    ])
    func isPutBack(_ markdown: String, _ html: String) {
        #expect(plainHTML(markdown) == html)
    }

    @Test func dividesTableCellsOnlyOutsideLinks() {
        let parsed = parseMarkdown(
            Array("| [[a|b]] | [[c\\|d]] |\n|---|---|\n| ![[e|1]] | `x` [[f]] |".utf8))
        #expect(parsed.links.map(read) == ["a|b", "c|d", "!e|1", "f"])
        #expect(
            parsed.links.map { $0.span.start } == [
                SourcePosition(line: 1, column: 3), SourcePosition(line: 1, column: 13),
                SourcePosition(line: 3, column: 3), SourcePosition(line: 3, column: 18),
            ])
    }

    @Test(arguments: [
        ("[see [[A]] *there*](u)", "<p>[see <a href=\"A\">A</a> <em>there</em>](u)</p>\n"),
        ("[[[A]]](u \"t\")", "<p>[<a href=\"A\">A</a>](u &quot;t&quot;)</p>\n"),
        ("[![[x.png]]](u)", "<p><a href=\"u\"><img src=\"x.png\" alt=\"\" /></a></p>\n"),
    ])
    func winsOverALinkAroundIt(_ markdown: String, _ html: String) {
        #expect(plainHTML(markdown) == html)
    }
}
