import Foundation
import Markdown
import Testing

@testable import SiteGenerator
@testable import Vault

/// Files, settings and the output of other programs, of which only harmless parts are published.
struct ForeignContentTests {
    private static let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\""

    @Test(
        "A drawing in which no script can run is published",
        arguments: [
            "\(svg)/>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg>\(svg)/>",
            "\u{FEFF}\(svg)><title>x</title><style>a { color: red }</style></svg>",
            "<!DOCTYPE svg [<!ENTITY ns \"http://www.w3.org/2000/svg\">]><svg xmlns=\"&ns;\"/>",
            "\(svg)><a href=\"https://e.org\"><use href=\"#x\"/></a></svg>",
            "\(svg)><image href=\"data:image/png;base64,x\"/></svg>",
            "\(svg)><animate attributeName=\"x\" values=\"1;2\"/></svg>",
            "\(svg)><foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject></svg>",
            "\(svg) xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\"><i:grid i:x=\"1\"/></svg>",
        ])
    func harmlessDrawings(text: String) { #expect(dangerMessage("a.svg", text) == nil) }

    @Test(
        "A drawing in which a script could run is not published",
        arguments: [
            "\(svg) onload=\"x()\"/>", "\(svg)><script>x</script></svg>",
            "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:script/></s:svg>",
            "\(svg)><a href=\"javascript:x\"/></svg>",
            "\(svg)><a href=\"java&#9;script:x\"/></svg>",
            "\(svg) xmlns:l=\"http://www.w3.org/1999/xlink\"><a l:href=\"javascript:x\"/></svg>",
            "\(svg)><set attributeName=\"href\" to=\"x\"/></svg>",
            "\(svg)><animate attributeName=\"onclick\"/></svg>",
            "\(svg)><animate values=\"a;javascript:x\"/></svg>",
            "\(svg)><use href=\"data:image/svg+xml,x\"/></svg>",
            "\(svg)><foreignObject><iframe xmlns=\"http://www.w3.org/1999/xhtml\"/></foreignObject></svg>",
            "<!DOCTYPE svg [<!ENTITY x \"&#60;script/>\">]>\(svg)>&x;</svg>",
            "<!DOCTYPE svg [<!ENTITY x SYSTEM \"y\">]>\(svg)>&x;</svg>",
            "<!DOCTYPE svg [<!ATTLIST svg onload CDATA \"x()\">]>\(svg)/>",
            "<?xml-stylesheet href=\"x.xsl\"?>\(svg)/>", "\(svg)><b></svg>", "text", "",
            "<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?>\(svg)/>",
        ])
    func activeDrawings(text: String) { #expect(dangerMessage("a.svg", text) != nil) }

    @Test(
        "Other files that a browser could read as a page are not published",
        arguments: [
            ("a.html", "x", false), ("a.HTM", "x", false), ("a.xhtml", "x", false),
            ("a.svgz", "x", false), ("a.xml", "<x/>", true), ("a.gpx", "<gpx/>", true),
            ("a.xml", "<script xmlns=\"http://www.w3.org/1999/xhtml\"/>", false),
            ("a.foo", "\n <b onclick='x'/>", false), ("a.foo", "text", true), ("a", "text", true),
            ("a.png", "<script>", true), ("a.txt", "<script>", true), ("a.csv", "<b>", true),
            ("a.pdf", "%PDF", true),
        ])
    func otherFiles(name: String, text: String, isPublished: Bool) {
        #expect((dangerMessage(name, text) == nil) == isPublished)
    }

    private func dangerMessage(_ name: String, _ text: String) -> String? {
        danger(of: VaultPath(name)) { Array(text.utf8) }
    }

    @Test(
        "Shapes and links of a drawing from Graphviz are kept",
        arguments: [
            (
                "<?xml version=\"1.0\"?><!DOCTYPE svg><svg width=\"9pt\" viewBox=\"0 0 9 9\"><g id=\"a\" class=\"node\"><title>t</title><ellipse fill=\"none\" stroke=\"black\" cx=\"1\" onclick=\"x\"/><text font-family=\"x&quot;>\" x=\"1\">a &lt;b&gt;</text></g></svg>",
                "<svg role=\"img\" aria-label=\"Diagram\" viewBox=\"0 0 9 9\" width=\"9pt\"><g><ellipse cx=\"1\" fill=\"none\" stroke=\"currentColor\"></ellipse><text fill=\"currentColor\" x=\"1\">a &lt;b&gt;</text></g></svg>"
            ),
            (
                "<svg xmlns:xlink=\"x\"><a xlink:href=\"https://e/&quot; o=&quot;\"><path d=\"M1,2\"/></a><a xlink:href=\"javascript:x\"><path/></a></svg>",
                "<svg role=\"img\" aria-label=\"Diagram\"><a href=\"https://e/%22%20o=%22\"><path d=\"M1,2\"></path></a><path></path></svg>"
            ),
            (
                "<svg><script>x</script><image href=\"x\"/><svg/><foreignObject><p>x</p></foreignObject><rect fill=\"url(#x)\" style=\"x\"/></svg>",
                "<svg role=\"img\" aria-label=\"Diagram\"><rect></rect></svg>"
            ),
        ])
    func drawings(made: String, shown: String) {
        #expect(
            rebuiltDrawing(Array(made.utf8)).map { String(decoding: $0, as: UTF8.self) } == shown)
    }

    @Test(
        "A text that is not a drawing is not shown",
        arguments: ["", "text", "<p>x</p>", "<svg><g></svg>", "<svg/><script/>"])
    func noDrawings(made: String) { #expect(rebuiltDrawing(Array(made.utf8)) == nil) }

    @Test(
        "Only known elements from highlighters and formula converters are kept",
        arguments: [
            ("<span class=\"k\">if</span> a &lt; b", "<span class=\"k\">if</span> a &lt; b"),
            (
                "<span class='a\" onclick=\"x' onclick=y>a</span>",
                "<span class=\"a&quot; onclick=&quot;x\">a</span>"
            ),
            ("<script>x</script>", nil), ("<span>", nil), ("a</span>", nil), ("a < b", nil),
        ])
    func colouredCode(made: String, shown: String?) {
        #expect(rebuilt(made, .highlighting) == shown)
    }

    @Test(arguments: [
        (
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi href=\"javascript:x\" style=\"position: fixed; color: red\">x</mi><mspace width=\"1em\"/></math>",
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi style=\"color: red\">x</mi><mspace width=\"1em\"></mspace></math>"
        ),
        ("<math><annotation-xml><img></annotation-xml></math>", nil),
        ("<math><mtext><img src=x></mtext></math>", nil),
    ])
    func formulas(made: String, shown: String?) { #expect(rebuilt(made, .math) == shown) }

    private func rebuilt(_ made: String, _ markup: ToolMarkup) -> String? {
        markup.rebuilt(Array(made.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "A setting that ends up in an address, an attribute or a file's name is checked",
        arguments: [
            "language: ../../../../rel/v8/PWN", "language: 'en\" onload=\"x'", "language: e",
            "language: [en, de]", "repository: javascript:alert(1)", "repository: ' https://x'",
            "repository: git@example.org:a/b", "edit-url: data:text/html,{path}",
            "edit-url: '{path}'", "base-url: ftp://x", "base-url: 'https://x y'",
            "base-url: 'https://'",
            "frames: ['*']", "frames: [https://e.org]", "frames: ['e.org; script-src *']",
            "frames: [\"e.org 'unsafe-inline'\"]", "html: save",
        ])
    func settings(yaml: String) {
        let (configuration, diagnostics) = readConfiguration(yaml, defaultTitle: "T")
        #expect(diagnostics.count == 1, "\(diagnostics)")
        #expect(diagnostics.first?.span?.start.line == 1)
        #expect(configuration.language == "en" && configuration.frames.isEmpty)
        #expect(
            [configuration.repository, configuration.editURL, configuration.baseURL] == [
                "", "", "",
            ])
        #expect(configuration.html == .safe)
    }

    @Test(arguments: [
        "language: pt-BR", "language: zh-Hant-TW", "repository: https://e.org/a",
        "edit-url: https://e.org/edit/{path}", "frames: [www.e.org, player.e-f.com]",
        "html: forbid",
    ])
    func goodSettings(yaml: String) {
        #expect(readConfiguration(yaml, defaultTitle: "T").diagnostics.isEmpty)
    }

    @Test(
        "A property that ends up in an address or an attribute is checked",
        arguments: [
            "permalink: ../../x", "permalink: a/../b", "permalink: https://e.org/x",
            "cssclasses: 'a\"b'", "cssclasses: ['wide', '<b>']", "cssclasses: 'x;y'",
        ])
    func properties(yaml: String) {
        let text = "---\n\(yaml)\n---\ntext\n"
        let note = parseNote(
            SourceFile(path: VaultPath("A.md"), bytes: Array(text.utf8)), options: ParseOptions())
        #expect(note.diagnostics.map(\.code) == [.propertyType])
        #expect(note.frontMatter.permalink == nil)
        #expect(!note.frontMatter.cssClasses.contains { $0 != "wide" })
    }

    @Test("The policy of pages names the frames, and is looser for an author who is trusted")
    func contentPolicies() {
        var configuration = Configuration()
        configuration.frames = ["www.e.org"]
        let safe = contentPolicy(configuration)
        #expect(safe.contains("script-src 'self' 'wasm-unsafe-eval';"))
        #expect(safe.contains("base-uri 'none'") && safe.contains("https://www.e.org;"))
        configuration.html = .allow
        #expect(
            contentPolicy(configuration).contains(
                "script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'"))
    }
}
