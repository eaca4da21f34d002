import Testing

@testable import Markdown

/// Returns the HTML of a text's paragraph.
private func paragraph(_ markdown: String) -> String {
    let html = plainHTML(markdown)
    guard html.hasPrefix("<p>"), html.hasSuffix("</p>\n") else { return html }
    return String(html.dropFirst(3).dropLast(5))
}

struct InlineSyntaxTests {
    @Test(arguments: [
        ("==a==", "<mark>a</mark>"),
        ("x ==a b== y", "x <mark>a b</mark> y"),
        (
            "==a **b** [[c]] `d`==",
            "<mark>a <strong>b</strong> <a href=\"c\">c</a> <code>d</code></mark>"
        ),
        ("==**b**==", "<mark><strong>b</strong></mark>"),
        ("**==b==**", "<strong><mark>b</mark></strong>"),
        ("==a== ==b==", "<mark>a</mark> <mark>b</mark>"),
        ("==a==b", "<mark>a</mark>b"),
        ("==a\nb==", "<mark>a\nb</mark>"),
        ("a == b == c", "a == b == c"),
        ("==a", "==a"),
        ("a==", "a=="),
        ("====", "===="),
        ("===a===", "===a==="),
        ("== a==", "== a=="),
        ("==a ==b==", "==a <mark>b</mark>"),
        ("\\==a==", "==a=="),
        ("`==a==`", "<code>==a==</code>"),
        ("**==a**==", "<strong>==a</strong>=="),
        ("==a\\*b==", "<mark>a*b</mark>"),
        ("==&lt;==", "<mark>&lt;</mark>"),
    ])
    func marks(_ markdown: String, _ html: String) {
        #expect(paragraph(markdown) == html)
    }

    @Test(arguments: [
        ("a %%b%% c", "a  c"),
        ("%%b%%", ""),
        ("a\n%%b%%\nc", "a\nc"),
        ("a\n%%\nb\n\n- c\n```\n%%\nd", "a\nd"),
        ("%%%%x", "x"),
        ("100%% sure", "100%% sure"),
        ("`%%` a %%b%%", "<code>%%</code> a "),
        ("\\%%a%%", "%%a%%"),
        ("a %%[[b]] $c$%% d", "a  d"),
        ("50% a %b%", "50% a %b%"),
    ])
    func comments(_ markdown: String, _ html: String) {
        #expect(paragraph(markdown) == html)
    }

    @Test(arguments: [
        // `%%` inside a fence is not a comment.
        ("```\n%%\n```\n%%a%%", "<pre><code>%%\n</code></pre>\n"),
        ("```\n%% x\n```\n\n%% y\n", "<pre><code>%% x\n</code></pre>\n<p>%% y</p>\n"),
        (
            "> ```\n> %%\n\n%%a%% b",
            "<blockquote>\n<pre><code>%%\n</code></pre>\n</blockquote>\n<p> b</p>\n"
        ),
        ("    %%\n\n%%b%%", "<pre><code>%%\n</code></pre>\n"),
        (
            "- a\n\n      %%\n\n  b %%c%%",
            "<ul>\n<li>\n<p>a</p>\n<pre><code>%%\n</code></pre>\n<p>b </p>\n</li>\n</ul>\n"
        ),
        ("<!-- %% -->\n\na %%b%%", "<!-- %% -->\n<p>a </p>\n"),
        ("<!--\n%%\n-->\n\na %%b%%", "<!--\n%%\n-->\n<p>a </p>\n"),
        ("<pre>\n%%\n</pre>\n\na %%b%%", "<pre>\n%%\n</pre>\n<p>a </p>\n"),
        ("`` %%\nx `` a\n\nb %%c%%", "<p><code>%% x</code> a</p>\n<p>b </p>\n"),
        ("- a\n%%\nc\n%%\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("> a %%b\n> c%% d", "<blockquote>\n<p>a  d</p>\n</blockquote>\n"),
    ])
    func commentsAndBlocks(_ markdown: String, _ html: String) {
        #expect(plainHTML(markdown) == html)
    }

    @Test(arguments: [
        ("#a", ["a"]), ("x #a-b_c/d2 y", ["a-b_c/d2"]), ("#a, #b.", ["a", "b"]),
        ("#1", []), ("#1a #2023", ["1a"]), ("a#b", []), ("(#a)", []), ("\\#a", []),
        ("&#35;a", []), ("#a//b", ["a"]), ("#a/", ["a"]), ("#/a", []),
        ("#ü #日本 #🎉", ["ü", "日本", "🎉"]),
        ("`#a`", []), ("[#a](u)", []), ("[[#a]]", []), ("$#a$", []), ("**#a**", []),
        ("a\n#b", ["b"]),
        ("# h #a", ["a"]), ("- #a\n- [ ] #b", ["a", "b"]), ("| #a |\n|-|\n| #b |", ["a", "b"]),
        ("> [!note] #a", ["a"]), ("#a_b_c", ["a_b_c"]), ("%%#a%%", []), ("<b id=\"x #a\">", []),
        ("#a#b", ["a"]),
        ("https://x.org/#a", []), ("text \\* #a", ["a"]), ("## #", []), ("#A #a", ["A", "a"]),
    ])
    func tags(_ markdown: String, _ names: [String]) {
        #expect(parseMarkdown(Array(markdown.utf8)).tags.map(\.name) == names)
    }

    @Test(arguments: [
        ("$a_b$", ["a_b"]), ("x $a$ $b$", ["a", "b"]), ("$20 and $30", []), ("US$5, A$6", []),
        ("$ a$", []), ("$a $", []), ("\\$a$", []), ("$a\\$b$", ["a\\$b"]), ("`$a$`", []),
        ("$a|b$", ["a|b"]), ("$a\nb$", []), ("$$a$$", ["a"]), ("x $$a$$ y", ["a"]),
        ("$$\na\n\nb\n$$", ["a\n\nb"]), ("> $$\n> a\n> b\n> $$", ["a\nb"]), ("$$", []),
        ("$$\na", []), ("a $$\n\nb$$", []), ("$$\n```\n$$\n```", []), ("    $$\n    a\n    $$", []),
        ("| $a|b$ |\n|-|", ["a|b"]), ("$n$th", ["n"]), ("$a`b$ c`", []), ("$$$a$$$", []),
        ("- $$\n  a\n  $$", ["a"]),
    ])
    func formulas(_ markdown: String, _ tex: [String]) {
        #expect(parseMarkdown(Array(markdown.utf8)).formulas.map(\.tex) == tex)
    }

    @Test(arguments: [
        ("$$a$$", true, true), ("x\n$$a$$\ny", true, true), ("$$\na\n$$", true, true),
        ("x $$a$$", false, true),
        ("$a$", false, false), ("- $$a$$", true, true), ("# $$a$$", false, true),
    ])
    func formulaIsABlockWhenItStandsAlone(_ markdown: String, _ isBlock: Bool, _ isDisplay: Bool) {
        let formulas = parseMarkdown(Array(markdown.utf8)).formulas
        #expect(formulas.map(\.isBlock) == [isBlock])
        #expect(formulas.map(\.isDisplay) == [isDisplay])
    }

    @Test(arguments: [
        ("`= spawn.threads`", ["spawn.threads"]), ("`= a.b / a.c` and `x`", ["a.b / a.c"]),
        ("`=x`", []), ("`= `", []), ("`a = b`", []), ("``= a` ``", ["a`"]),
    ])
    func values(_ markdown: String, _ expressions: [String]) {
        #expect(parseMarkdown(Array(markdown.utf8)).values.map(\.expression) == expressions)
    }

    @Test func softBreakIsALineBreakUnlessStrict() {
        var options = ParseOptions()
        #expect(plainHTML("a\nb", options) == "<p>a\nb</p>\n")
        options.strictLineBreaks = false
        #expect(plainHTML("a\nb  \nc", options) == "<p>a<br />\nb<br />\nc</p>\n")
    }

    @Test func privateUseCharactersSurvive() {
        let text =
            "\u{10FFFC}0\u{10FFFD} \u{E000} `\u{10FFFC}` [\u{10FFFD}](\u{10FFFC}) [[\u{10FFFC}1\u{10FFFD}]]"
        let html = plainHTML(text)
        #expect(
            html == "<p>\u{10FFFC}0\u{10FFFD} \u{E000} <code>\u{10FFFC}</code> "
                + "<a href=\"%F4%8F%BF%BC\">\u{10FFFD}</a> "
                + "<a href=\"%F4%8F%BF%BC1%F4%8F%BF%BD\">\u{10FFFC}1\u{10FFFD}</a></p>\n")
    }

    @Test(
        "What looks like a placeholder is no placeholder, whatever stands around it",
        arguments: [
            ("<!-- \u{10FFFC}0\u{10FFFD} -->", "<!-- \u{10FFFC}0\u{10FFFD} -->\n"),
            ("x <!-- \u{10FFFC}0\u{10FFFD} -->", "<p>x <!-- \u{10FFFC}0\u{10FFFD} --></p>\n"),
            ("\\\u{10FFFC}0\u{10FFFD}", "<p>\\\u{10FFFC}0\u{10FFFD}</p>\n"),
            ("\\\u{10FFFC}0\u{10FFBD}", "<p>\\\u{10FFFC}0\u{10FFBD}</p>\n"),
            ("`\\\u{10FFFC}0\u{10FFFD}\n`", "<p><code>\\\u{10FFFC}0\u{10FFFD} </code></p>\n"),
            ("[^\u{10FFFC}0\u{10FFFD}]", "<p>[^\u{10FFFC}0\u{10FFFD}]</p>\n"),
        ])
    func looksLikeAPlaceholder(markdown: String, html: String) {
        #expect(plainHTML(markdown + "\n\n%%the placeholder 0%%") == html)
    }
}
