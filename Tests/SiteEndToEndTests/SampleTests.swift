import Foundation
import Testing

struct SampleTests {
    private static let asyncio = """
        ```python id=waits
        import asyncio
        async def task(name):
            print(f"Task {name} started")
            await asyncio.sleep(0.3)
            print(f"Task {name} completed")
        async def main():
            await asyncio.gather(task(1), task(2), task(3))
        asyncio.run(main())
        ```
        """

    @Test("A sample runs once, is recalled after that, and a change of its code runs it again")
    func records() throws {
        let vault = try TinyVault(["A.md": Self.asyncio])
        #expect(try vault.run("build").errors.contains("1 sample (1 run, 0 recalled)"))
        let page = try #require(vault.page("a.html"))
        #expect(page.contains("Task 1 started"))
        #expect(page.contains("Task 3 completed"))
        #expect(try vault.run("build").errors.contains("1 sample (0 run, 1 recalled)"))
        // A change in how it is shown is no reason to run it.
        try vault.write(
            "A.md",
            "More prose.\n\n" + Self.asyncio.replacing("id=waits", with: "id=waits title=\"T\" {2}")
        )
        #expect(try vault.run("build").errors.contains("0 run, 1 recalled"))
        try vault.write("A.md", Self.asyncio.replacing("0.3", with: "0.2"))
        #expect(try vault.run("build").errors.contains("1 run, 0 recalled"))
    }

    @Test("With --frozen nothing runs and the site is the same, even without the runtime")
    func frozen() throws {
        let vault = try TinyVault(["A.md": Self.asyncio])
        try vault.run("build")
        let built = try vault.siteFiles()
        let outcome = try vault.run("build", ["--frozen"], environment: ["PATH": "/nonexistent"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try vault.siteFiles() == built)
        // Without the highlighting of the last build, only the highlighting is missing.
        let bare = try vault.run(
            "build", ["--frozen", "--no-cache"],
            environment: ["PATH": "/nonexistent", "SITE_GRAMMARS": "/nonexistent"])
        #expect(bare.errors.components(separatedBy: "warning:").count == 2, "\(bare.errors)")
        #expect(bare.errors.contains("code is not highlighted"))
        func withoutMarkup(_ page: String?) -> String? {
            page?.replacing(/<\/?span[^>]*>/, with: "").replacing("&#39;", with: "'").replacing(
                "&quot;", with: "\"")
        }
        let page = try #require(built["a.html"].map { String(decoding: $0, as: UTF8.self) })
        #expect(withoutMarkup(vault.page("a.html")) == withoutMarkup(page))
    }

    @Test("With --frozen a sample without a record is an error that names the cure")
    func frozenWithoutRecord() throws {
        let vault = try TinyVault(["A.md": Self.asyncio])
        let outcome = try vault.run("build", ["--frozen"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("A.md:2:1: error"), "\(outcome.errors)")
    }

    @Test("An error in a sample is reported at the note's line")
    func errorLines() throws {
        let vault = try TinyVault([
            "A.md": "text\n\n- list\n\n  ```python\n  x = 1\n  raise ValueError(x)\n  ```\n",
            "B.md": "```python\ndef f():\nprint(1)\n```\n",
        ])
        let outcome = try vault.run("check")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("content/A.md:7:"), "\(outcome.errors)")
        #expect(outcome.errors.contains("ValueError"))
        #expect(outcome.errors.contains("content/B.md:3:"), "\(outcome.errors)")
        #expect(outcome.errors.contains("IndentationError"))
        #expect(!vault.exists("content/_records"))
        #expect(!vault.exists("public"))
    }

    @Test("Expected failures and expected output are checked")
    func expectations() throws {
        let vault = try TinyVault([
            "Good.md": """
            ```python exits=3
            raise SystemExit(3)
            ```

            ```python raises=ValueError
            raise ValueError("no")
            ```

            ```python
            import time
            print("took", time.time(), "s")
            ```
            ```output
            took [..] s
            ```
            """,
            "Bad.md": """
            ```python exits=3
            print("fine")
            ```

            ```python
            print("one")
            ```
            ```output
            two
            ```
            """,
        ])
        let outcome = try vault.run("build")
        #expect(outcome.status == 1)
        #expect(!outcome.errors.contains("Good.md"), "\(outcome.errors)")
        #expect(outcome.errors.components(separatedBy: "error:").count == 3, "\(outcome.errors)")
    }

    @Test("When the program is killed, its samples end too")
    func noOrphans() throws {
        let marker = "marker_" + UUID().uuidString.prefix(8)
        let vault = try TinyVault([
            "A.md": "```python timeout=50s\nimport time\n\(marker) = 1\ntime.sleep(50)\n```"
        ])
        func isAlive() -> Bool {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return names.contains { name in
                guard Int(name) != nil,
                    let link = try? FileManager.default.destinationOfSymbolicLink(
                        atPath: "/proc/\(name)/cwd")
                else { return false }
                let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") ?? Data()
                return link == "/sample"
                    || String(decoding: line, as: UTF8.self).contains("bwrap")
                        && String(decoding: line, as: UTF8.self).contains(vault.folder)
            }
        }
        let running = try vault.start("build")
        sleep(3)
        running.kill()
        var tries = 0
        while isAlive(), tries < 50 {
            usleep(100_000)
            tries += 1
        }
        #expect(tries < 50)
    }
}
