import Testing

@testable import SiteGenerator

struct PageShellTests {
    private func theme(_ template: String) throws -> Theme {
        let folder = try TemporaryFolder()
        for name in ["note", "list", "tag", "404"] {
            try folder.write("templates/\(name).mustache", name == "note" ? template : "")
        }
        return try Theme.read(from: folder.path).0
    }

    @Test(
        "A page filled in by bytes says what the template engine says",
        arguments: [
            "<h1>{{page.title}}</h1>{{{content}}}",
            "{{#page.isHome}}home{{/page.isHome}}{{^page.isHome}}{{page.title}}{{/page.isHome}}",
            "{{#toc}}<nav>{{{toc}}}</nav>{{/toc}}{{^toc}}none{{/toc}}",
            "{{#previous}}<a href=\"{{href}}\">{{title}}</a>{{/previous}}{{missing}}",
            "{{content}}{{{content}}}{{content}}",
            "plain",
            // These templates do more with a text than print it.
            "{{uppercased(page.title)}}",
            "{{#content}}{{.}}{{/content}}",
        ])
    func same(template: String) throws {
        let theme = try theme(template)
        var shells = PageShells(theme: theme)
        for (title, content, isHome) in [
            ("A & B", "<p>one \"two\"</p>", false), ("ÄÖ < 漢字", "", true),
            ("x", "\u{E000}y\u{E001}", false),
        ] {
            var context = PageContext()
            context["page.title"] = title
            context[flag: "page.isHome"] = isHome
            context[bytes: "content"] = Array(content.utf8)
            context["previous.href"] = "a.html"
            context["previous.title"] = title
            var tree: [String: Any] = [
                "page": ["title": title, "isHome": isHome] as [String: Any], "content": content,
                "previous": ["href": "a.html", "title": title],
            ]
            func sameHTML() -> Bool {
                shells.render("note", context) == theme.render("note", tree).map { Array($0.utf8) }
            }
            #expect(sameHTML())
            context["toc"] = "<ul></ul>"
            tree["toc"] = "<ul></ul>"
            #expect(sameHTML())
        }
    }

    @Test("A missing template gives nil")
    func missing() throws {
        var shells = PageShells(theme: try theme(""))
        #expect(shells.render("nowhere", PageContext()) == nil)
    }
}
