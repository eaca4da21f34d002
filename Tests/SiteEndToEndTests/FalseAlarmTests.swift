import Foundation
import Testing

/// Notes that other programs accept must not be reported here.
struct FalseAlarmTests {
    @Test(
        "Notes that other programs read without a word are built without one",
        arguments: [
            ["A.md": "# A\n\n[up](#) [top](#top)\n\n<a href=\"#\">up</a>\n"],
            ["A.md": "array [state][event] and ![x][y]\n"],
            [
                "A.md": "---\ncreator: someone\n---\nA", "B.md": "---\ncreator: x\n---\nB",
            ],
            [
                "A.md": "---\ncreator: someone\n---\nA",
                ".obsidian/types.json": "{\"types\": {\"creator\": \"text\"}}",
            ],
            [
                "A.md":
                    "- [[#Alpha#Beta]]\n- [[#Deep#Deeper]]\n\n### Alpha\n\n## Second\n\n#### Beta\n\n##### Deep\n\n## Third\n\n###### Deeper\n"
            ],
            ["A.md": "---\ncreated: Friday, May 3rd 2024\nupdated: 2024-1-5\n---\nx"],
            [
                "A.md":
                    "---\ncreated: 2024/01/05 7:05\nupdated: Friday, May 3rd 2024, 10:20:30 pm\n---\nx"
            ],
            ["A.md": "---\ndate: tomorrow\nmodified: 03/04/2024\n---\nx"],
            [
                "Templates/Book.md":
                    "---\ncreated: {{date}}\ntags: [{{tag}}]\ntitle: {{title}}\n---\nx"
            ],
        ])
    func silence(files: [String: String]) throws {
        let vault = try TinyVault(files)
        let outcome = try vault.run("build")
        #expect(outcome.status == 0)
        #expect(!outcome.errors.contains("warning:"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("error:"), "\(outcome.errors)")
    }

    @Test("A chain of headings leads to the last of them, in its section if it can")
    func chains() throws {
        let vault = try TinyVault([
            "A.md":
                "[[#Alpha#Beta|x]] [[#One#Same|y]]\n\n### Alpha\n\n## Two\n\n#### Beta\n\n# One\n\n# Other\n\n## Same\n\n# One\n\n## Same\n"
        ])
        try vault.run("build")
        let page = try #require(vault.page("a.html"))
        #expect(page.contains("href=\"#beta\">x</a>"), "\(page)")
        #expect(page.contains("href=\"#same-1\">y</a>"), "\(page)")
    }

    @Test("A link to `#` leads to the top of its page")
    func top() throws {
        let vault = try TinyVault(["A.md": "[up](#)\n"])
        try vault.run("build")
        #expect(vault.page("a.html")?.contains("href=\"#top\">up</a>") == true)
    }

    @Test(
        "A slip in one note, and a reference that a note with references lacks, are told of",
        arguments: [
            (["A.md": "---\ncreator: someone\n---\nA"], "A.md:2:1: warning: the property"),
            (["A.md": "[a][b] [c]\n\n[c]: https://e.org\n"], "A.md:1:4: warning: no link"),
            (
                ["A.md": "x[^1]\n\n[^1]: a\n\n[^1]: b\n"],
                "A.md:5:1: warning: the footnote [^1] is defined twice"
            ),
            (
                ["A.md": "[a]\n\n[a]: https://e.org\n[A]: https://e.net\n"],
                "A.md:4:1: warning: the link reference [A] is defined twice"
            ),
        ])
    func alarms(files: [String: String], expected: String) throws {
        let outcome = try TinyVault(files).run("build")
        #expect(outcome.errors.contains(expected), "\(outcome.errors)")
    }

    @Test(
        "A day that no calendar has is an error, whatever the property's name and form",
        arguments: ["created", "updated", "date", "modified"],
        ["2024-02-30", "2023-02-29", "2024-13-01", "April 31st 2024", "2024-01-05 25:00"])
    func impossibleDates(property: String, date: String) throws {
        let vault = try TinyVault(["A.md": "---\n\(property): \(date)\n---\nx"])
        let outcome = try vault.run("build")
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.contains(
                "A.md:2:\(property.utf8.count + 3): error: the property “\(property)” is a date that no calendar has"
            ), "\(outcome.errors)")
    }
}

/// The addresses that a page had before.
struct AliasTests {
    @Test("Two notes may share an alias: a warning, and one of them has the redirect")
    func shared() throws {
        let vault = try TinyVault([
            "A.md": "---\naliases: [view]\n---\nA", "B.md": "---\naliases: [view, A]\n---\nB",
        ])
        let outcome = try vault.run("build")
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("B.md:2:11: warning: the alias “view”"))
        #expect(outcome.errors.contains("B.md:2:17: warning: the alias “A”"))
        #expect(vault.page("view.html")?.contains("a.html") == true)
    }

    @Test(
        "An alias with slashes is an address, of a folder's page if it ends in one",
        arguments: [
            ("old-content/", "old-content/index.html", "../posts/new.html"),
            ("/a/b/", "a/b/index.html", "../../posts/new.html"),
            ("../up/one", "up/one.html", "../posts/new.html"),
            ("./here", "posts/here.html", "new.html"),
            ("../", "index.html", "posts/new.html"),
            ("old/One.html", "old/one.html", "../posts/new.html"),
            ("Plain Name", "posts/plain-name.html", "new.html"),
        ])
    func addresses(alias: String, path: String, target: String) throws {
        let vault = try TinyVault(["posts/New.md": "---\naliases:\n  - \(alias)\n---\nBody."])
        let outcome = try vault.run("build")
        #expect(outcome.status == 0)
        let isTaken = path == "index.html"
        #expect(
            isTaken || vault.page(path)?.contains("url=\(target)") == true,
            "\(vault.page(path) ?? "none"), \(outcome.errors)")
        #expect(vault.page("u2e-u2e/up/one.html") == nil)
    }

    @Test("An alias that leads out of the site is reported, and redirects from nowhere")
    func outside() throws {
        let vault = try TinyVault(["posts/New.md": "---\naliases: [../../up/one]\n---\nBody."])
        let outcome = try vault.run("build")
        #expect(outcome.status == 0)
        #expect(
            outcome.errors.contains(
                "New.md:2:11: warning: the alias “../../up/one” leads out of the site"),
            "\(outcome.errors)")
    }
}
