import Testing

@testable import Markdown

/// Footnotes and wikilinks both use brackets, and can be next to or inside one another.
struct BracketTests {
    /// A text in which the footnote `1` is defined, and the HTML of its first paragraph, with
    /// footnotes as `{1}` and links as `<target|text>`.
    private func paragraph(_ markdown: String) -> String {
        let html = plainHTML(markdown + "\n\n[^1]: a note\n")
        let first = html.firstRange(of: "</p>").map { String(html[..<$0.lowerBound]) } ?? html
        return first.replacing("<p>", with: "")
            .replacing(/<sup[^>]*><a [^>]*>(\d+)<\/a><\/sup>/) { "{\($0.1)}" }
            .replacing(/<a href="([^"]*)">(.*?)<\/a>/) { "<\($0.1)|\($0.2)>" }
    }

    @Test(
        "A footnote beside a wikilink",
        arguments: [
            ("[[A]][^1]", "<A|A>{1}"), ("[^1][[A]]", "{1}<A|A>"), ("[[A]] [^1]", "<A|A> {1}"),
            ("[^1] [[A]] [^1]", "{1} <A|A> {1}"), ("![[A]][^1]", "<img src=\"A\" alt=\"\" />{1}"),
            ("[[A]]^[b]", "<A|A>{1}"), ("^[b][[A]]", "{1}<A|A>"),
            ("[[A]]^[[[B]]][^1]", "<A|A>{1}{2}"),
            ("[A](b)[^1]", "<b|A>{1}"), ("[^1][A](b)", "{1}<b|A>"),
            ("*[[A]]*[^1]", "<em><A|A></em>{1}"),
            ("| [[A]][^1] |\n|-|\n\nx[^1]", "x{1}"),
        ])
    func beside(markdown: String, expected: String) {
        if markdown.hasPrefix("|") {
            #expect(plainHTML(markdown + "\n\n[^1]: n").contains("<a href=\"A\">A</a><sup"))
        } else {
            #expect(paragraph(markdown) == expected)
        }
    }

    @Test(
        "Brackets that begin like a footnote and end on a later line are text, and none of it is lost",
        arguments: [
            ("a [^äö\nü] b", "a [^äö\nü] b"), ("[[--}[^ä\rä c0] d", "[[--}[^ä\nä c0] d"),
            ("[^1] [^a\nb] [^1]", "{1} [^a\nb] {1}"), ("[^a [b]\nc]", "[^a [b]\nc]"),
            ("![^a\nb]", "![^a\nb]"), ("[^a [[B]]\nc]", "[^a <B|B>\nc]"),
            ("[^a [^b\nc] d\ne]", "[^a [^b\nc] d\ne]"), ("[^a\nb", "[^a\nb"),
            ("[^a\nb](c)", "<a href=\"c\">^a\nb</a>"), ("`[^a\nb]`", "<code>[^a b]</code>"),
        ])
    func brokenFootnotes(markdown: String, expected: String) {
        #expect(paragraph(markdown) == expected)
    }

    @Test(
        "Nothing is lost of brackets that begin like a footnote, wherever the parser sees them end",
        arguments: [
            ("[^ä `]\n` b]", "[^ä <code>] </code> b]"), ("[^ä\nb](c d", "[^ä\nb](c d"),
            ("[^ä\n[x`\ry` b", "[^ä\n[x<code> y</code> b"),
            ("`a\nb` [^x` c\nd]", "<code>a b</code> [^x` c\nd]"), ("[^a\\]\nb]", "[^a]\nb]"),
            ("[^a<b c=\"]\nd\">]", "[^a<b c=\"]\nd\">]"), ("[^a\nb][c", "[^a\nb][c"),
            ("x <!-- a -- [^b\nc] --> d", "x &lt;!-- a -- [^b\nc] --&gt; d"),
            ("$a [^b $ c\nd]", "$a [^b $ c\nd]"), ("^[^a\nb", "^[^a\nb"),
        ])
    func endsElsewhere(markdown: String, expected: String) {
        #expect(paragraph(markdown) == expected)
    }

    @Test(
        "Brackets that begin like a footnote and hold more than a name are Markdown as all others",
        arguments: [
            ("[^a *b* `c`]", "[^a <em>b</em> <code>c</code>]"), ("[^a &amp; b]", "[^a &amp; b]"),
            ("[^a b](c)", "<c|^a b>"), ("![^a b](c)", "<img src=\"c\" alt=\"^a b\" />"),
            ("[^a ![b](c)]", "[^a <img src=\"c\" alt=\"b\" />]"),
            ("[^a b]\n\n[^A b]: c", "<c|^a b>"), ("`[^a b] [\\^`", "<code>[^a b] [\\^</code>"),
            ("x <b c=\"[^a b]\">", "x <b c=\"[^a b]\">"),
        ])
    func moreThanAName(markdown: String, expected: String) {
        #expect(paragraph(markdown) == expected)
    }

    @Test(
        "A `^` that is written otherwise begins no footnote",
        arguments: [
            ("[\\^a] b", "[^a] b"), ("[&#94;abc] d", "[^abc] d"), ("[&#x5E;1]", "[^1]"),
            ("[&Hat;a]", "[^a]"), ("[\\^a](b)", "<b|^a>"), ("![\\^a] b", "![^a] b"),
        ])
    func otherCarets(markdown: String, expected: String) {
        #expect(paragraph(markdown) == expected)
    }

    @Test(
        "A footnote's name may hold what means something elsewhere",
        arguments: ["a_b", "a\\_b", "*", "50%", "a$b", "$x$", "a&b", "ä", "%%", "a==b=="])
    func names(name: String) {
        #expect(paragraph("x[^\(name)] $y$\n\n[^\(name)]: b").hasPrefix("x{1} "))
    }

    @Test(
        "A footnote in brackets is a footnote, when there is one of its name",
        arguments: [
            ("x [[^1]] y", "x [{1}] y"), ("x[[^1]]", "x[{1}]"), ("[[[^1]]]", "[[{1}]]"),
            ("[see [^1]]", "[see {1}]"), ("[[^1], [^1]]", "[{1}, {1}]"),
            ("![^1]", "!{1}"), ("[^1]]", "{1}]"),
        ])
    func inBrackets(markdown: String, expected: String) {
        #expect(paragraph(markdown) == expected)
    }

    @Test(
        "A wikilink in brackets is a link, whatever stands around it",
        arguments: [
            ("[^a [[A]] b]", "[^a <A|A> b]"),
            ("[x [[A]]][^1]", "[x <A|A>]{1}"),
            ("[[^none]]", "<%5Enone|^none>"), ("[[A^b]]", "<A%5Eb|A^b>"), ("[[#^1]]", "<#%5E1|^1>"),
            ("^[[[A]]]", "{1}"), ("^[[^1]]", "{1}"), ("[^[[A]]]", "[{1}]"),
            ("x^[a [^1] b]", "x{1}"),
        ])
    func aroundLinks(markdown: String, expected: String) {
        #expect(paragraph(markdown) == expected)
    }

    @Test("A footnote's text may begin with a wikilink, and its definition is no link")
    func definitions() {
        let parsed = parseMarkdown(Array("a[^1] b[^x]\n\n[^1]:[[A]]\n[^2]: [[B]][^1]\n".utf8))
        // The other footnote is not shown.
        #expect(parsed.links.map(\.path) == ["A"])
        #expect(parsed.footnoteItems.map(\.number) == [1])
        let kinds = parsed.problems.map { "\($0.kind) \($0.subject)" }
        #expect(kinds == ["undefinedFootnote x", "unusedFootnote 2"])
    }
}
