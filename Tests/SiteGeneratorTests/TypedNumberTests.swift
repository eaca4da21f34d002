import Markdown
import Samples
import Testing

@testable import Evidence
@testable import Files
@testable import SiteGenerator
@testable import Vault

/// Tests of numbers that are typed where a measured value should be.
struct TypedNumberTests {
    private func found(in text: String, matter: String = "measures: {spawn: {}}") -> [String] {
        let file = SourceFile(
            path: VaultPath("N.md"), bytes: Array("---\n\(matter)\n---\n\(text)".utf8))
        return described(
            parseNote(file, options: ParseOptions()).diagnostics.filter {
                $0.code == .numberTyped
            }
        ).map {
            String($0.split(separator: ": ", maxSplits: 2)[0].dropFirst(5)) + " "
                + $0.between("“", "”")
        }
    }

    @Test(
        "A number with a unit of time, memory or proportion is found at its place",
        arguments: [
            ("A thread starts in 200 µs.", ["4:20 200 µs"]),
            ("It takes 1.5 s, or 1,000 ms.", ["4:10 1.5 s", "4:20 1,000 ms"]),
            ("16\u{A0}KiB, 3× and 20ns", ["4:1 16\u{A0}KiB", "4:10 3×", "4:18 20ns"]),
            ("> - **8 MiB** each", ["4:7 8 MiB"]),
            ("| a | 5 seconds |", ["4:7 5 seconds"]),
            ("text\n\nand 2 ms", ["6:5 2 ms"]),
            ("10,000 threads, 2 cores, Python 3.11, PEP 703, 2026-01-02", []),
            ("95 % of them, 3 times, 2 sets, x2 ms, v1.2 s, a-5 s", []),
            ("`sleep 2 s` and `= spawn.threads`", []),
            ("[a](take/5 s) [[5 ms]] $5 ms$ %%5 ms%% <https://a/5 s>", []),
            ("```python\n# 5 ms\n```\n\n    5 ms\n", []),
        ])
    func places(text: String, expected: [String]) {
        #expect(found(in: text) == expected)
    }

    @Test("Values that are given and not measured are listed in the front matter")
    func given() {
        let matter = "measures: {spawn: {}}\ngiven: [5 ms, 8 MiB]"
        #expect(found(in: "5 ms, 5\u{202F}ms, 8 MiB, 6 ms", matter: matter) == ["5:22 6 ms"])
    }

    @Test(
        "Notes without measurements may contain any numbers",
        arguments: ["title: A", "measures:", "measures: {}", "measures: 3"])
    func otherNotes(matter: String) {
        #expect(found(in: "5 ms", matter: matter) == [])
    }

    @Test(
        "A hidden sample that nothing checks is a warning",
        arguments: [
            ("hide hide-output", true), ("hide", false), ("hide-output", false),
            ("hide hide-output exits=1", false), ("hide hide-output id=claimed", false),
            ("hide hide-output measure=m subject=a", false),
        ])
    func unused(options: String, isUnused: Bool) throws {
        let note = makeVault([
            "N.md": "Text.\n\n```python \(options)\nprint(1)\n```\n"
        ]).notes[0]
        let (roles, _) = extractSamples(
            from: note, runtimes: Runtime.defaults, selection: .all, readFile: { _ in nil })
        var expectation = Claim.SampleExpectation(note: "N.md", sample: "claimed")
        expectation.exits = 0
        let claim = Claim(
            id: "c", text: "It holds.", conditions: [.sample(expectation)], needsCanary: false,
            note: 0, file: "N.md", span: SourceSpan(line: 1, column: 1))
        let problems = unusedSamples(roles.compactMap(\.sample), claims: [claim])
        #expect(problems.map(\.code) == (isUnused ? [.sampleUnused] : []))
        #expect(problems.compactMap(\.span?.start.line) == (isUnused ? [3] : []))
    }
}

extension String {
    fileprivate func between(_ open: Character, _ close: Character) -> String {
        String(drop { $0 != open }.dropFirst().prefix { $0 != close })
    }
}
