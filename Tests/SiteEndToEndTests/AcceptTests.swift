import Foundation
import Testing

/// Changed outputs, and how an author accepts them.
struct AcceptTests {
    private static let note = """
        # A

        ```python id=kept
        print("never changes")
        ```
        ```output
        never [..]
        ```

        > - within a quote and a list
        >   ```python id=nested
        >   print("one")
        >   print("two")
        >   ```
        >   ```output
        >   zero
        >   ```

        ```python id=fence
        print("```")
        ```
        ```output
        old
        ```

        ```python id=fails
        raise ValueError
        ```
        ```output
        old
        ```

        ```python id=empty
        print("a")
        ```
        ```output
        ```

        """

    @Test(
        "Accepting rewrites the blocks that differ and can be rewritten, and nothing else",
        arguments: ["\n", "\r\n"])
    func rewrites(newline: String) throws {
        let vault = try TinyVault(["A.md": Self.note.replacing("\n", with: newline)])
        let outcome = try vault.run("run", ["--accept"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("content/A.md:16: output accepted"), "\(outcome.errors)")
        // The reported places are those in the note after the change.
        #expect(outcome.errors.contains("content/A.md:38: output accepted"))
        #expect(outcome.errors.contains("content/A.md:24:1: error: the sample prints something"))
        #expect(outcome.errors.contains("content/A.md:28:1: error: the sample failed: ValueError"))
        #expect(outcome.errors.contains("2 errors, 2 output blocks rewritten"))
        let text = try String(contentsOfFile: vault.content + "/A.md", encoding: .utf8)
        let expected = Self.note.replacing(">   zero\n", with: ">   one\n>   two\n")
            .replacing("```output\n```\n", with: "```output\na\n```\n")
        #expect(text == expected.replacing("\n", with: newline))
        #expect(try vault.run("run", ["--accept"]).errors.contains("2 errors in"))
    }

    @Test("A changed output is shown as a difference, and can be accepted")
    func drift() throws {
        let vault = try TinyVault([
            "A.md": """
            ```python id=drifts inputs=data.txt
            print(open("data.txt").read(), end="")
            ```

            ```python id=stays
            print("same")
            ```
            """,
            "data.txt": "new\n",
        ])
        #expect(try vault.run("run").status == 0)
        // This record looks as if an earlier version of the interpreter had printed something else.
        let record = "_records/A/drifts.json"
        let path = vault.content + "/" + record
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try vault.write(record, text.replacing("\"new\"", with: "\"old\""))
        try vault.reseal("A/drifts")
        let stays = try vault.times("A/stays")

        let checked = try vault.run("check", ["--rerun"])
        #expect(checked.status == 1)
        #expect(checked.errors.contains("[output-drift]"), "\(checked.errors)")
        #expect(checked.errors.contains("  -old\n  +new\n"), "\(checked.errors)")
        #expect(checked.errors.contains("site run --accept"))

        let accepted = try vault.run("run", ["--accept", "--verbose"])
        #expect(accepted.status == 0, "\(accepted.errors)")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        #expect(try vault.times("A/stays") == stays, "nothing drifted, so its record stays")
        let again = try vault.run("check", ["--rerun"])
        #expect(again.status == 0, "\(again.errors)")
    }

    @Test("Samples that match a pattern run again, and no others")
    func scope() throws {
        let vault = try TinyVault([
            "A.md": "```python id=x\nprint(1)\n```\n", "B.md": "```python id=x\nprint(1)\n```\n",
        ])
        #expect(try vault.run("run", ["B.md#x"]).errors.contains("1 sample (1 run, 0 recalled)"))
        #expect(!vault.exists("content/_records/A"))
        #expect(
            try vault.run("run", ["--list"]).output == """
                A.md#x (cpython): will run: it has no record
                B.md#x (cpython): recalled

                """)
        #expect(try vault.run("run", ["B.md"]).errors.contains("1 sample (1 run, 0 recalled)"))
        let typo = try vault.run("run", ["C*"])
        #expect(typo.status == 2)
        #expect(typo.errors.contains("no sample matches “C*”"), "\(typo.errors)")
    }

    @Test("Records of another machine give the same site, and their samples run again on request")
    func foreign() throws {
        let vault = try TinyVault([
            "A.md": "```python id=x\nprint(1)\n```\n", "B.md": "```python id=x\nprint(1)\n```\n",
        ])
        try vault.run("run")
        for note in ["A", "B"] {
            let times = try vault.times("\(note)/x")
            try vault.write(
                "_records/\(note)/x.times.json",
                times.replacing(/"processor" : "[^"]*"/, with: #""processor" : "Z80""#))
            try vault.reseal("\(note)/x")
        }
        let built = try vault.run("build")
        #expect(built.errors.contains("2 recalled, 2 of them from elsewhere"), "\(built.errors)")
        let site = try vault.siteFiles()
        #expect(try vault.run("build", ["--frozen"]).status == 0)
        #expect(try vault.siteFiles() == site)

        let plan = try vault.run("run", ["--list", "--refresh=A*"]).output
        #expect(plan.contains("A.md#x (cpython): will run: its record is from elsewhere: "))
        #expect(plan.contains("B.md#x (cpython): recalled from elsewhere: "))
        try vault.run("run", ["--refresh=A*"])
        #expect(try !vault.times("A/x").contains("Z80"))
        #expect(try vault.times("B/x").contains("Z80"))
        #expect(try vault.run("run", ["--refresh"]).errors.contains("1 run, 1 recalled"))
        #expect(try !vault.times("B/x").contains("Z80"))
    }

    @Test("A record without a sample is reported by a check and removed by a build")
    func unowned() throws {
        let vault = try TinyVault(["A.md": "```python id=x\nprint(1)\n```\n"])
        try vault.run("build")
        try vault.write("A.md", "```python id=y\nprint(1)\n```\n")
        try vault.run("run", ["A.md"])
        #expect(vault.exists("content/_records/A/x.json"))
        let checked = try vault.run("check")
        #expect(checked.status == 1)
        #expect(checked.errors.contains("_records/A/x.json: warning"), "\(checked.errors)")
        try vault.run("build")
        #expect(!vault.exists("content/_records/A/x.json"))
        #expect(vault.exists("content/_records/A/y.json"))
    }
}

extension TinyVault {
    /// Returns a record without the parts that differ from run to run.
    fileprivate func times(_ name: String) throws -> String {
        try String(contentsOfFile: content + "/_records/\(name).times.json", encoding: .utf8)
    }
}
