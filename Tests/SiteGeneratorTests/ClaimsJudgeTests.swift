import Foundation
import Testing

@testable import Evidence
@testable import Files
@testable import Samples
@testable import SiteGenerator

@Suite struct ClaimsJudgeTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var claim: String
        var outcome: Verdict.Outcome
        var evidence: String
        var testDescription: String { claim.replacing("\n", with: "; ") }

        init(_ claim: String, _ outcome: Verdict.Outcome, _ evidence: String) {
            (self.claim, self.outcome, self.evidence) = (claim, outcome, evidence)
        }
    }

    static let results = MeasurementResults([
        view(
            "spawn",
            ratios: [
                MeasurementView.Ratio(
                    numerator: "threads", denominator: "asyncio",
                    quantity: quantity(7.1, 6.8, 7.4, "x"))
            ], [("threads", quantity(208, 150, 260)), ("asyncio", quantity(29, 24, 35))]),
        view(
            "mem", unit: "KiB",
            [
                ("threads", quantity(16.2, 16.1, 16.4, "KiB")),
                ("asyncio", quantity(1.1, 1.05, 1.12, "KiB")),
            ]),
        view(
            "cores", unit: "cores", better: .higher, canary: 1.2,
            [
                ("sha256", quantity(1.1, 1.0, 1.2, "cores")),
                ("processes", quantity(1.9, 1.8, 1.95, "cores")),
            ]),
        view(
            "quiet", unit: "cores", better: .higher, canary: 1.9,
            [("sha256", quantity(1.9, 1.8, 1.95, "cores"))]),
        view("blind", unit: "cores", better: .higher, [("sha256", quantity(1.9, 1.8, 2, "cores"))]),
        view("noisy", [("a", quantity(5, 4.9, 5.1, isUsable: false, reason: "steal 4 %"))]),
        view("few", [("a", quantity(5, 4.9, 5.1, n: 4))]),
        view("twins", [("a", quantity(5, 4.95, 5.05)), ("b", quantity(5, 4.95, 5.05))]),
    ])

    static let measured: [Case] = [
        Case(
            "measure: spawn\nfaster: asyncio\nthan: threads\nby: 3", .holds,
            "asyncio was 7.1× faster than threads [6.8, 7.4], and at least 3× is claimed."),
        Case(
            "measure: spawn\nfaster: asyncio\nthan: threads\nby: 7", .undecided,
            "asyncio was 7.1× faster than threads [6.8, 7.4], and at least 7× is claimed."),
        Case(
            "measure: spawn\nfaster: asyncio\nthan: threads\nby: 8", .refuted,
            "asyncio was 7.1× faster than threads [6.8, 7.4], and at least 8× is claimed."),
        Case(
            "measure: spawn\nfaster: threads\nthan: asyncio", .refuted,
            "threads was 7.1× slower than asyncio [6.8, 7.4]."),
        Case(
            "ratio: spawn.threads / spawn.asyncio\nat-least: 3", .holds,
            "threads / asyncio: 7.1× [6.8, 7.4], and at least 3× is claimed."),
        Case(
            "quantity: mem.threads\nat-most: 64 KiB", .holds,
            "threads: 16.2\u{202F}KiB [16.1, 16.4], and at most 64\u{202F}KiB is claimed."),
        Case(
            "quantity: mem.threads\nat-least: 0.1 MiB", .refuted,
            "threads: 0.0158\u{202F}MiB [0.0157, 0.0160], and at least 0.1\u{202F}MiB is claimed."
        ),
        Case(
            "quantity: mem.threads\nat-least: 16\nat-most: 16.3", .undecided,
            "threads: 16.2\u{202F}KiB [16.1, 16.4], and at least 16\u{202F}KiB and at most 16.3\u{202F}KiB is claimed."
        ),
        Case(
            "quantity: cores.sha256\nat-least: 1.5\nneeds: canary", .undecided,
            "sha256: 1.1\u{202F}cores [1.0, 1.2], and at least 1.5\u{202F}cores is claimed; but two plain processes got no more than 1.20 cores just then."
        ),
        Case(
            "quantity: cores.processes\nat-least: 1.5\nneeds: canary", .undecided,
            "processes: 1.90\u{202F}cores [1.80, 1.95], and at least 1.5\u{202F}cores is claimed; but two plain processes got no more than 1.20 cores just then."
        ),
        Case(
            "quantity: quiet.sha256\nat-least: 1.5\nneeds: canary", .holds,
            "sha256: 1.90\u{202F}cores [1.80, 1.95], and at least 1.5\u{202F}cores is claimed."
        ),
        Case(
            "quantity: blind.sha256\nat-least: 1.5\nneeds: canary", .undecided,
            "sha256: 1.9\u{202F}cores [1.8, 2.0], and at least 1.5\u{202F}cores is claimed; but it isn't known how many cores the machine had to give."
        ),
        Case(
            "quantity: noisy.a\nat-most: 9", .undecided,
            "a: 5.0\u{202F}µs [4.9, 5.1], and at most 9\u{202F}µs is claimed; but it is not to be relied on: steal 4 %."
        ),
        Case(
            "quantity: few.a\nat-most: 9", .undecided,
            "a: 5.0\u{202F}µs [4.9, 5.1], and at most 9\u{202F}µs is claimed; but 4 rounds are too few for an interval."
        ),
        Case(
            "measure: twins\nsame: [a, b]", .holds,
            "a was 1.00× b [0.98, 1.02], and the same within 3\u{202F}% is claimed."),
        Case(
            "measure: twins\nsame: [a, b]\nwithin: 1 %", .undecided,
            "a was 1.00× b [0.98, 1.02], and the same within 1\u{202F}% is claimed."),
        Case(
            "measure: spawn\nsame: [threads, asyncio]", .refuted,
            "threads was 7.1× asyncio [6.8, 7.4], and the same within 3\u{202F}% is claimed."),
        Case("quantity: gone.a\nat-most: 3", .notRun, "“gone.a” was not measured."),
    ]

    @Test(arguments: measured)
    func judgesMeasurements(_ entry: Case) throws {
        let verdict = try Self.verdict(entry.claim)
        #expect(verdict.outcome == entry.outcome)
        #expect(verdict.evidence == entry.evidence)
    }

    static let sampled: [Case] = [
        Case(
            "sample: race\nprints: counter is 1, not 2", .holds,
            "“race” printed “counter is 1, not 2”."),
        Case(
            "sample: race\nmatches: counter is [..], not 2", .holds,
            "“race” printed what matches “counter is [..], not 2”."),
        Case(
            "sample: race\nprints: counter is 2", .refuted,
            "“race” did not print the line “counter is 2”."),
        Case(
            "sample: race\nprints: counter is 2, not 2", .refuted,
            "“race” did not print the line “counter is 2, not 2”, but “counter is 1, not 2”."),
        Case(
            "sample: race\nprints: counter is 1", .refuted,
            "“race” did not print the line “counter is 1”, but “counter is 1, not 2”."),
        Case(
            "sample: race\ncontains: counter is 1", .holds,
            "“race” printed, within a line, “counter is 1”."),
        Case(
            "sample: race\nprints: [started, start]", .refuted,
            "“race” did not print the line “start”, but “started”."),
        Case(
            "sample: race\nprints: [\"counter is 1, not 2\", started]", .refuted,
            "“race” did not print the line “started” after “counter is 1, not 2”."),
        Case(
            "sample: list\nprints: [1, 2, 3]", .refuted,
            "“list” did not print the line “1”, but the line “[1, 2, 3]”, which needs quotes to be one text."
        ),
        Case("sample: list\nprints: \"[1, 2, 3]\"", .holds, "“list” printed “[1, 2, 3]”."),
        Case(
            "sample: race\nprints: |-\n  started\n  counter is 1, not 2", .holds,
            "“race” printed “started\ncounter is 1, not 2”."),
        Case("sample: race\nexits: 0", .holds, "“race” exited with 0."),
        Case("sample: race\nexits: 3", .refuted, "“race” exited with 0, and not with 3."),
        Case("sample: race\nraises: ValueError", .refuted, "“race” ended without an exception."),
        Case(
            "sample: broken\nraises: BrokenProcessPool", .holds,
            "“broken” raised BrokenProcessPool."),
        Case(
            "sample: broken\nraises: OSError", .refuted,
            "“broken” did not raise OSError, but concurrent.futures.process.BrokenProcessPool."),
        Case("sample: race\ntakes: {at-most: 2 s}", .holds, "“race” took 1.20\u{202F}s."),
        Case(
            "sample: race\ntakes: {at-least: 1 s, at-most: 1.3 s}", .holds,
            "“race” took 1.20\u{202F}s."),
        Case(
            "sample: race\ntakes: {at-least: 1300 ms}", .refuted,
            "“race” took 1,200\u{202F}ms, which is less than 1,300 ms."),
        Case(
            "sample: race\ntakes: {at-most: 1 s}", .undecided,
            "“race” took 1.20\u{202F}s, which is more than 1 s, but a busy machine could explain it."
        ),
        Case(
            "sample: race\ntakes: {at-most: 0.5 s}", .refuted,
            "“race” took 1.20\u{202F}s, which is more than 0.5 s."),
        Case("sample: unknown\nexits: 0", .notRun, "“unknown” was not run."),
        Case("sample: race\nexits: 0\nruntime: pypy", .notRun, "“race” was not run on pypy."),
        Case("sample: absent\nexits: 0", .notRun, "“absent” was not run: no sandbox."),
        Case(
            "all:\n  - {sample: race, exits: 0}\n  - {sample: absent, exits: 0}", .notRun,
            "“absent” was not run: no sandbox."),
        Case(
            "all:\n  - {sample: race, exits: 1}\n  - {sample: absent, exits: 0}", .refuted,
            "“race” exited with 0, and not with 1."),
        Case(
            "all:\n  - {sample: race, exits: 0}\n  - {quantity: mem.threads, at-most: 64}", .holds,
            "“race” exited with 0. threads: 16.2\u{202F}KiB [16.1, 16.4], and at most 64\u{202F}KiB is claimed."
        ),
    ]

    @Test(arguments: sampled)
    func judgesSamples(_ entry: Case) throws {
        let verdict = try Self.verdict(entry.claim)
        #expect(verdict.outcome == entry.outcome)
        #expect(verdict.evidence == entry.evidence)
    }

    @Test func rememberWhenAndWhere() throws {
        let verdict = try Self.verdict("sample: race\nexits: 0")
        #expect(verdict.date == "2026-01-02T03:04:05Z")
        #expect(verdict.host == "EPYC, 2 cores, Linux 6.18")
        #expect(verdict.runtimeVersion == "Python 3.11.7")
    }

    static func verdict(_ yaml: String) throws -> Verdict {
        let lines = "text: A.\n\(yaml)".split(separator: "\n", omittingEmptySubsequences: false)
        let (claims, diagnostics) = ClaimsReaderTests.claims(
            "claims:\n  - id: c\n" + lines.map { "    " + $0 + "\n" }.joined())
        #expect(described(diagnostics) == [])
        let samples = SampleResults([
            result("race", .exited(0), [("started", .output), ("counter is 1, not 2 ", .output)]),
            result("list", .exited(0), [("[1, 2, 3]", .output)]),
            result(
                "broken", .exited(1),
                [
                    ("Traceback (most recent call last):", .error),
                    ("concurrent.futures.process.BrokenProcessPool: A process ended", .error),
                ]),
            SampleResult(
                sample: sample("absent"), runtime: "cpython",
                status: .notRun(reason: "no sandbox"), record: nil, problems: []),
        ])
        return try #require(judge(claims, results: results, samples: samples).first)
    }

    private static func sample(_ name: String) -> Sample {
        Sample(
            note: "Note.md", name: name, language: "python", code: "",
            origin: CodeOrigin(file: "Note.md", firstLine: 1), options: SampleOptions())
    }

    static func result(
        _ name: String, _ ending: SampleRecord.Ending,
        _ lines: [(text: String, stream: OutputLine.Stream)]
    ) -> SampleResult {
        let host = Host(
            processor: "EPYC", cores: 2, memoryBytes: 1 << 32, kernel: "6.18", system: "Debian")
        let seen = Observation(
            moments: [], wallSeconds: 1.2, userSeconds: 0, systemSeconds: 0, peakMemoryBytes: 0,
            voluntarySwitches: 0, involuntarySwitches: 0, runtimeVersion: "Python 3.11.7",
            host: host, date: "2026-01-02T03:04:05Z", sandbox: "bubblewrap")
        let record = SampleRecord(
            key: "k", runtime: "cpython", ending: ending,
            output: lines.map { OutputLine(stream: $0.stream, text: $0.text) }, observation: seen)
        return SampleResult(
            sample: sample(name), runtime: "cpython", status: .recalled, record: record,
            problems: [])
    }
}

extension ClaimsJudgeTests {
    /// The examples of the handbook's page that need a measurement.
    @Test(arguments: ["faster", "ratio", "quantity", "same"])
    func examplesOfThePageAreTrue(_ kind: String) throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../content/Reference/Claims.md")
        let page = try String(contentsOf: path, encoding: .utf8)
        let section = try #require(
            page.split(separator: "\n### ").first { $0.hasPrefix(kind + "\n") })
        let start = try #require(section.firstRange(of: "```yaml norun\n"))
        let yaml = section[start.upperBound...].split(separator: "\n```")[0]
        let written = yaml.matches(of: /- id: (\S+) +# (\w+)/).map { "\($0.1) \($0.2)" }
        let (claims, diagnostics) = ClaimsReaderTests.claims(String(yaml) + "\n")
        #expect(described(diagnostics) == [])
        let verdicts = judge(claims, results: Self.results, samples: SampleResults([]))
        #expect(verdicts.map { "\($0.claim.id) \($0.outcome.rawValue)" } == written)
        #expect(Set(verdicts.map(\.outcome)) == [.holds, .refuted])
    }
}
