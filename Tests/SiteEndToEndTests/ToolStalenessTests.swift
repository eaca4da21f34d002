import Foundation
import Testing

/// If a tool was missing and is installed now, or another version is, the next build notices.
struct ToolStalenessTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var name: String
        /// A script that installs the tool in the folders `bin` and `grammars`, which are both
        /// searched.
        var install: String
        /// The text on the page if the tool is there.
        var shows: String

        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "git", install: "ln -s /usr/bin/git bin/git", shows: GitVault.date),
        Row(name: "Graphviz", install: "ln -s /usr/bin/dot bin/dot", shows: "<svg role=\"img\""),
        Row(
            name: "Pygments", install: "ln -s /usr/bin/python3 bin/python3",
            shows: "<span class=\"nf\">main</span>"),
        Row(
            name: "a grammar",
            install: "ln -s \(TinyVault.repository)/.tools/grammars/bash-*.so grammars/",
            shows: "<span class=\"nb\">"),
        Row(
            name: "another Pygments",
            install: """
                python=$(/usr/bin/python3 -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
                mkdir -p venv/bin venv/lib/$python/site-packages/Pygments-99.dist-info
                echo 'home = /usr/bin' > venv/pyvenv.cfg
                ln -s /usr/bin/python3 venv/bin/python3; ln -s ../venv/bin/python3 bin/python3
                cp -r /usr/lib/python3/dist-packages/pygments venv/lib/$python/site-packages/
                printf 'Metadata-Version: 2.1\\nName: Pygments\\nVersion: 99\\n' \
                    > venv/lib/$python/site-packages/Pygments-99.dist-info/METADATA
                """,
            shows: "<span class=\"nf\">main</span>"),
    ]

    @Test("A tool that was installed after a build is used by the next one", arguments: rows)
    func isNoticed(_ row: Row) throws {
        let tools = try TinyVault()
        try tools.makeFolder("bin")
        try tools.makeFolder("grammars")
        let vault = try TinyVault([
            "Note.md":
                "```bash norun\necho 1\n```\n\n```haskell norun\nmain = print 1\n```\n\n"
                + "```dot\ndigraph { a -> b }\n```\n"
        ])
        try GitVault.make(in: vault.folder)
        let environment = [
            "PATH": tools.folder + "/bin", "SITE_GRAMMARS": tools.folder + "/grammars",
        ]
        let build = { () throws -> String in
            let outcome = try vault.run("build", environment: environment)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return (vault.page("note.html") ?? "") + (vault.page("sitemap.xml") ?? "")
        }
        #expect(try !build().contains(row.shows))
        usleep(100_000)
        #expect(try !build().contains(row.shows))
        #expect(try GitVault.shell(row.install, in: tools.folder) == 0)
        #expect(try build().contains(row.shows))
    }

    @Test("With the same tools nothing is built again, and no tool is started")
    func isRecalled() throws {
        let tools = try TinyVault()
        let log = tools.folder + "/log"
        for name in ["git", "dot", "sfdp", "python3", "bwrap"] {
            try tools.plant(
                "bin/\(name)", "#!/bin/sh\necho \(name) >> \(log)\nexec /usr/bin/\(name) \"$@\"\n")
        }
        let vault = try TinyVault([
            "Note.md": "```haskell norun\nmain = print 1\n```\n\n```dot\ndigraph { a -> b }\n```\n"
        ])
        try GitVault.make(in: vault.folder)
        let build = {
            try vault.run(
                "build", ["--samples", "none"], environment: ["PATH": tools.folder + "/bin"])
        }
        _ = try build()
        usleep(100_000)
        _ = try build()
        #expect(FileManager.default.fileExists(atPath: log))
        try FileManager.default.removeItem(atPath: log)
        let last = try build()
        #expect(
            (last.output + last.errors).contains("nothing changed"), "\(last.output)\(last.errors)")
        #expect(!FileManager.default.fileExists(atPath: log))
        // One program is replaced by another.
        try tools.plant("bin/git", "#!/bin/sh\nexec /usr/bin/git \"$@\"\n")
        #expect(try build().status == 0)
        #expect(FileManager.default.fileExists(atPath: log))
    }
}
