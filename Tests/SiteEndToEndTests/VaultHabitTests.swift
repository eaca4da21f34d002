import Foundation
import Testing

/// How people who write elsewhere lay out their notes.
struct VaultHabitTests {
    private static let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"

    @Test(
        "A file below a name with `_` is published when a note shows it",
        arguments: [
            ("_attachments/pic.svg", "![[pic.svg]]"), ("_assets/pic.svg", "![](_assets/pic.svg)"),
            ("a/_resources/b/pic.svg", "<img src=\"a/_resources/b/pic.svg\">"),
            ("_media/pic.svg", "[[pic.svg]]"), ("_pic.svg", "![[_pic.svg]]"),
        ])
    func hiddenAttachments(file: String, text: String) throws {
        let vault = try TinyVault([file: Self.svg, "N.md": text])
        let outcome = try vault.run("build")
        #expect(!outcome.errors.contains("[link-missing]"), "\(outcome.errors)")
        #expect(try vault.siteFiles().keys.contains { $0.hasSuffix("pic.svg") })
    }

    @Test("Nothing else below such a name is published: no note, no base, no file that none shows")
    func hiddenNotes() throws {
        let vault = try TinyVault([
            "_private/Secret.md": "secret", "_private/all.base": "views:\n  - type: table\n",
            "_private/pic.svg": Self.svg, "_private/sub/Other.md": "secret",
            "_model/x.svg": Self.svg, "_records/y.svg": Self.svg,
            "N.md": "[[Secret]] ![[x.svg]] ![[y.svg]]\n\n```base\nviews:\n  - type: table\n```\n",
        ])
        let outcome = try vault.run("build")
        #expect(outcome.errors.contains("names that begin with “_” are never published"))
        let files = try vault.siteFiles()
        #expect(!files.keys.contains { $0.contains("secret") || $0.hasSuffix("pic.svg") })
        #expect(!files.keys.contains { $0.contains("private") })
        #expect(
            files.values.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("pic.svg") })
        #expect(outcome.errors.contains("x.svg") && outcome.errors.contains("y.svg"))
    }

    @Test("README.md is its folder's page, and the top one the home page")
    func readme() throws {
        let vault = try TinyVault([
            "README.md":
                "# Company handbook\n\n[Benefits](benefits-and-perks.md) [Guides](guides/) [Team](./team/) [Bare](bare/)\n",
            "benefits-and-perks.md": "# Benefits & Perks\n\nText.\n\n[t](team) [h](./)\n",
            "guides/readme.md": "<img alt=x>\n\n# Guides for all\n\nText.\n",
            "guides/deep/x.md": "[up](../) [top](../../) [here](./)\n",
            "team/index.md": "# The team\n\n[up](../)\n", "team/README.md": "Read me, too\n",
            "bare/only.md": "[up](../)\n", "Plain/index.md": "Text\n",
        ])
        let outcome = try vault.run("build")
        #expect(!outcome.errors.contains("[link-missing]"), "\(outcome.errors)")
        func page(_ path: String) throws -> String { try #require(vault.page(path), "\(path)") }
        let home = try page("index.html")
        #expect(home.contains("<title>Company handbook</title>"))
        for link in ["benefits-and-perks", "guides/index", "team/index", "bare/index"] {
            #expect(home.contains("href=\"\(link).html\""), "\(link)")
        }
        let benefits = try page("benefits-and-perks.html")
        #expect(benefits.contains("<title>Benefits &amp; Perks"))
        #expect(benefits.contains("href=\"team/index.html\">t</a>"))
        #expect(benefits.contains("href=\"index.html\">h</a>"))
        #expect(try page("guides/index.html").contains("<title>Guides for all"))
        #expect(try page("team/index.html").contains("href=\"../index.html\">up</a>"))
        #expect(try page("team/readme.html").contains("<title>team"))
        #expect(try page("plain/index.html").contains("<title>Plain"))
        let deep = try page("guides/deep/x.html")
        #expect(deep.contains("href=\"../index.html\">up</a>"))
        #expect(deep.contains("href=\"../../index.html\">top</a>"))
        #expect(deep.contains("href=\"index.html\">here</a>"))
        #expect(deep.contains(">Guides for all</a>"))
        for path in ["index", "benefits-and-perks", "guides/index", "team/index"] {
            #expect(try page(path + ".html").matches(of: /<h1/).count == 1, "\(path)")
        }
    }

    @Test(
        "A note is called by its title, its heading where its name says no more, or its name",
        arguments: [
            ("a/index.md", "# Text\n", "a/index", "Text"),
            ("a/index.md", "## Text\n", "a/index", "a"),
            ("a/index.md", "> # Quoted\n\n# Text\n", "a/index", "Text"),
            ("a/A.md", "# Text\n", "a/a", "Text"), ("a/x.md", "# Text\n", "a/x", "x"),
            ("big-news.md", "# Big News!\n", "big-news", "Big News!"),
            ("big_news.md", "# Big news\n", "big_news", "Big news"),
            ("Big News.md", "# Big news\n", "big-news", "Big News"),
            ("big-news.md", "# Other\n", "big-news", "big-news"),
            ("big-news.md", "---\ntitle: T\n---\n# Big News\n", "big-news", "T"),
        ])
    func titles(path: String, text: String, page: String, title: String) throws {
        let vault = try TinyVault([path: text, "Other.md": "x"])
        try vault.run("build")
        let html = try #require(vault.page(page + ".html"))
        #expect(html.contains("<title>\(title) "), "\(html.prefix(600))")
    }

    @Test("Headings in quotes and callouts are not in the contents")
    func contents() throws {
        let vault = try TinyVault([
            "N.md":
                "## Real\n\n> ## In a quote\n> text\n\n> [!note]\n> ### In a callout\n\n- > ## In both\n\n## Real two\n"
        ])
        try vault.run("build")
        let page = try #require(vault.page("n.html"))
        let contents = try #require(
            page.firstMatch(of: /On this page<\/p>\s*(<ul>.*?<\/ul>)/.dotMatchesNewlines()))
        #expect(contents.1.matches(of: /<li>/).count == 2, "\(contents.1)")
        #expect(page.contains("<h2 id=\"in-a-quote\">"))
    }

    @Test(
        "A picture alone in an item of a tight list stands in no paragraph",
        arguments: [
            ("- ![a](pic.svg)\n- b\n", false), ("1. ![[pic.svg]]\n2. b\n", false),
            ("- x\n\t- ![[pic.svg|100]]\n", false), ("- ![a](pic.svg)\n\n- b\n", true),
        ])
    func pictures(text: String, hasParagraph: Bool) throws {
        let vault = try TinyVault(["N.md": text, "pic.svg": Self.svg])
        try vault.run("build")
        let page = try #require(vault.page("n.html"))
        #expect(page.contains(/<p><img/) == hasParagraph, "\(page)")
    }

    @Test(
        "The picture that `cover` or `image` names is published, and named to those who share the page",
        arguments: [
            "image: \"[[cover.png]]\"", "cover: img/cover.png", "image: \"![[img/cover.png]]\"",
            "image: \"![](img/cover.png)\"", "cover: \"[[img/cover.png|200]]\"",
            "image: /img/cover.png",
        ])
    func covers(property: String) throws {
        let vault = try TinyVault([
            "N.md": "---\n\(property)\n---\nText.\n", "img/cover.png": "png",
        ])
        let outcome = try vault.run("build", ["--base-url", "https://ex.org/"])
        #expect(!outcome.errors.contains("warning"), "\(outcome.errors)")
        #expect(vault.exists("public/img/cover.png"))
        #expect(
            vault.page("n.html")?.contains(
                "<meta property=\"og:image\" content=\"https://ex.org/img/cover.png\">") == true)
    }

    @Test(
        "A picture that is not there is reported; other values are the author's own",
        arguments: [
            ("cover: img/gone.png", true), ("image: \"![[gone.png]]\"", true),
            ("image: ubuntu:24.04", false), ("cover: yes", false),
            ("cover: https://e.org/a.png", false), ("image: \"{{image}}.png\"", false),
        ])
    func missingCovers(property: String, isReported: Bool) throws {
        let outcome = try TinyVault(["N.md": "---\n\(property)\n---\nText.\n"]).run("build")
        #expect(
            outcome.errors.contains(/N.md:2:\d+: warning: no file .*\[link-missing\]/)
                == isReported,
            "\(outcome.errors)")
    }

    @Test("A diagram that nothing here draws is shown as text, and says so")
    func mermaid() throws {
        let vault = try TinyVault([
            "N.md": "```mermaid\ngraph TD\n  A[Other] --> B\n```\n\n```dataview\nLIST\n```\n"
        ])
        let outcome = try vault.run("build")
        #expect(outcome.status == 0)
        #expect(
            outcome.errors.contains("N.md:1:1: warning: `mermaid` blocks are drawn by Obsidian"))
        #expect(outcome.errors.contains("N.md:6:1: warning: `dataview` blocks"))
        #expect(vault.page("n.html")?.contains("A[Other] --&gt; B") == true)
    }
}
