import Markdown
import Testing

@testable import Bases
@testable import SiteGenerator
@testable import Vault

@Suite struct BasesHTMLTests {
    static let vault = TinyVault(
        [
            (
                "Notes/A & <B>.md",
                """
                tags: [x, y/z]
                n: 1.5
                done: true
                when: 2026-06-10T07:05:00
                evil: "<script>alert('1')</script> & \\"x\\""
                url: https://swift.org/?a=1&b=2
                js: "javascript:alert(1)"
                md: "[Swift](https://swift.org)"
                mdjs: "[click](javascript:alert(1))"
                inner: "[A](Notes/Other.md)"
                link: "[[Other#Part|the <other>]]"
                gone: "[[Nowhere]]"
                cover: "[[pic one.png]]"
                color: "#1b7340"
                remote: https://example.org/a.png
                lines: "a\\nb"
                """
            ),
            ("Notes/Other.md", "n: 2\ncover: Notes/pic one.png"),
            ("Notes/pic one.png", ""), ("Secret.md", "n: 3"),
        ])

    func render(
        _ yaml: String, view: String = "", file: String = "Bases/T.base"
    ) -> RenderedBase {
        renderBase(
            parseBase(yaml, file: file), in: Self.vault.corpus,
            context: BaseContext(
                this: nil, now: testMoment,
                reference: BaseContext.Reference(
                    file: "Page.md", span: SourceSpan(line: 3, column: 5), view: view),
                idPrefix: "b1"
            ) { target in
                switch target {
                case .file(let path, _) where path.string == "Secret.md": nil
                case .file(let path, let subpath):
                    path.string.urlPath + (subpath.isEmpty ? "" : "#" + subpath.lowercased())
                case .tag(let tag): "tags/\(tag).html"
                }
            })
    }

    /// The cell of one property (or formula) of the first note.
    func cell(_ expression: String) -> String {
        let html = render(
            """
            filters: file.name != "Other" && file.ext == "md" && n < 3
            formulas:
              f: '\(expression.replacing("'", with: "''"))'
            views: [{type: table, order: [formula.f]}]
            """
        ).html
        guard let start = html.firstRange(of: "<tbody>\n<tr><td"),
            let end = html.firstRange(of: "</td></tr>")
        else { return html }
        return String(html[start.upperBound..<end.lowerBound].drop { $0 != ">" }.dropFirst())
    }

    @Test(arguments: [
        ("n", "1.5"), ("missing", ""),
        ("done", #"<span class="base-check" role="img" aria-label="yes">✓</span>"#),
        ("!done", #"<span class="base-check" role="img" aria-label="no">✗</span>"#),
        ("when", #"<time datetime="2026-06-10T07:05:00">2026-06-10 07:05</time>"#),
        ("when.date()", #"<time datetime="2026-06-10">2026-06-10</time>"#),
        ("evil", "&lt;script&gt;alert('1')&lt;/script&gt; &amp; &quot;x&quot;"),
        ("lines", "a<br>b"),
        (
            "url",
            #"<a class="external" href="https://swift.org/?a=1&amp;b=2" rel="noopener">https://swift.org/?a=1&amp;b=2</a>"#
        ),
        ("md", #"<a class="external" href="https://swift.org" rel="noopener">Swift</a>"#),
        ("js", "javascript:alert(1)"), ("mdjs", "[click](javascript:alert(1))"),
        ("link(js)", "javascript:alert(1)"),
        ("inner", #"<a class="internal" href="Notes/Other.md">A</a>"#),
        ("link", ##"<a class="internal" href="Notes/Other.md#part">the &lt;other&gt;</a>"##),
        ("gone", #"<span class="missing-link" title="This file does not exist">Nowhere</span>"#),
        (
            #"link("Other", icon("pen"))"#,
            #"<a class="internal" href="Notes/Other.md"><span class="base-icon" data-icon="pen">pen</span></a>"#
        ),
        (#"link("Secret")"#, #"<span class="internal">Secret</span>"#),
        (
            "file.tags",
            ##"<a class="tag" href="tags/x.html">#x</a>, <a class="tag" href="tags/y/z.html">#y/z</a>"##
        ),
        ("[1, [2, done]].flat().slice(0, 2)", "1, 2"), (#"{"a": "<"}"#, "<code>{a: &lt;}</code>"),
        (#"icon("<x>")"#, #"<span class="base-icon" data-icon="&lt;x&gt;">&lt;x&gt;</span>"#),
        ("image(cover)", #"<img src="Notes/pic%20one.png" alt="pic one.png" loading="lazy">"#),
        ("image(remote)", #"<img src="https://example.org/a.png" alt="" loading="lazy">"#),
        (
            "image(gone)",
            #"<span class="missing-link" title="This file does not exist">Nowhere</span>"#
        ),
        (
            "image(js)",
            #"<span class="missing-link" title="This file does not exist">javascript:alert(1)</span>"#
        ),
        ("today() - when.date()", "a few seconds"),
        (
            "n.round('x')",
            "<span class=\"base-problem\">Error: “round” takes a number of digits from 0 to 15, and this is the text “x”</span>"
        ),
    ])
    func valuesBecomeHTML(expression: String, expected: String) {
        #expect(cell(expression) == expected)
    }

    @Test(arguments: [
        ("<b>bold</b> & <i>more</i>", "<b>bold</b> &amp; <i>more</i>"),
        ("<b>open", "<b>open</b>"), ("a</b>", "a"), ("<b><i>x</b>y</i>", "<b><i>x</i></b>y"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<img src=x onerror=alert(1)>", "<img src=\"x\">"),
        ("<b onclick=\"x()\">x</b>", "<b>x</b>"),
        ("<a href=\"javascript:x\">x</a>", "<a>x</a>"),
        ("<a href='https://swift.org'>x</a>", "<a href=\"https://swift.org\">x</a>"),
        (
            "<span style=\"color: #f00; width: 50%\">x</span>",
            "<span style=\"color: #f00; width: 50%\">x</span>"
        ),
        ("<span style=\"background: url(x)\">x</span>", "<span>x</span>"),
        ("<span style='position:fixed'>x</span>", "<span>x</span>"),
        ("<progress value=3 max=10></progress>", "<progress value=\"3\" max=\"10\"></progress>"),
        ("<b title='\"'>x</b>", "<b title=\"&quot;\">x</b>"),
        ("1 < 2 && 3 > 2", "1 &lt; 2 &amp;&amp; 3 &gt; 2"),
        ("<", "&lt;"), ("<b", "&lt;b"), ("</", "&lt;/"), ("<br/>x<BR>", "<br>x<br>"),
        ("<b/>", "<b></b>"),
        ("&lt;x&gt; &#39; &copy; &#x27;", "&lt;x&gt; &#39; &copy; &#x27;"),
        ("<!-- x -->", ""), ("<table><tr>", "<table><tr></tr></table>"),
        ("<b class=a class=b>x", "<b class=\"a\">x</b>"),
    ])
    func onlyHarmlessHTMLIsShown(html: String, expected: String) {
        #expect(sanitizedHTML(html) == expected)
    }

    @Test func aTableHasHeadersGroupsAndSummaries() {
        let rendered = render(
            """
            filters: file.ext == "md"
            properties: {n: {displayName: "Number <n>"}}
            views:
              - type: table
                name: Numbers & more
                order: [file.name, n]
                groupBy: done
                summaries: {n: Average}
                limit: 2
            """)
        #expect(
            rendered.html == """
                <figure class="base base-table" id="b1-numbers-and-more">
                <figcaption>Numbers &amp; more <span class="base-count">2 of 3</span></figcaption>
                <div class="table-scroll" tabindex="0" role="group" aria-label="Numbers &amp; more">
                <table>
                <thead><tr><th scope="col">Name</th><th scope="col" class="number">Number &lt;n&gt;</th></tr></thead>
                <tbody>
                <tr class="base-group"><th scope="rowgroup" colspan="2"><span class="base-property">done</span> <span class="base-check" role="img" aria-label="yes">✓</span> <span class="base-count">1</span></th></tr>
                <tr class="base-summary"><td></td><td class="number"><span class="base-property">Average</span> 1.5</td></tr>
                <tr><th scope="row"><a class="internal" href="Notes/A%20%26%20%3CB%3E.md">A &amp; &lt;B&gt;</a></th><td class="number">1.5</td></tr>
                </tbody>
                <tbody>
                <tr class="base-group"><th scope="rowgroup" colspan="2"><span class="base-property">done</span> None <span class="base-count">1</span></th></tr>
                <tr class="base-summary"><td></td><td class="number"><span class="base-property">Average</span> 2</td></tr>
                <tr><th scope="row"><a class="internal" href="Notes/Other.md">Other</a></th><td class="number">2</td></tr>
                </tbody>
                <tfoot>
                <tr class="base-summary"><td></td><td class="number"><span class="base-property">Average</span> 1.75</td></tr>
                </tfoot>
                </table>
                </div>
                </figure>

                """)
        #expect(rendered.diagnostics == [])
        #expect(
            rendered.targets == [
                .file(VaultPath("Notes/A & <B>.md"), subpath: ""),
                .file(VaultPath("Notes/Other.md"), subpath: ""),
            ])
    }

    @Test func cardsHaveCoversTitlesAndProperties() {
        let rendered = render(
            """
            filters: file.ext == "md"
            views:
              - type: cards
                image: note.cover
                imageFit: contain
                imageAspectRatio: 2
                cardSize: 150
                order: [file.name, n, gone]
            """)
        #expect(
            rendered.html == """
                <figure class="base base-cards" id="b1-cards">
                <ul class="base-cards" style="--card-size:150px;--card-ratio:0.5;--card-fit:contain">
                <li class="base-card"><div class="base-cover"><img src="Notes/pic%20one.png" alt="" loading="lazy"></div><p class="base-title"><a class="internal" href="Notes/A%20%26%20%3CB%3E.md">A &amp; &lt;B&gt;</a></p><dl><div><dt>n</dt><dd>1.5</dd></div><div><dt>gone</dt><dd><span class="missing-link" title="This file does not exist">Nowhere</span></dd></div></dl></li>
                <li class="base-card"><div class="base-cover"><img src="Notes/pic%20one.png" alt="" loading="lazy"></div><p class="base-title"><a class="internal" href="Notes/Other.md">Other</a></p><dl><div><dt>n</dt><dd>2</dd></div></dl></li>
                <li class="base-card"><p class="base-title"><span class="internal">Secret</span></p><dl><div><dt>n</dt><dd>3</dd></div></dl></li>
                </ul>
                </figure>

                """)
        #expect(rendered.targets.contains(.file(VaultPath("Notes/pic one.png"), subpath: "")))
    }

    @Test(arguments: [
        (
            "image: color\n    order: []",
            #"<div class="base-cover" style="background:#1b7340"></div><a class="internal" href="#
        ),
        (
            "image: evil\n    order: []",
            #"<li class="base-card"><a class="internal" href="Notes/A%20%26%20%3CB%3E.md">A &amp; &lt;B&gt;</a></li>"#
        ),
        (
            "image: remote\n    order: []",
            #"<a class="base-cover" href="Notes/A%20%26%20%3CB%3E.md"><img src="https://example.org/a.png" alt="A &amp; &lt;B&gt;" loading="lazy"></a>"#
        ),
        ("image: file.file", "<p class=\"base-title\">"),
    ])
    func coversOfAllKinds(view: String, expected: String) {
        let html = render("filters: n == 1.5\nviews:\n  - type: cards\n    \(view)\n").html
        #expect(html.contains(expected))
    }

    @Test(arguments: [
        (
            "",
            "<ul class=\"base-items\">\n<li><a class=\"internal\" href=\"Notes/Other.md\">Other</a>, <span title=\"n\">2</span></li>\n</ul>"
        ),
        ("markers: number", "<ol class=\"base-items\">"),
        ("markers: none", "<ul class=\"base-items base-unmarked\">"),
        ("separator: ' <> '", "</a> &lt;&gt; <span title=\"n\">2</span></li>"),
        ("indentProperties: true", "</a><ul><li><span title=\"n\">2</span></li></ul></li>"),
        (
            "groupBy: n",
            "<p class=\"base-group\"><span class=\"base-property\">n</span> 2 <span class=\"base-count\">1</span></p>\n<ul"
        ),
    ])
    func lists(view: String, expected: String) {
        let html = render(
            "filters: n == 2\nviews:\n  - type: list\n    order: [file.name, n, gone]\n    \(view)\n"
        ).html
        #expect(html.contains(expected))
    }

    static let three = """
        views:
          - {type: table, name: First}
          - {type: list, name: Second <2>}
          - {type: map, name: Third}
        """

    @Test func severalViewsAreTabsThatNeedNoScript() {
        let html = render(Self.three).html
        #expect(
            html.hasPrefix(
                """
                <div class="base-views">
                <ul class="base-tabs">
                <li><a href="#b1-first">First</a></li>
                <li><a href="#b1-second-2">Second &lt;2&gt;</a></li>
                <li><a href="#b1-third">Third</a></li>
                </ul>
                <section class="base-view" id="b1-first" aria-label="First">
                """))
        #expect(
            html.contains(
                #"<section class="base-view" id="b1-second-2" aria-label="Second &lt;2&gt;">"#))
        #expect(
            html.contains("is a view of the type “map”: a map needs pictures from another server"))
    }

    @Test func aReferenceChoosesAView() throws {
        #expect(
            render(Self.three, view: "second <2>").html.hasPrefix(
                "<figure class=\"base base-list\" id=\"b1-second-2\">"))
        let unknown = render(Self.three, view: "Secnd <2>")
        let problem = try #require(unknown.diagnostics.first)
        #expect(problem.file == "Page.md")
        #expect(problem.span == SourceSpan(line: 3, column: 5))
        #expect(problem.code == .baseView)
        #expect(problem.help == "did you mean “Second <2>”?")
        #expect(unknown.html.contains("This base has no view named “Secnd &lt;2&gt;”."))
        #expect(!unknown.html.contains("<table"))
    }

    @Test func anEmptyViewAndABrokenBaseHaveANotice() {
        #expect(
            render("filters: n > 99").html.contains("<p class=\"base-empty\">No file matches.</p>"))
        let broken = render("filters: n >\nfoo: 1").html
        #expect(broken.contains("<p>This base has errors:</p>"))
        #expect(broken.contains("<code>Bases/T.base:1:13</code> the expression ends too early"))
        #expect(
            broken.contains("The view “Table” can't be shown: its filter can't be read."))
        #expect(!broken.contains("<table"))
    }
}
