import Foundation
import TestSupport
import Testing

struct IncrementalTests {
    @Test(
        "Whatever is edited, the site is the one a clean build makes", arguments: Seeds.fresh(1))
    func randomEdits(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let names = ["A", "B", "C", "Sub/D", "Sub/E", "Sub/index", "index"]
        func text() -> String {
            var text = "---\ntags: [t\(Int.random(in: 0..<3, using: &random))]\n---\n"
            for _ in 0..<Int.random(in: 1..<4, using: &random) {
                let target = names.randomElement(using: &random) ?? "A"
                text +=
                    [
                        "[[\(target)]] said", "![[\(target)]]",
                        "## Head \(Int.random(in: 0..<5, using: &random))", "words",
                    ]
                    .randomElement(using: &random) ?? ""
                text += "\n\n"
            }
            return text
        }
        let vault = try TinyVault(["A.md": text()])
        var files = ["A.md"]
        for _ in 0..<25 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<7:
                let name = (names.randomElement(using: &random) ?? "A") + ".md"
                try vault.write(name, text())
                if !files.contains(name) { files.append(name) }
            case 7 where files.count > 1:
                try vault.remove(files.remove(at: Int.random(in: 0..<files.count, using: &random)))
            default: break
            }
            // Dead links are only warnings, and these names can't collide.
            #expect(try vault.run("build").status == 0)
            let incremental = try vault.siteFiles()
            try FileManager.default.removeItem(atPath: vault.output)
            try vault.run("build", ["--no-cache"])
            #expect(try vault.siteFiles() == incremental)
        }
    }

    @Test("A claim that another note shows is updated with its evidence")
    func followsEvidence() throws {
        let vault = try TinyVault([
            "A.md": """
            ---
            claims:
              - id: greets
                text: The sample greets.
                sample: hello
                prints: "hello"
            ---
            ```sh id=hello
            echo hello
            ```
            """,
            "B.md": "> [!claim] greets\n",
        ])
        usleep(200_000)
        #expect(try vault.run("build").status == 0)
        let old = try #require(vault.page("b.html"))
        // The dates in records have a resolution of one second.
        usleep(1_100_000)
        #expect(try vault.run("build", ["--rerun"]).status == 0)
        let followed = try vault.siteFiles()
        #expect(vault.page("b.html") != old)
        try FileManager.default.removeItem(atPath: vault.output)
        try vault.run("build", ["--frozen", "--no-cache"])
        #expect(try vault.siteFiles() == followed)
    }
}
