import Testing

@testable import Markdown

struct BlockTests {
    /// Returns the text of the block that each identifier names.
    private func named(_ markdown: String) -> [String] {
        let parsed = parseMarkdown(Array(markdown.utf8))
        return parsed.blocks.map { block in
            var part = parsed
            part.body.pieces = Array(parsed.body.pieces[block.pieces])
            return block.id + ": " + plainHTML(part)
        }
    }

    @Test(arguments: [
        ("a ^x", ["x: <p>a</p>\n"]),
        ("a\nb ^x\n\nc", ["x: <p>a\nb</p>\n"]),
        ("a\n^x", ["x: <p>a</p>\n"]),
        ("a *b* ^x", ["x: <p>a <em>b</em></p>\n"]),
        ("- a ^x\n- b", ["x: <li>a</li>\n"]),
        ("- a\n  ^x\n- b", ["x: <li>a</li>\n"]),
        ("- a ^x\n  - b", ["x: <li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n"]),
        ("- a\n  - b\n\n  ^x", ["x: <ul>\n<li>b</li>\n</ul>\n"]),
        ("- a\n- b\n\n^x", ["x: <ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"]),
        ("a\n\n^x\n\n^y", ["x: <p>a</p>\n", "y: <p></p>\n"]),
        ("> a\n\n^x", ["x: <blockquote>\n<p>a</p>\n</blockquote>\n"]),
        ("> a\n^x", ["x: <blockquote>\n<p>a</p>\n</blockquote>\n"]),
        ("```\na\n```\n\n^x", ["x: <div>\n<pre><code>a\n</code></pre>\n</div>\n"]),
        ("![[x.png]]^x", ["x: <div><p><img src=\"x.png\" alt=\"\" /></p></div>\n"]),
        ("![[x.png]] ^x", ["x: <div><p><img src=\"x.png\" alt=\"\" /></p></div>\n"]),
        ("$$a$$ ^x", ["x: <div><div class=\"math\">a</div></div>\n"]),
        ("# a ^x", ["x: <h1>a<span></span></h1>\n"]),
        ("a ^x-1A", ["x-1A: <p>a</p>\n"]),
        ("a ^x\n\nb ^x", ["x: <p>a</p>\n"]),
        ("a ^x\n\nb ^X", ["x: <p>a</p>\n"]),
        ("a\n\n^x\n\nb", ["x: <p>a</p>\n"]),
        ("a^x", []), ("a \\^x", []), ("a ^x b", []), ("^x", []), ("`a ^x`", []), ("a ^", []),
        ("a ^x_y", []),
        (
            "a^[x] ^y",
            [
                "y: <p>a<sup class=\"footnote-ref\"><a href=\"#fn-inline-1\" id=\"fnref-inline-1\" data-footnote-ref>1</a></sup></p>\n"
            ]
        ),
        (
            "- [ ] a ^x",
            [
                "x: <li class=\"task\" data-task=\" \"><input type=\"checkbox\" disabled=\"\" aria-label=\"To do\" /> a</li>\n"
            ]
        ),
    ])
    func identifierNamesItsBlock(_ markdown: String, _ blocks: [String]) {
        #expect(named(markdown) == blocks)
        #expect(blocks.isEmpty || !plainHTML(markdown).contains("^"))
    }

    @Test(arguments: [
        "| a |\n|---|\n| b |\n\n^x", "| a |\n|---|\n| b |\n^x",
    ])
    func identifierNamesATable(_ markdown: String) {
        let blocks = named(markdown)
        #expect(blocks.count == 1)
        #expect(blocks[0].hasPrefix("x: <div class=\"table-scroll\""))
        #expect(blocks[0].hasSuffix("<td>b</td>\n</tr>\n</tbody>\n</table>\n</div>\n"))
    }

    @Test func identifierIsAnAnchor() {
        let parsed = parseMarkdown(Array("# T ^h\n\na ^p\n\n> [!tip] c\n\n^c".utf8))
        let html = plainHTML(parsed, headingIDs: true)
        #expect(html.contains("<h1 id=\"t\">T<span id=\"^h\"></span></h1>"))
        #expect(html.contains("<p id=\"^p\">a</p>"))
        #expect(html.contains("data-callout=\"tip\" id=\"^c\">"))
        #expect(parsed.headings.map(\.text) == ["T"])
    }

    @Test(arguments: [
        ("# A\n\n# A\n\n## A", ["a", "a-1", "a-2"]),
        ("# A-1\n# A\n# A", ["a-1", "a", "a-2"]),
        ("# Über `co_de` & *x*!", ["über-co_de--x"]),
        ("# [[A|b]] #t $x^2$", ["b-t-x2"]),
        ("# !!!\n# ???", ["heading", "heading-1"]),
        ("# 日本 🎉 x", ["日本--x"]),
        ("# a  b", ["a--b"]),
        ("A\n===\n\nB\n---", ["a", "b"]),
        ("# C++ & C#", ["c--c"]),
    ])
    func headingsHaveGitHubsSlugs(_ markdown: String, _ ids: [String]) {
        #expect(parseMarkdown(Array(markdown.utf8)).headings.map(\.id) == ids)
    }

    @Test func sectionEndsWithTheNextHeadingOfItsLevelOrItsContainer() {
        let text = "intro\n\n# A\na\n\n## B\nb\n\n> # Q\n> q\n\n## C\nc\n\n# D\nd[^1]\n\n[^1]: n"
        let parsed = parseMarkdown(Array(text.utf8))
        let sections = parsed.headings.map { heading in
            var part = parsed
            part.body.pieces = Array(parsed.body.pieces[heading.section])
            return plainHTML(part)
        }
        #expect(parsed.headings.map(\.text) == ["A", "B", "Q", "C", "D"])
        #expect(
            sections[1]
                == "<h2>B</h2>\n<p>b</p>\n<blockquote>\n<h1>Q</h1>\n<p>q</p>\n</blockquote>\n")
        #expect(sections[2] == "<h1>Q</h1>\n<p>q</p>\n")
        #expect(sections[3] == "<h2>C</h2>\n<p>c</p>\n")
        #expect(sections[0] == "<h1>A</h1>\n<p>a</p>\n" + sections[1] + sections[3])
        #expect(sections[4].hasPrefix("<h1>D</h1>\n<p>d<sup"))
        #expect(!sections[4].contains("<section"))
        #expect(parsed.footnotes.upperBound == parsed.body.pieces.count)
    }

    @Test(arguments: [
        ("- [ ] a", " ", false, "To do"), ("- [x] a", "x", true, "Done"),
        ("- [X] a", "X", true, "Done"),
        ("- [/] a", "/", true, "In progress"), ("- [-] a", "-", true, "Cancelled"),
        ("- [é] a", "é", true, "Done (é)"), ("> - [ ] a", " ", false, "To do"),
        ("> - [x] a", "x", true, "Done"),
        ("1. [?] a", "?", true, "Question"), ("- [ ] see [x]", " ", false, "To do"),
        ("- [\"] a", "&quot;", true, "Done (&quot;)"),
        ("- [ ] a\n  - [>] b", " ", false, "To do"),
    ])
    func taskKeepsItsState(_ markdown: String, _ state: String, _ isChecked: Bool, _ label: String)
    {
        let html = plainHTML(markdown)
        #expect(html.contains("<li class=\"task\" data-task=\"\(state)\">"))
        #expect(
            html.contains(
                "<input type=\"checkbox\"\(isChecked ? " checked=\"\"" : "") disabled=\"\" aria-label=\"\(label)\" /> "
            ))
    }

    @Test(arguments: [
        "- [x](u)", "- [[x]]", "- [xy] a", "- \\[x] a", "[x] a", "- a [x] b", "- [x]y",
    ])
    func taskIsNone(_ markdown: String) {
        #expect(!plainHTML(markdown).contains("checkbox"))
    }

    @Test(arguments: [
        ("```python id=x {1-2}\na\n```", "python id=x {1-2}", "a\n", "1:1-3:4", 2, 0),
        ("x\n\n~~~\n\n~~~", "", "\n", "3:1-5:4", 4, 0),
        ("- a\n\n  ```c\n  x\n  ```", "c", "x\n", "3:3-5:6", 4, 2),
        ("> ```\n> x\n> ```", "", "x\n", "1:3-3:6", 2, 2),
        ("   ```\n   x\n   ```", "", "x\n", "1:4-3:7", 2, 3),
        ("    a\n    b\n", "", "a\nb\n", "1:5-2:6", 1, 4),
        ("```[[x]] $y$\n[[z]]\n```", "[[x]] $y$", "[[z]]\n", "1:1-3:4", 2, 0),
        ("%%\n\n%%\n\n```\na\n```", "", "a\n", "5:1-7:4", 6, 0),
        ("```\nunclosed", "", "unclosed\n", "1:1-2:9", 2, 0),
    ])
    func codeBlockKnowsItsPlace(
        _ markdown: String, _ info: String, _ code: String, _ span: String, _ line: Int,
        _ indentation: Int
    ) throws {
        let block = try #require(parseMarkdown(Array(markdown.utf8)).codeBlocks.first)
        #expect(block.info == info)
        #expect(block.code == code)
        #expect(show(block.span) == span)
        #expect(block.firstCodeLine == line)
        #expect(block.indentation == indentation)
    }

    @Test func lineOfAnEmbedOrFormulaAloneEndsTheParagraph() {
        #expect(
            plainHTML("a\nb\n![[c]]\nd\n$$e$$\n$$f$$\n*g*\nh")
                == "<p>a\nb</p>\n<p><img src=\"c\" alt=\"\" /></p>\n<p>d</p>\n"
                + "<div class=\"math\">e</div>\n<div class=\"math\">f</div>\n"
                + "<p><em>g</em>\nh</p>\n")
    }

    @Test(arguments: [
        ("![[a]]", true), ("![a](b)", true), ("x ![[a]]", false), ("![[a]]\n![[b]]", true),
        ("![a](b)\nc", false), ("![[a]]\nx", true), ("x\n![[a]]  \ny", true),
        ("- ![[a]]", false), ("- ![[a]]\n\n- b", true), ("# ![[a]]", false), ("> ![[a]]", true),
        ("**![[a]]**", false),
        ("| ![[a]] |\n|-|", false),
    ])
    func embedIsABlockWhenItStandsAlone(_ markdown: String, _ isBlock: Bool) {
        let parsed = parseMarkdown(Array(markdown.utf8))
        #expect(parsed.body.pieces.contains(.slot(.embed(0, isBlock: isBlock))))
    }
}
