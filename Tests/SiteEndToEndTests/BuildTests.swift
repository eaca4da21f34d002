import Foundation
import Testing

struct BuildTests {
    @Test("Notes become linked pages with backlinks, tags and a table of contents")
    func pages() throws {
        let vault = try TinyVault([
            "index.md": "Welcome. See [[Second Note|the second]].",
            "Sub/Second Note.md": """
            ---
            tags: [alpha/beta]
            ---
            ## One
            Back to [[index]]. And [[#Two]].
            ## Two
            A #gamma tag and ==a mark==.
            """,
        ])
        let outcome = try vault.run("build")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let home = try #require(vault.page("index.html"))
        #expect(home.contains("href=\"sub/second-note.html\""))
        let second = try #require(vault.page("sub/second-note.html"))
        #expect(second.contains("href=\"../index.html\""))
        #expect(second.contains("href=\"#two\""))
        #expect(second.contains("<mark>a mark</mark>"))
        #expect(second.contains("Linked from"))
        #expect(second.contains("See <mark>the second</mark>."))
        for path in [
            "tags/alpha.html", "tags/alpha/beta.html", "tags/gamma.html", "sub/index.html",
            "404.html", "sitemap.xml",
        ] {
            #expect(vault.page(path) != nil, "\(path)")
        }
    }

    @Test("Building twice changes nothing, and the page of a deleted note is removed")
    func twice() throws {
        let vault = try TinyVault(["A.md": "[[B]]", "B.md": "text", "C.md": "text"])
        try vault.run("build")
        let first = try vault.siteFiles()
        #expect(try vault.run("build").errors.contains("nothing changed"))
        #expect(try vault.siteFiles() == first)
        try vault.remove("C.md")
        try vault.run("build")
        #expect(vault.page("c.html") == nil)
        #expect(!vault.exists(".public.new"))
    }

    @Test("Only attachments that a published note uses are copied")
    func attachments() throws {
        let vault = try TinyVault([
            "A.md": "![[used.png|100]] and [the file](data/x.csv)",
            "used.png": "png", "unused.png": "png", "data/x.csv": "1,2", "secret.txt": "s",
            "Draft.md": "---\ndraft: true\n---\n![[unused.png]]",
        ])
        let outcome = try vault.run("build")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(vault.exists("public/used.png"))
        #expect(vault.exists("public/data/x.csv"))
        #expect(!vault.exists("public/unused.png"))
        #expect(!vault.exists("public/secret.txt"))
        #expect(vault.page("draft.html") == nil)
        #expect(vault.page("a.html")?.contains("width=\"100\"") == true)
    }

    @Test(
        "Wrong arguments end with status 64 or 2, and the message says what to do",
        arguments: [
            (["build", "--nonsense"], 64, "nonsense"),
            (["build", "--jobs", "0"], 64, "--jobs"),
            (["build", "--frozen", "--rerun"], 64, "exclude"),
            (["build", "--content", "nowhere"], 2, "there is no folder"),
            (["build", "--theme", "nowhere"], 2, "there is no theme"),
            (["build", "--output", "."], 2, "would delete"),
            (["frobnicate"], 64, "Usage:"),
            (["new", "a/b"], 2, "can't be a note's title"),
            (["run", "--shard", "3/2"], 64, "shard"),
        ] as [([String], Int32, String)])
    func misuse(arguments: [String], status: Int32, message: String) throws {
        let vault = try TinyVault(["A.md": "text"])
        let outcome = try vault.run(arguments[0], Array(arguments.dropFirst()))
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test("A problem is printed with place, excerpt, caret and help, in each format")
    func formats() throws {
        let vault = try TinyVault(["Häuser.md": "Über [[Thred Pools]].", "Thread Pools.md": "text"])
        let text = try vault.run("check")
        #expect(text.status == 1)
        #expect(
            text.errors.hasPrefix(
                """
                content/Häuser.md:1:6: error: no note is named “Thred Pools” [link-missing]
                 1 | Über [[Thred Pools]].
                   |      ^^^^^^^^^^^^^^^
                help: did you mean “Thread Pools”?

                """), "\(text.errors)")
        let github = try vault.run("check", ["--format", "github"])
        #expect(
            github.output.hasPrefix(
                "::error file=content/Häuser.md,line=1,col=6,title=link-missing::"))
        let json = try vault.run("check", ["--format", "json"])
        let decoded =
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
        #expect(decoded?.first?["code"] as? String == "link-missing")
        #expect(decoded?.first?["column"] as? Int == 6)
    }

    @Test("A build that is killed at any moment leaves the old site whole")
    func killed() throws {
        var files = ["index.md": "home"]
        for index in 0..<300 { files["n\(index).md"] = "note \(index) [[n\((index + 1) % 300)]]" }
        let vault = try TinyVault(files)
        try vault.run("build")
        let old = try vault.siteFiles()
        for index in 0..<300 { try vault.write("n\(index).md", "changed \(index)") }
        var fresh: [String: Data]?
        for round in 0..<10 {
            let running = try vault.start("build")
            usleep(UInt32(round * round) * 2_000)
            running.kill()
            let now = try vault.siteFiles()
            if now != old {
                // If it was killed after the exchange, the new site must be complete.
                if let fresh { #expect(now == fresh) }
                fresh = now
                #expect(now.count == old.count)
            }
        }
        try vault.run("build")
        #expect(vault.page("n7.html")?.contains("changed 7") == true)
        #expect(!vault.exists(".public.new"))
    }

    @Test("Two builds at once take turns")
    func twoBuilds() throws {
        let vault = try TinyVault(["A.md": "text"])
        let first = try vault.start("build")
        let second = try vault.start("build")
        #expect(try first.finish().status == 0)
        #expect(try second.finish().status == 0)
        #expect(vault.page("a.html") != nil)
    }
}
