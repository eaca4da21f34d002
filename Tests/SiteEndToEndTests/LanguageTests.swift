import Foundation
import Testing

/// Languages other than English, and scripts that run from right to left.
struct LanguageTests {
    private static let hebrew = "שלום עולם. זה טקסט בעברית English note."
    private static let arabic = "مرحبا بالعالم. هذا نص عربي."

    @Test(
        "A page has the language of its note: as it says, as its script says, or the site's",
        arguments: [
            ("", "---\nlang: he\n---\nx", "lang=\"he\" dir=\"rtl\""),
            ("", hebrew, "lang=\"he\" dir=\"rtl\""), ("", arabic, "lang=\"ar\" dir=\"rtl\""),
            ("language: fa", arabic, "lang=\"fa\" dir=\"rtl\""),
            ("language: en", hebrew, "lang=\"he\" dir=\"rtl\""),
            ("language: en", "Some *English* text.", "lang=\"en\" data-root"),
            ("", "人工智能改变世界。", "lang=\"zh\" data-root"),
            ("", "これは日本語の文章です。", "lang=\"ja\" data-root"),
            ("", "한국어로 쓴 글입니다.", "lang=\"ko\" data-root"),
            ("", "ภาษาไทยเขียนติดกัน", "lang=\"th\" data-root"),
            ("language: ja", "日本国憲法", "lang=\"ja\" data-root"),
            ("language: de", "Ein Wort: 飞行", "lang=\"de\" data-root"),
            ("language: zh", "---\nlang: pt-BR\n---\nx", "lang=\"pt-BR\" data-root"),
            ("language: az-Arab", "x", "lang=\"az-Arab\" dir=\"rtl\""),
        ])
    func languages(settings: String, note: String, attributes: String) throws {
        let vault = try TinyVault(["site.yml": "title: T\n\(settings)\n", "N.md": note])
        let outcome = try vault.run("build")
        #expect(!outcome.errors.contains("warning"), "\(outcome.errors)")
        let page = try #require(vault.page("n.html"))
        #expect(page.contains("<html \(attributes)"), "\(page.prefix(120))")
        #expect(!page.contains("<dt>lang</dt>"))
    }

    @Test("Where most notes are of one script, the site's own pages are of its language")
    func siteLanguage() throws {
        let vault = try TinyVault(["N.md": "飞行原理。", "M.md": "人工智能。", "E.md": "Text."])
        try vault.run("build")
        #expect(vault.page("recent.html")?.contains("<html lang=\"zh\"") == true)
    }

    @Test("A language's name is no tag, and said so")
    func names() throws {
        let outcome = try TinyVault(["N.md": "---\nlang: hebrew\n---\nx"]).run("build")
        #expect(
            outcome.errors.contains("N.md:2:7: warning: “hebrew” is no tag"), "\(outcome.errors)")
    }

    @Test("In a text with letters of both kinds, each block says which way it runs")
    func directions() throws {
        let vault = try TinyVault([
            "N.md": """
            # כותרת

            שלום.

            Hello.

            - [x] פריט
            - שני

            > [!note] הערה
            > טקסט

            | א | b |
            |---|---|
            | 1 | c |

            1. English
            """,
            "E.md": "# Title\n\nText\n\n- a\n",
        ])
        try vault.run("build")
        let page = try #require(vault.page("n.html"))
        for html in [
            "<h1 id=\"כותרת\" dir=\"auto\">", "<p dir=\"auto\">שלום.</p>",
            "<p dir=\"auto\">Hello.</p>", "<ul dir=\"rtl\">", "<ol dir=\"ltr\">",
            "data-callout=\"note\" dir=\"rtl\">", "<table dir=\"rtl\">", "<td dir=\"auto\">c</td>",
        ] {
            #expect(page.contains(html), "\(html)")
        }
        let english = try #require(vault.page("e.html"))
        #expect(!english.contains(/<(p|ul|h1|h2)[^>]* dir=/))
    }
}
