import Testing

@testable import Markdown

/// An author's own HTML under `html: safe`, which is the default.
struct SafeHTMLTests {
    @Test(
        "Elements and attributes of the list come through, written anew",
        arguments: [
            ("a <B>b</B> c", "<p>a <b>b</b> c</p>\n"),
            ("a<br/>b</br>c", "<p>a<br>b<br>c</p>\n"),
            (
                "<div align=center>\n\n*x*\n\n</div>",
                "<div align=\"center\">\n<p><em>x</em></p>\n</div>\n"
            ),
            (
                "<details open><summary>S</summary>\n\ntext\n\n</details>",
                "<details open><summary>S</summary>\n<p>text</p>\n</details>\n"
            ),
            (
                "<table><tr><td>a<td>b<tr><td>c</table>",
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>\n"
            ),
            ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>\n"),
            (
                "<img src='a b.png' alt=\"&eacute; &amp; <\" width=10 loading=lazy>",
                "<img src=\"a%20b.png\" alt=\"&eacute; &amp; &lt;\" width=\"10\" loading=\"lazy\">\n"
            ),
            (
                "<a href=\"?a=1&b=2&copy=3\" title='it&#39;s'>x</a>",
                "<p><a href=\"?a=1&amp;b=2&amp;copy=3\" title=\"it&#39;s\">x</a></p>\n"
            ),
            ("<kbd>x</kbd> H<sub>2</sub>", "<p><kbd>x</kbd> H<sub>2</sub></p>\n"),
            ("<!-- note -->\n\na <!-- b --> c", "\n<p>a  c</p>\n"),
            (
                "<p align=\"center\">\n<img src=a.png>\n</p>",
                "<p align=\"center\">\n<img src=\"a.png\">\n</p>\n"
            ),
            (
                "<span style=\"color:red;position:fixed;width:2em\">x</span>",
                "<p><span style=\"color: red; width: 2em\">x</span></p>\n"
            ),
            ("<a id=\"x\"/>text", "<p><a id=\"x\"></a>text</p>\n"),
            (
                "<input type=checkbox checked onclick=x>",
                "<input type=\"checkbox\" checked disabled>\n"
            ),
            (
                "<picture><source srcset=\"a.png 1x, b.png 2x\"><img src=\"a.png\"></picture>",
                "<p><picture><source srcset=\"a.png 1x, b.png 2x\"><img src=\"a.png\"></picture></p>\n"
            ),
        ])
    func allowed(markdown: String, html: String) {
        #expect(plainHTML(markdown, ParseOptions()) == html)
    }

    @Test(
        "What is not on the list is text, or left out",
        arguments: [
            ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;\n"),
            ("a <Foo> b", "<p>a &lt;Foo&gt; b</p>\n"),
            ("<svg><a></svg>", "<p>&lt;svg&gt;<a>&lt;/svg&gt;</a></p>"),
            ("<div onclick=x data-y=1>z</div>", "<div>z</div>\n"),
            ("<div\n<b>", "&lt;div\n<b>\n</b>"),
            ("<a href=java&Tab;script:x>y</a>", "<p><a>y</a></p>\n"),
            ("<a href=&#0000106avascript:x>y</a>", "<p><a>y</a></p>\n"),
            ("<a href='\u{1}javascript:x'>y</a>", "<p><a>y</a></p>\n"),
            ("<a href=\"data:text/html,x\">y</a>", "<p><a>y</a></p>\n"),
            ("<img src=\"data:text/html,x\">", "<img>\n"),
            ("<img srcset=\"javascript:x 1x\">", "<img>\n"),
            ("<b id='page.main' class='a\"b'>x</b>", "<p><b>x</b></p>\n"),
            ("<?php x ?>", "&lt;?php x ?&gt;\n"),
            ("<![CDATA[x]]>", "&lt;![CDATA[x]]&gt;\n"),
            ("<!-- open", "&lt;!-- open"),
        ])
    func refused(markdown: String, html: String) {
        #expect(
            plainHTML(markdown, ParseOptions()).hasPrefix(html),
            "\(plainHTML(markdown, ParseOptions()))")
        #expect(!parseMarkdown(Array(markdown.utf8)).problems.isEmpty)
    }

    @Test(
        "A note can't close what is around it, nor leave anything open",
        arguments: [
            ("</div></main>", ""),
            ("<div>\n\nx", "<div>\n<p>x</p>\n</div>"),
            ("> <div>\n\ny", "<blockquote>\n<div>\n</div>\n</blockquote>\n<p>y</p>\n"),
            ("- <b>x\n- y</b>", "<ul>\n<li><b>x</b></li>\n<li>y</li>\n</ul>\n"),
            ("*<b>x*</b>", "<p><em><b>x</b></em></p>\n"),
            ("<b><i>x</b></i>", "<p><b><i>x</i></b></p>\n"),
            ("<li>x</li>", "&lt;li&gt;x\n"),
            ("<ul>\n\n<li>\n\nx\n\n</li>\n\n</ul>", "<ul>\n<li>\n<p>x</p>\n</li>\n</ul>\n"),
            ("<table><tr><td>\n\n| a |\n|--|\n\n</td></tr></table>", "<table><tr><td>\n"),
            ("<table><tr>\n\nx\n\n</table>", "<table><tr>\n</tr></table>\n<p>x</p>\n"),
            ("<table><b>x</b></table>", "<table>&lt;b&gt;x</table>\n"),
            ("<p>a\n\nb\n\n</p>", "<p>a\n</p>\n<p>b</p>\n"),
            ("<p>a<div>b</div>", "<p>a</p><div>b</div>\n"),
            ("[a <a href=x>b</a>](c)", "<p><a href=\"c\">a b</a></p>\n"),
            ("<div>\n\nx[^1]\n\n[^1]: y", "<div>\n<p>x"),
        ])
    func nesting(markdown: String, html: String) {
        let written = plainHTML(markdown, ParseOptions())
        #expect(written.hasPrefix(html), "\(written)")
        #expect(isBalanced(written), "\(written)")
    }

    @Test("An embedded part of a note includes the elements around it")
    func slices() throws {
        let text = "<div align=center>\n\n# H\n\na\n\n</div>\n\n<b>\n\n# I\n\nb ^x\n\n</b>\n"
        let parsed = parseMarkdown(Array(text.utf8))
        #expect(
            parsed.rawElements.map { String(decoding: $0.tag.bytes, as: UTF8.self) } == [
                "<div align=\"center\">", "<b>",
            ])
        for range in parsed.headings.map(\.section) + parsed.blocks.map(\.pieces) {
            var html = ""
            for element in parsed.rawElements where element.pieces.contains(range.lowerBound) {
                html += String(decoding: element.tag.bytes, as: UTF8.self)
            }
            for case .html(let bytes) in parsed.body.pieces[range] {
                html += String(decoding: parsed.body.bytes[bytes], as: UTF8.self)
            }
            for element in parsed.rawElements.reversed()
            where element.pieces.contains(range.upperBound) {
                html += "</\(element.name)>"
            }
            #expect(isBalanced(html), "\(html)")
        }
    }

    @Test(
        "Frames show the hosts that are named, and YouTube's player without cookies",
        arguments: [
            (
                "<iframe src=\"https://ok.org/x\" width=5></iframe>",
                "src=\"https://ok.org/x\" width=\"5\""
            ),
            ("<iframe src=https://ok.org>\nold\n</iframe>", "src=\"https://ok.org\""),
            (
                "a <iframe src=\"https://www.youtube.com/embed/x\"></iframe> b",
                "src=\"https://www.youtube-nocookie.com/embed/x\""
            ),
        ])
    func frames(markdown: String, attributes: String) {
        var options = ParseOptions()
        options.frames = ["ok.org"]
        let parsed = parseMarkdown(Array(markdown.utf8), options: options)
        #expect(plainHTML(parsed).contains("<iframe \(attributes)"), "\(plainHTML(parsed))")
        #expect(parsed.problems.isEmpty)
    }

    @Test(
        "Frames of others are links or text",
        arguments: [
            (
                "<iframe src=\"https://evil.org/x\"></iframe>",
                "<a href=\"https://evil.org/x\" rel=\"noopener\">https://evil.org/x</a>"
            ),
            ("<iframe src=\"https://ok.org@evil.org\"></iframe>", "&lt;iframe"),
            ("<iframe src=\"javascript:x\"></iframe>", "&lt;iframe"),
            ("<iframe srcdoc=\"<script>\"></iframe>", "&lt;iframe"),
            ("<iframe src=\"https://www.youtube.com/redirect?q=x\"></iframe>", "<a href"),
        ])
    func noFrames(markdown: String, html: String) {
        var options = ParseOptions()
        options.frames = ["ok.org"]
        let parsed = parseMarkdown(Array(markdown.utf8), options: options)
        #expect(plainHTML(parsed).contains(html), "\(plainHTML(parsed))")
        #expect(!plainHTML(parsed).contains("<iframe"))
        #expect(!parsed.problems.isEmpty)
    }

    @Test("Dropped HTML is reported, each kind once per note")
    func problems() {
        let text = "<div>\n<blink>\n</div>\n\n<i onclick=x>a</i> <blink> <i onclick=x>a</i>\n\n</b>"
        let problems = parseMarkdown(Array(text.utf8)).problems.map {
            "\($0.kind) \($0.subject) \(show($0.span)) \($0.repetitions)"
        }
        #expect(
            problems == [
                "droppedElement blink 2:1-2:7 1", "droppedAttributes onclick of <i> 5:1-5:14 1",
                "unopenedElement b 7:1-7:4 0",
            ])
    }

    @Test(
        "An address may have no scheme but those of a list",
        arguments: [
            ("javascript:x", false, false), ("JAVA\tSCRIPT:x", false, false),
            (" \u{0}vbscript:x", false, false), ("data:image/png;base64,x", false, true),
            ("data:image/svg+xml,x", false, true), ("data:text/html,x", false, false),
            ("data:,x", false, false), ("file:///etc/passwd", false, false),
            ("blob:x", false, false), ("filesystem:x", false, false), ("about:blank", false, false),
            ("view-source:x", false, false), ("ms-msdt:x", false, false), ("x:y", false, false),
            ("https://a", true, true), ("HTTP://a", true, true), ("mailto:a@b", true, false),
            ("obsidian://open", true, false), ("//host/a", true, true), ("a/b:c", true, true),
            ("?x:y", true, true), ("#a:b", true, true), ("1x:y", true, true), ("", true, true),
        ])
    func schemes(address: String, asLink: Bool, asMedia: Bool) {
        #expect(Address.isAllowed(address, as: .link) == asLink)
        #expect(Address.isAllowed(address, as: .media) == asMedia)
    }

    @Test("Markdown's links and images follow the same allowlist, unless all HTML is allowed")
    func markdownAddresses() {
        let text =
            "[a](zotero://x) [b](foo:x) ![c](foo:x) <foo:x> [d][d] [e](file:///x)\n\n[d]: foo:x"
        let parsed = parseMarkdown(Array(text.utf8))
        #expect(parsed.problems.map(\.kind) == Array(repeating: .refusedScheme, count: 5))
        #expect(plainHTML(parsed).matches(of: /<a\s/).count == 1)
        #expect(plainHTML(text).matches(of: /<(a|img)\s/).count == 6)
    }

    /// True if each element is closed, in order.
    private func isBalanced(_ html: String) -> Bool {
        var open: [Substring] = []
        for tag in html.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) {
            if ["br", "hr", "img", "input", "source", "col", "wbr"].contains(tag.2) { continue }
            if tag.1.isEmpty {
                open.append(tag.2)
            } else if open.popLast() != tag.2 {
                return false
            }
        }
        return open.isEmpty
    }
}
