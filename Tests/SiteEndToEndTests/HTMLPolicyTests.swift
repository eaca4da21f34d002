import Foundation
import Testing

/// Hostile notes and settings, built by the real program. Tests/Browser tests many more of them in
/// browsers.
struct HTMLPolicyTests {
    @Test(
        "No `dot` block adds a script to its page, whatever HTML is allowed",
        arguments: ["safe", "allow", "forbid"])
    func drawings(policy: String) throws {
        let sources = [
            #"digraph{a [fontname="x\"><img src=x onerror=document.title=1>"]}"#,
            #"digraph{b [URL="javascript:alert(1)"]}"#,
            #"digraph{c [URL="http://e/\" onmouseover=\"alert(2)"]}"#,
            #"digraph{d [tooltip="\"><script>x</script>" URL="data:text/html,x" target="\"onclick=\"x"]}"#,
            #"digraph{e [label=<<b>x</b>> id="\" onload=\"x" class="\"><svg/onload=x>"]}"#,
            #"digraph{"<img src=x onerror=y>" -> f [edgeURL="vbscript:x" fontcolor="x\" onclick=\"y"]}"#,
        ]
        let text = sources.map { "```dot\n\($0)\n```" }.joined(separator: "\n\n")
        let vault = try TinyVault(["site.yml": "html: \(policy)\n", "N.md": "# N\n\n\(text)\n"])
        _ = try vault.run("build", environment: ["PATH": TinyVault.pathWithTools])
        let page = try #require(vault.page("n.html"))
        let figures = page.matches(
            of: /<figure class="diagram">(.*?)<\/figure>/.dotMatchesNewlines())
        if FileManager.default.isExecutableFile(atPath: "/usr/bin/dot") {
            #expect(figures.count >= 4)
        }
        for figure in figures {
            #expect(
                !figure.1.contains(/<[^>]*\s(on\w+|xlink:href|target|id|class)=/), "\(figure.1)")
            #expect(!figure.1.contains(/<(script|img|image|foreignObject)/))
            #expect(!figure.1.contains(/href="(javascript|vbscript|data):/))
        }
    }

    @Test(
        "An invalid language is an error at its place, and the site is in English",
        arguments: ["../../../../../rel/v8/PWN", "en/../../x", "'en\"><script>'", "/etc"])
    func language(value: String) throws {
        let vault = try TinyVault(["site.yml": "title: T\nlanguage: \(value)\n", "N.md": "hello\n"])
        let outcome = try vault.run("build")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("site.yml:2:11: error:"), "\(outcome.errors)")
        #expect(vault.page("n.html")?.contains("<html lang=\"en\"") == true)
    }

    @Test("By default harmless HTML is shown, and HTML that is left out is reported")
    func whenNothingIsSaid() throws {
        let vault = try TinyVault([
            "N.md": "<div align=center onclick=\"x()\">\n\n*a*\n\n</div>\n\n<script>b</script>\n",
            "M.md": "![[N]]\n\n</div></main>\n",
        ])
        let outcome = try vault.run("build")
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("N.md:1:1: warning: onclick of <div> is left out"))
        #expect(
            outcome.errors.contains("N.md:7:1: warning: <script> is not among the HTML elements"))
        let page = try #require(vault.page("n.html"))
        #expect(page.contains("<div align=\"center\">\n<p><em>a</em></p>\n</div>"))
        #expect(page.contains("&lt;script&gt;b&lt;/script&gt;"))
        #expect(vault.page("m.html")?.matches(of: /<\/main>/).count == 1)
    }

    @Test("A file that could run scripts is published only if the author is trusted")
    func attachments() throws {
        let files = [
            "N.md": "![[a.svg]] [b](b.html) ![[c.svg]]\n", "b.html": "<script>x</script>",
            "a.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"/>",
            "c.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ]
        let vault = try TinyVault(files)
        let outcome = try vault.run("build", ["--verbose"])
        #expect(!vault.exists("public/a.svg") && !vault.exists("public/b.html"))
        #expect(vault.exists("public/c.svg"))
        #expect(
            outcome.errors.contains(
                "a.svg: note: this file is not published: it has an attribute onload"))
        #expect(
            outcome.errors.contains("“a.svg” is not part of the site: it has an attribute onload"))
        try vault.write("site.yml", "html: allow\n")
        try vault.run("build")
        #expect(vault.exists("public/a.svg") && vault.exists("public/b.html"))
    }

    @Test("A theme can publish only its own files")
    func themes() throws {
        let vault = try TinyVault(["N.md": "x\n"])
        let theme = vault.folder + "/theme"
        let manager = FileManager.default
        try manager.copyItem(atPath: TinyVault.repository + "/theme", toPath: theme)
        try "secret".write(toFile: vault.folder + "/secret.css", atomically: true, encoding: .utf8)
        try manager.createSymbolicLink(
            atPath: theme + "/link.css", withDestinationPath: vault.folder + "/secret.css")
        try "css: [../secret.css, link.css, \(vault.folder)/secret.css]\n".write(
            toFile: theme + "/theme.yml", atomically: true, encoding: .utf8)
        let outcome = try vault.run("build", ["--theme", theme], standardTheme: false)
        #expect(
            outcome.errors.matches(of: /does not lie in the theme/).count == 3, "\(outcome.errors)")
        for (path, bytes) in try vault.siteFiles() where path.hasSuffix(".css") {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("secret"))
        }
    }
}
