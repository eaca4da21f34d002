import Foundation
import Testing

/// Numbers that nobody measured: reported by code, or written into records.
struct ForgedEvidenceTests {
    private static let matter = """
        ---
        claims:
          - {id: c1, text: It is 100 times faster., measure: m, faster: slow, than: quick, by: 50}
        measures:
          m: {baseline: quick, rounds: 6}
        ---

        """

    private static func note(slow: String, quick: String) -> String {
        matter + "```python measure=m subject=slow\n\(slow)\n```\n\n"
            + "```python measure=m subject=quick\n\(quick)\n```\n\n> [!claim] c1\n"
    }

    private static func vault(_ note: String) throws -> TinyVault {
        try TinyVault(["N.md": note, "site.yml": "limits: {patience: 1ms}\n"])
    }

    @Test(
        "Times that a sample makes up are an error, and nothing is measured",
        arguments: [
            (
                // The channel named by its name.
                "import os\nos.write(int(os.environ[\"BENCH_FD\"]), b\"region 1500000 1500000\\n\") # hide",
                "slow writes by itself where the module handbook writes what it measures"
            ),
            (
                // The name is put together, the key unknown.
                "import os\nfd = os.environ.get(\"BENCH_\" + \"FD\")\nfd and os.write(int(fd), b\"region 1500000 1500000\\n\")",
                "where the module handbook writes what it has measured"
            ),
            (
                // The helper itself is told to write what can't be.
                "import handbook\nhandbook._fd and handbook._say(\"region\", 150_000_000_000, 1)",
                "can't be: the region took 150"
            ),
            (
                "import handbook\nhandbook._fd and handbook._say(\"region\", 1_000_000, 900_000_000)",
                "can't be: the region took 900"
            ),
        ])
    func reported(code: String, message: String) throws {
        let vault = try Self.vault(Self.note(slow: code, quick: "pass"))
        let outcome = try vault.run("run", ["--measure-only"])
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(outcome.errors.contains("[measure-note]"))
        #expect(outcome.status == 1)
        #expect(!vault.exists("content/_records/_measurements/m.json"))
    }

    @Test("One number of a record that was changed is found, and so is one in an output")
    func edited() throws {
        let vault = try TinyVault([
            "N.md": "```python id=a\nprint(1)\n```\n", "site.yml": "limits: {patience: 1ms}\n",
        ])
        try vault.run("run")
        #expect(try vault.run("check").status == 0)
        for (file, old, new) in [
            ("a.times.json", "\"wallSeconds\" : 0.", "\"wallSeconds\" : 10."),
            ("a.json", "\"1\"", "\"2\""), ("a.json", "exited 0", "exited 1"),
        ] {
            let path = "_records/N/" + file
            let text = try String(contentsOfFile: vault.content + "/" + path, encoding: .utf8)
            #expect(text.contains(old))
            try vault.write(path, text.replacing(old, with: new))
            let outcome = try vault.run("check")
            #expect(outcome.status == 1)
            #expect(
                outcome.errors.contains(
                    "is not that of the record's values: something in it was changed"),
                "\(file): \(outcome.errors)")
            try vault.write(path, text)
        }
        #expect(try vault.run("check").status == 0)
    }

    @Test("A measurement whose values were changed proves nothing")
    func editedMeasurement() throws {
        let vault = try Self.vault(
            Self.note(slow: "import time\ntime.sleep(0.03)", quick: "pass"))
        try vault.run("run")
        let path = "_records/_measurements/m.times.json"
        let text = try String(contentsOfFile: vault.content + "/" + path, encoding: .utf8)
        // A thousand times less for all of one arm, and one digit.
        for edited in [
            text.replacing("\"wallSeconds\" : [0.", with: "\"wallSeconds\" : [0.000"),
            text.replacing(/"method" : \d+/, with: "\"method\" : 7"),
        ] {
            #expect(edited != text)
            try vault.write(path, edited)
            let outcome = try vault.run("check")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("m.times.json"), "\(outcome.errors)")
            #expect(outcome.errors.contains("[record-invalid]"))
        }
    }

    @Test("Hidden lines of what was measured are counted, and can be unfolded")
    func hidden() throws {
        let vault = try Self.vault(
            Self.note(slow: "x = 1 # hide\ny = 2 # hide\nprint(3)", quick: "print(3)"))
        try vault.run("build")
        let page = try #require(vault.page("n.html"))
        #expect(page.contains("2 lines of what was measured are hidden"))
        #expect(page.matches(of: /class="hidden-code"/).count == 1)
        #expect(page.contains("x = 1 # hide"))
    }
}
