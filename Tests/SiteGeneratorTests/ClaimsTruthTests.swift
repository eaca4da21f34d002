import Testing

@testable import Evidence
@testable import Samples
@testable import SiteGenerator

/// The meaning of claims about an output: each row is a claim, an output, and whether the claim is
/// true of it.
@Suite struct ClaimsTruthTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var claim: String
        var printed: String
        var isTrue: Bool
        var testDescription: String {
            "\(claim) \(isTrue ? "is true of" : "is false of") \(printed.debugDescription)"
        }

        init(_ claim: String, _ printed: String, _ isTrue: Bool) {
            (self.claim, self.printed, self.isTrue) = (claim, printed, isTrue)
        }
    }

    static let wholeLines: [Row] = [
        Row("prints: sorted is stable", "sorted is stable", true),
        Row("prints: sorted is stable", "it is false that sorted is stable", false),
        Row("prints: sorted is stable", "sorted is stable, or not", false),
        Row("prints: sorted is stable", "Sorted is stable", false),
        Row("prints: sorted is stable", "sorted  is stable", false),
        Row("prints: sorted is stable", "sorted is stable  ", true),
        Row("prints: sorted is stable", "  sorted is stable", false),
        Row("prints: sorted is stable", "a\nsorted is stable\nb", true),
        Row("prints: sorted is stable", "\u{1B}[1msorted is stable\u{1B}[0m", true),
        Row("prints: sorted is stable", "sorted is\nstable", false),
        Row("prints: sorted is stable", "", false),
        Row("prints: \"  indented\"", "  indented", true),
        Row("prints: \"  indented\"", "indented", false),
        Row("prints: 1", "1", true), Row("prints: 1", "10", false), Row("prints: 1", "0.1", false),
        Row("prints: 1", "-1", false), Row("prints: 1", "1e5", false),
        Row("prints: 1", "1.0", false), Row("prints: 1.10", "1.1", false),
        Row("prints: 1.10", "1.10", true), Row("prints: 007", "7", false),
        Row("prints: true", "True", false), Row("prints: true", "true", true),
        Row("prints: \"null\"", "null", true), Row("prints: a.b", "axb", false),
        Row("prints: a*", "aaa", false), Row("prints: é", "e\u{301}", true),
    ]

    static let lists: [Row] = [
        Row("prints: [a, b]", "a\nb", true), Row("prints: [a, b]", "a\nx\nb", true),
        Row("prints: [a, b]", "b\na", false), Row("prints: [a, b]", "a b", false),
        Row("prints: [a, b]", "a", false), Row("prints: [a, a]", "a", false),
        Row("prints: [a, a]", "a\na", true), Row("prints: [1, 2, 3]", "[1, 2, 3]", false),
        Row("prints: [1, 2, 3]", "3\n2\n1", false), Row("prints: [1, 2, 3]", "1\n2\n3", true),
        Row("prints: \"[1, 2, 3]\"", "[1, 2, 3]", true),
        Row("prints: \"[1, 2, 3]\"", "1\n2\n3", false),
        Row("prints: [\"a, b\"]", "a, b", true), Row("prints: [\"a, b\"]", "a\nb", false),
        Row("prints: \"a\\nb\"", "a\nb", true), Row("prints: \"a\\nb\"", "a\nx\nb", false),
        Row("prints: \"a\\nb\"", "x\na\nb\ny", true), Row("contains: [b, a]", "a\nb", true),
        Row("contains: [a, b]", "a b", true), Row("contains: [a, b]", "a", false),
        Row("matches: [\"a[..]\", \"b[..]\"]", "a1\nb2", true),
        Row("matches: [\"a[..]\", \"b[..]\"]", "b2\na1", false),
    ]

    static let parts: [Row] = [
        Row("contains: counter is 1", "counter is 1, not 2", true),
        Row("contains: counter is 1", "counter is 10", false),
        Row("contains: counter is 1", "counter is 1.5", false),
        Row("contains: counter is 1", "counter is 1,000", false),
        Row("contains: counter is 1", "counter is 1e5", false),
        Row("contains: counter is 1", "counter is 1.", true),
        Row("contains: counter is 1", "discounter is 1", false),
        Row("contains: counter is 1", "counter is 10, counter is 1", true),
        Row("contains: 1", "0.1", false), Row("contains: 1", "-1", false),
        Row("contains: 1", "x = -1", false), Row("contains: 1", "x=+1", false),
        Row("contains: 1", "−1", false), Row("contains: 1", "1e5", false),
        Row("contains: 5", "1e-5", false), Row("contains: 5", "2.5e+5", false),
        Row("contains: 1", "1/2", false), Row("contains: 2", "1/2", false),
        Row("contains: 1", "0x1", false), Row("contains: 1", "1_000", false),
        Row("contains: 1", "1\u{202F}000", false), Row("contains: 000", "1,000", false),
        Row("contains: 5", ".5", false), Row("contains: .5", "0.5", false),
        Row("contains: .5", "-.5", false), Row("contains: .5", ".5 s", true),
        Row("contains: -1", "-1", true), Row("contains: -1", "-10", false),
        Row("contains: 0.1", "10.1", false), Row("contains: 0.1", "0.15", false),
        Row("contains: 0.1", "took 0.1 s", true), Row("contains: 1", "(1)", true),
        Row("contains: 2", "[1, 2, 3]", true), Row("contains: 1", "worker-1 ended", true),
        Row("contains: 1", "127.0.0.1", false), Row("contains: 30", "12:30", false),
        Row("contains: inf", "-inf", false), Row("contains: inf", "inf", true),
        Row("contains: 100", "100%", true), Row("contains: on", "None", false),
        Row("contains: größe", "größer", false), Row("contains: stop", "non-stop", true),
        Row("contains: \"a b\"", "a  b", false), Row("contains: done", "done.", true),
    ]

    static let patterns: [Row] = [
        Row("matches: took [..] seconds", "took 0.150 seconds", true),
        Row("matches: took [..] seconds", "it took 0.150 seconds", false),
        Row("matches: took [..] seconds", "took 0.150 seconds more", false),
        Row("matches: took [..] second", "took 0.150 seconds", false),
        Row("matches: \"[..]: error\"", "main: error", true),
        Row("matches: \"[..]: error\"", "main: errors", false),
        Row("matches: a[..]b[..]c", "a1b2c", true), Row("matches: a[..]b[..]c", "acb", false),
        Row("matches: a[..]a", "a", false), Row("matches: plain", "plain", true),
        Row("matches: plain", "plainly", false), Row("matches: a[.]b", "axb", false),
    ]

    static let endings: [Row] = [
        Row("exits: 1", "", true), Row("exits: 0", "", false), Row("exits: 11", "", false),
        Row("raises: ValueError", trace("ValueError: no"), true),
        Row("raises: ValueError", trace("json.ValueError: no"), true),
        Row("raises: Error", trace("ValueError: no"), false),
        Row("raises: ValueError", trace("TypeError: ValueError: no"), false),
        Row("raises: TypeError", trace("ValueError: a\n!TypeError: b"), false),
        Row("raises: ValueError", "ValueError: printed\n" + trace("TypeError: no"), false),
        Row("raises: ValueError", "!ValueError: said\n" + trace("TypeError: no"), false),
        Row(
            "raises: KeyError",
            trace("KeyError: 'a'") + "\n!\n!During handling of the above exception, another "
                + "exception occurred:\n!\n" + trace("ValueError: b"), false),
        Row(
            "raises: ValueError", "!Exception in thread T:\n" + trace("ValueError: b"), false),
        Row("raises: ValueError", "!ValueError: no traceback", false),
        Row("raises: ValueError", group, true), Row("raises: ExceptionGroup", group, true),
        Row("raises: OSError", group, false),
    ]

    private static let group = """
        !  + Exception Group Traceback (most recent call last):
        !  |   File "/sample/main.py", line 5, in <module>
        !  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
        !  +-+---------------- 1 ----------------
        !    | Traceback (most recent call last):
        !    |   File "/sample/main.py", line 3, in bad
        !    | ValueError
        !    +------------------------------------
        """

    /// Returns Python's traceback for an exception; lines with `!` go to standard error.
    private static func trace(_ said: String) -> String {
        "!Traceback (most recent call last):\n!  File \"/sample/main.py\", line 1, in <module>\n!"
            + said
    }

    @Test(arguments: wholeLines + lists + parts + patterns + endings)
    func isExact(_ row: Row) throws {
        let (claims, diagnostics) = ClaimsReaderTests.claims(
            "claims:\n  - text: A.\n    sample: s\n    \(row.claim)\n")
        #expect(described(diagnostics) == [])
        let lines = row.printed.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.hasPrefix("!")
                ? (String($0.dropFirst()), OutputLine.Stream.error)
                : (String($0), .output)
        }
        let samples = SampleResults([ClaimsJudgeTests.result("s", .exited(1), lines)])
        let verdict = try #require(judge(claims, results: nil, samples: samples).first)
        #expect(verdict.outcome == (row.isTrue ? .holds : .refuted), "\(verdict.evidence)")
    }

    @Test func hasEnoughRows() {
        let rows = Self.wholeLines + Self.lists + Self.parts + Self.patterns + Self.endings
        #expect(rows.count >= 80)
        #expect(rows.count { !$0.isTrue } > rows.count / 2)
    }

    @Test("Lines on both sides of a gap don't follow each other")
    func gap() throws {
        let (claims, _) = ClaimsReaderTests.claims(
            "claims:\n  - {text: A., sample: s, prints: \"a\\nb\"}\n")
        var result = ClaimsJudgeTests.result(
            "s", .exited(0), [("a", .output), ("b", .output), ("c", .output)])
        for (after, outcome) in [(0, Verdict.Outcome.undecided), (1, .holds)] {
            result.record?.omittedLines = 5
            result.record?.omittedAfter = after
            let samples = SampleResults([result])
            #expect(judge(claims, results: nil, samples: samples).first?.outcome == outcome)
        }
    }

    @Test(
        "The ledger says in words what was checked",
        arguments: [
            (
                "sample: s\n    prints: a",
                "Checked: the sample “s” prints the line “a”."
            ),
            (
                "sample: s\n    prints: [a, b]\n    exits: 1",
                "Checked: the sample “s” prints the lines “a” and “b”, in this order; the sample “s” exits with 1."
            ),
            (
                "sample: s\n    contains: a\n    runtime: pypy",
                "Checked: the sample “s” on pypy prints “a” within a line."
            ),
            (
                "sample: s\n    matches: a[..]",
                "Checked: the sample “s” prints a line that matches “a[..]”, where [..] is anything."
            ),
            (
                "sample: s\n    takes: {at-most: 1.25 s}\n    raises: OSError",
                "Checked: the sample “s” is ended by the exception OSError; the sample “s” takes at most 1.25\u{202F}s."
            ),
            (
                "measure: m\n    faster: a\n    than: b\n    by: 1.25",
                "Checked: “m.a” is at least 1.25 times as good as “m.b”."
            ),
            (
                "ratio: m.a / m.b\n    at-least: 2\n    needs: canary",
                "Checked: “m.a / m.b” is at least 2; two plain processes must have got at least 1.5 cores meanwhile."
            ),
            (
                "measure: m\n    same: [a, b]",
                "Checked: “m.a” and “m.b” are the same within 3\u{202F}%."
            ),
        ])
    func words(_ body: String, _ expected: String) throws {
        let (claims, diagnostics) = ClaimsReaderTests.claims(
            "claims:\n  - text: A.\n    \(body)\n")
        #expect(described(diagnostics) == [])
        #expect(try #require(claims.first).check == expected)
    }
}
