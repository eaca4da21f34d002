import Testing

@testable import Markdown

struct MarkdownLinkTests {
    @Test(arguments: [
        ("[t](A.md)", "A.md", ""),
        ("[t](My%20Note.md#A%20b)", "My Note.md", "A b"),
        ("[t](<My Note.md>)", "My Note.md", ""),
        ("[t](../a/b.md#^id)", "../a/b.md", "^id"),
        ("[t](#here)", "", "here"),
        ("[t]()", "", ""),
        ("[t](100%.md)", "100%.md", ""),
        ("[t](%FF.md)", "%FF.md", ""),
        ("[t](a&amp;b\\).md)", "a&b).md", ""),
        ("[t][r]\n\n[r]: B.md#x", "B.md", "x"),
        ("[r]\n\n[r]: B.md#x", "B.md", "x"),
        ("![t](img.png)", "img.png", ""),
        ("![t](https://example.org/a%20b.png#f)", "https://example.org/a%20b.png", "f"),
    ])
    func isTakenApart(_ markdown: String, _ path: String, _ subpath: String) {
        let links = parseMarkdown(Array(markdown.utf8)).links
        #expect(links.map(\.path) == [path])
        #expect(links.map(\.subpath) == [subpath])
    }

    @Test(arguments: [
        "[t](javascript:a)", "[t](JavaScript:a)", "<javascript:a>", "[t](&#106;avascript:a)",
        "[t][r]\n\n[r]: vbscript:a", "[t](data:text/html,a)", "![t](javascript:a)",
        "![t](data:text/html,a)", "a ![t](vbscript:a) b",
    ])
    func aScriptIsNoAddress(_ markdown: String) {
        let parsed = parseMarkdown(Array(markdown.utf8))
        #expect(parsed.problems.map(\.kind) == [.scriptAddress])
        #expect(parsed.links.isEmpty && parsed.externalLinks.isEmpty)
        let html = plainHTML(parsed)
        #expect(!html.contains("<a") && !html.contains("<img") && html.contains("<p>"))
    }

    @Test(arguments: [
        ("![t](data:image/png;base64,aa)", "<img src=\"data:image/png;base64,aa\""),
        ("[t](javascript)", "<a href=\"javascript\""), ("[t](x:javascript:)", "<a href=\"x:"),
    ])
    func whatOnlyLooksLikeAScriptStays(_ markdown: String, _ expected: String) {
        #expect(plainHTML(markdown).contains(expected))
    }

    @Test(arguments: [
        "<https://example.org>", "https://example.org", "www.example.org", "[t](mailto:a@b.c)",
        "[t](//example.org/x)", "a@example.org", "[t](obsidian://open)",
    ])
    func thatLeadsOutOfTheSiteIsFinal(_ markdown: String) {
        let parsed = parseMarkdown(Array(markdown.utf8))
        #expect(parsed.links.isEmpty)
        #expect(plainHTML(parsed).contains("<a href=\""))
    }

    /// The link's place, in a text for which the parser's own columns are wrong.
    @Test(arguments: [
        ("a [t](u) b", "1:3-1:9"),
        ("a\\\nb [t](u)", "2:3-2:9"),
        ("`x\ny` [t](u)", "2:4-2:10"),
        ("[a](<u>\n\"t\nt\") [t](u)", "3:5-3:11"),
        ("&amp; \\* [t](u)", "1:10-1:16"),
        ("> - a\n>   [t](u)", "2:5-2:11"),
        ("> lazy\nline [t](u)", "2:6-2:12"),
        ("# A [t](u) #", "1:5-1:11"),
        ("A\n[t](u)\n===", "2:1-2:7"),
        ("| a \\| b | [t](u) |\n|-|-|", "1:12-1:18"),
        ("> | a |\n> |---|\n> | x [t](u) |", "3:7-3:13"),
        ("[r]: /x\ntext [t](u)", "2:6-2:12"),
        ("*a **b [t](u)** c*", "1:8-1:14"),
        ("a\ttab\n\tb [t](u)", "2:4-2:10"),
        ("x[^1]\n\n[^1]: n [t](u)", "3:9-3:15"),
        ("before\n| a |\n|---|\n| [t](u) |", "4:3-4:9"),
        ("日本 [t](u)", "1:8-1:14"),
        ("%%one\ntwo%% [t](u)", "2:7-2:13"),
        ("x^[a [t](u)]", "1:6-1:12"),
        ("x^[a\nb [t](u)]", "2:3-2:9"),
        ("[[a|b]] [t](u)", "1:9-1:15"),
        ("a\r\nb [t](u)", "2:3-2:9"),
        ("a\rb [t](u)", "2:3-2:9"),
    ])
    func placeIsExact(_ markdown: String, _ place: String) throws {
        let links = parseMarkdown(Array(markdown.utf8)).links
        let link = try #require(links.last)
        #expect(show(link.span) == place)
    }
}

func show(_ span: SourceSpan) -> String {
    "\(span.start.line):\(span.start.column)-\(span.end.line):\(span.end.column)"
}
