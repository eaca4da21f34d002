import Markdown
import Testing

@testable import Evidence
@testable import SiteGenerator
@testable import Vault

/// Tests that every claim of the handbook's catalogue can be expressed.
@Suite struct ClaimsReaderTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var id: String
        var yaml: String
        var count: Int
        var testDescription: String { id }

        init(_ id: String, _ yaml: String, _ count: Int = 1) {
            (self.id, self.yaml, self.count) = (id, yaml, count)
        }
    }

    static let catalogue: [Case] = [
        Case("C1", "measure: spawn@1000\nfaster: asyncio\nthan: threads\nby: 8"),
        Case("C2", "ratio: mem.threads / mem.asyncio\nat-least: 8"),
        Case("C3", "quantity: mem.threads\nat-most: 64 KiB"),
        Case("C4", "measure: cores.threads\nat-most: 1.15"),
        Case("C5", "quantity: cores.threads-sha256\nat-least: 1.5\nneeds: canary"),
        Case("C6", "measure: cpu\nratio: serial / process-pool\nat-least: 1.3\nneeds: [canary]"),
        Case(
            "C7",
            """
            all:
              - {quantity: three-waits.gather, at-least: 100 ms, at-most: 0.13 s}
              - {quantity: three-waits.threads, at-least: 100 ms, at-most: 0.13 s}
            """, 2),
        Case(
            "C8",
            """
            all:
              - {quantity: gap.blocking, at-least: 270 ms}
              - {quantity: gap.to-thread, at-most: 90 ms}
            """, 2),
        Case("C9", "sample: plus-equals\nprints: \"lost 0 of 800000\""),
        Case("C10", "quantity: lost.call-between\nat-least: 1"),
        Case("C11", "sample: barrier-race\nprints: counter is 1, not 2"),
        Case(
            "C12",
            """
            sample: async-race
            prints: [without lock 1, with lock 1000, no await inside 1000]
            """),
        Case("C13", "quantity: to-thread-jobs.default\nat-least: 0.25 s"),
        Case("C14", "quantity: lag.one-cpu-thread\nat-least: 3 ms"),
        Case("C15", "ratio: convoy.alone / convoy.with-hog\nat-least: 2"),
        Case("C16", "measure: pool.rt\nratio: process / thread\nat-least: 3"),
        Case("C17", "quantity: payload.process-pool@10000000\nat-least: 5 ms"),
        Case("C18", "ratio: map-item.process@1 / map-item.process@500\nat-least: 20"),
        Case("C19", "measure: start\nfaster: fork\nthan: spawn\nby: 5"),
        Case("C20", "ratio: lock.asyncio / lock.threading\nat-least: 1.3×"),
        Case("C21", "ratio: switch.thread-event / switch.asyncio-event\nat-least: 1.5"),
        Case("C22", "ratio: waits-cpu.threads / waits-cpu.asyncio\nat-least: 4"),
        Case(
            "C23",
            """
            all:
              - {sample: gather-fails, prints: siblings finished after the raise}
              - {sample: group-fails, prints: both cancelled}
            """, 2),
        Case(
            "C24",
            "sample: timeout-over-thread\nprints: [TimeoutError at 0.1 s, the file was written]"
        ),
        Case("C25", "sample: timeout-needs-the-loop\nprints: no TimeoutError\nexits: 0"),
        Case(
            "C26",
            """
            sample: inherit-table
            prints: |-
              Thread: unset
              Task: inherits
              to_thread: inherits
              run_in_executor: unset
            runtime: cpython
            """),
        Case(
            "C27",
            "sample: lost-exception\nprints: [join() returned, future has ValueError, exitcode 1]"),
        Case("C28", "sample: fork-holding-lock\nprints: \"acquired: False\""),
        Case("C29", "sample: ab-ba\nmatches: \"[..] timed out\""),
        Case(
            "C30",
            "sample: never-awaited\nmatches: \"[..]RuntimeWarning: coroutine [..] was never awaited\"\nexits: 0"
        ),
        Case("C31", "sample: collected-task\nprints: \"Task was destroyed but it is pending!\""),
        Case(
            "C32",
            """
            all:
              - {quantity: wake.call-soon, at-least: 0.4 s}
              - {quantity: wake.call-soon-threadsafe, at-most: 0.2 s}
            """, 2),
        Case("C33", "sample: epoll-on-file\nraises: PermissionError"),
        Case(
            "C34", "sample: lock-across-await\nprints: [\"second: timed out\", \"first: proceeds\"]"
        ),
        Case("C35", "sample: Process Pools in Python#broken-pool\nraises: BrokenProcessPool"),
        Case(
            "C36",
            """
            all:
              - {quantity: cores.interpreters-311, at-most: 1.15}
              - {quantity: cores.interpreters-312, at-least: 1.5}
            needs: canary
            """, 2),
    ]

    static func claims(_ yaml: String) -> (claims: [Claim], diagnostics: [Diagnostic]) {
        let (notes, problems) = ModelFixture.data([("Note.md", yaml)])
        let (claims, diagnostics) = readClaims(
            notes, measures: nil, samples: nil, units: .builtIn)
        return (claims, problems + diagnostics)
    }

    @Test(arguments: catalogue)
    func expresses(_ entry: Case) throws {
        let lines = "text: A sentence.\n\(entry.yaml)".split(
            separator: "\n", omittingEmptySubsequences: false)
        let yaml = "claims:\n  - id: \(entry.id)\n" + lines.map { "    " + $0 + "\n" }.joined()
        let (claims, diagnostics) = Self.claims(yaml)
        #expect(described(diagnostics) == [])
        let claim = try #require(claims.first)
        #expect(claim.id == entry.id)
        #expect(claim.conditions.count == entry.count)
    }

    @Test func hasAllThirtySix() {
        #expect(Self.catalogue.map(\.id) == (1...36).map { "C\($0)" })
    }

    @Test func unnamedClaimsAreNamedAfterTheirNote() {
        let claims = Self.claims(
            "claims:\n  - text: A.\n    sample: a\n    exits: 0\n  - text: B.\n    sample: b\n    exits: 1"
        ).claims
        #expect(claims.map(\.id) == ["note-1", "note-2"])
    }

    @Test(arguments: [
        ("text: A.", "3:5: error: nothing says how this claim is to be checked [claim-invalid]"),
        ("sample: a\n    exits: 0", "3:5: error: this claim has no `text` [claim-invalid]"),
        (
            "text: A.\n    quantity: mem.threads",
            "4:15: error: nothing says how much “mem.threads” may be [claim-invalid]"
        ),
        (
            "text: A.\n    quantity: mem\n    at-most: 3",
            "4:15: error: “mem” names a measurement, but not which of its subjects [claim-invalid]"
        ),
        (
            "text: A.\n    measure: mem\n    faster: threads",
            "5:5: error: a claim with `faster` needs `than` too, and the other way round [claim-invalid]"
        ),
        (
            "text: A.\n    measure: mem\n    faster: threads\n    than: asyncio\n    by: 0.5",
            "7:9: error: `by` must be a factor of at least 1, and this is the number 0.5 [claim-invalid]"
        ),
        (
            "text: A.\n    ratio: mem.threads\n    at-least: 3",
            "4:12: error: “mem.threads” is no ratio [claim-invalid]"
        ),
        (
            "text: A.\n    quantity: mem.threads\n    at-most: lots",
            "5:14: error: `at-most` must be a number, with its unit where it has one, and this is “lots” [claim-invalid]"
        ),
        (
            "text: A.\n    quantity: mem.threads\n    at-most: 3 s",
            "5:14: error: “3 s” is a time, and what is measured is a memory [claim-invalid]"
        ),
        (
            "text: A.\n    quantity: mem.threads\n    at-least: 4\n    at-most: 3",
            "6:14: error: `at-most` is less than `at-least`: nothing can be both [claim-invalid]"
        ),
        (
            "text: A.\n    quantity: mem.thread\n    at-most: 3",
            "4:15: error: the measurement “mem” has no subject “thread” [measure-unknown]"
        ),
        (
            "text: A.\n    quantity: men.threads\n    at-most: 3",
            "4:15: error: no measurement is named “men” [measure-unknown]"
        ),
        (
            "text: A.\n    quantity: spawn.threads\n    at-most: 3",
            "4:15: error: “spawn” was measured at several values, and none is named [measure-unknown]"
        ),
        (
            "text: A.\n    sample: lost-updat\n    exits: 0",
            "4:13: error: no sample is named “lost-updat” [claim-invalid]"
        ),
        (
            "text: A.\n    sample: lost-update",
            "4:13: error: nothing says what the sample “lost-update” must do [claim-invalid]"
        ),
        (
            "text: A.\n    sample: lost-update\n    takes: 3 s",
            "5:12: error: `takes` must have bounds, and this is the text “3 s” [claim-invalid]"
        ),
        (
            "text: A.\n    prints: a",
            "4:5: error: `prints` can't be used without `sample` [claim-invalid]"
        ),
        (
            "text: A.\n    sample: lost-update\n    exits: 0\n    needs: luck",
            "6:12: error: a claim can need a `canary`, not “luck” [claim-invalid]"
        ),
        (
            "text: A.\n    sample: lost-update\n    prints: a[..]",
            "5:13: error: `prints` takes “[..]” as it is, and not for anything that may stand there [claim-invalid]"
        ),
        (
            "text: A.\n    sample: lost-update\n    matches: ...",
            "5:14: error: `...` can't stand for lines in `matches` [claim-invalid]"
        ),
        (
            "text: A.\n    sample: lost-update\n    contains: \"a\\nb\"",
            "5:15: error: `contains` is more than one line [claim-invalid]"
        ),
        (
            "text: A.\n    sample: lost-update\n    prints: \"\"",
            "5:13: error: `prints` is empty [claim-invalid]"
        ),
        (
            "text: A.\n    sample: lost-update\n    prints: null\n    exits: 0",
            "5:5: error: `prints` has no value here [claim-invalid]"
        ),
        (
            "text: A.\n    sample: lost-update\n    prints: {a: 1}",
            "5:13: error: `prints` must be text, and this is a map [claim-invalid]"
        ),
        (
            "text: A.\n    sample: lost-update\n    exits: 256",
            "5:12: error: `exits` must be a whole number from 0 to 255, and this is the number 256 [property-type]"
        ),
        (
            "text: A.\n    sample: lost-update\n    exits: 0\n    within: 5 %",
            "6:5: error: `within` can't be used without `same` [claim-invalid]"
        ),
        (
            "text: A.\n    quantity: mem.threads\n    at-most: 3\n    by: 2",
            "6:5: error: `by` can't be used without `faster` [claim-invalid]"
        ),
        (
            "text: A.\n    measure: mem\n    faster: threads\n    than: asyncio\n    at-least: 3",
            "7:5: error: `at-least` and `faster` are different claims [claim-invalid]"
        ),
        (
            "text: A.\n    measure: mem\n    faster: threads\n    than: asyncio\n    ratio: threads / asyncio",
            "7:5: error: `ratio` and `faster` are different claims [claim-invalid]"
        ),
        (
            "text: A.\n    measure: mem\n    faster: threads\n    than: asyncio\n    by: 50 %",
            "7:9: error: `by` must be a factor of at least 1, and this is the text “50 %” [claim-invalid]"
        ),
        (
            "text: A.\n    measure: mem\n    same: [threads, asyncio]\n    within: 0.5 s",
            "6:13: error: `within` must be a fraction between 0 and 1, and this is “0.5 s” [claim-invalid]"
        ),
        (
            "text: A.\n    sample: lost-update\n    exits: 0\n    needs: canary",
            "6:5: error: `needs` can't be used without `measure` [claim-invalid]"
        ),
        (
            "text: A.\n    sample: lost-update\n    exits: 0\n    all: [exits]",
            "6:11: error: a condition must be a map such as `{sample: a, exits: 0}`, and this is the text “exits” [property-type]"
        ),
        (
            "text: A.\n    sample: lost-update\n    exits: 0\n    all:\n      - {id: a}",
            "7:9: error: nothing says how this condition is to be checked [claim-invalid]\nNote.md:7:10: warning: a condition has no property “id” [property-unknown]"
        ),
        (
            "text: A.\n    sample: lost-update\n    exits: 0\n    print: a",
            "6:5: warning: a claim has no property “print” [property-unknown]"
        ),
        (
            "text: A.\n    ratio: mem.threads / spawn.threads@10\n    at-least: 1",
            "4:12: error: “mem.threads” is a memory and “spawn.threads@10” a time: their ratio means nothing [claim-invalid]"
        ),
    ])
    func reportsMistakes(_ body: String, _ expected: String) {
        let yaml = "\nclaims:\n  - \(body)"
        let (notes, _) = ModelFixture.data([("Note.md", yaml)])
        let (_, diagnostics) = readClaims(
            notes,
            measures: [
                "mem": measure("mem", unit: "KiB", ["threads", "asyncio"]),
                "spawn": measure("spawn", unit: "us", ["threads", "asyncio"], at: [10, 100]),
            ],
            samples: SampleNames([("Note.md", "lost-update")]), units: .builtIn)
        #expect(described(diagnostics).joined(separator: "\n") == "Note.md:" + expected)
    }
}
