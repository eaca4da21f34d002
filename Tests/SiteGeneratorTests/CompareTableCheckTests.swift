import Testing

@testable import Evidence
@testable import Files
@testable import SiteGenerator

/// Tests of the warnings about tables, and about the model as a whole, when there are results.
@Suite struct CompareTableCheckTests {
    static let criteria = """
        groups: [cost, fit]
        criteria:
          spawn: {group: cost, label: Start, kind: measured, unit: us, better: lower}
          mem: {group: cost, label: Memory, kind: measured, unit: KiB, better: lower}
          sharing: {group: fit, label: Shares memory, kind: fact}
          ease: {group: fit, label: Ease, kind: opinion, rating: 1..5}
          taste: {group: fit, label: Taste, kind: opinion}
        """

    static func subject(_ id: String, _ traits: String) -> (path: String, frontMatter: String) {
        (
            "\(id).md",
            "subject: {id: \(id)}\ntraits:\n"
                + traits.split(separator: "\n").map { "  \($0)\n" }.joined()
        )
    }

    static let notes: [(path: String, frontMatter: String)] = [
        subject(
            "threads",
            """
            spawn: {measure: spawn.threads@1000}
            mem: {measure: mem.threads}
            sharing: {value: all objects, source: PEP 1, as_of: "3.9"}
            ease: {value: Easy, rating: 5, because: [spawn]}
            taste: {value: Good, because: It tastes good.}
            """),
        subject(
            "asyncio",
            """
            spawn: {measure: spawn.asyncio@1000}
            mem: {measure: mem.asyncio}
            sharing: {value: all objects, source: PEP 1, as_of: "3.10"}
            ease: {value: Hard, rating: 2, because: [spawn]}
            taste: {value: Bad, because: It tastes bad.}
            """),
        subject("lonely", "mem: {na: true, why: It has none}"),
        (
            "Compare.md",
            "compare:\n  subjects: [threads, asyncio]\n  criteria: [spawn, mem, sharing]"
        ),
    ]

    static let fixture = ModelFixture(model: criteria, notes: notes)

    static func evidence(
        threads: MeasuredQuantity = quantity(208, 196, 220),
        asyncio: MeasuredQuantity = quantity(14, 13, 15)
    ) -> TableEvidence {
        TableEvidence(
            results: MeasurementResults([
                view("spawn", at: "1000", [("threads", threads), ("asyncio", asyncio)]),
                view(
                    "mem", unit: "KiB",
                    [
                        ("threads", quantity(16, 15.9, 16.1, "KiB")),
                        ("asyncio", quantity(1.1, 1.05, 1.12, "KiB")),
                    ]),
            ]))
    }

    @Test(arguments: [
        (evidence(), []),
        (
            TableEvidence(results: MeasurementResults()),
            [
                "error: “spawn.asyncio@1000” has no result (asyncio) [trait-measure]",
                "error: “spawn.threads@1000” has no result (threads) [trait-measure]",
                "error: “mem.asyncio” has no result (asyncio) [trait-measure]",
                "error: “mem.threads” has no result (threads) [trait-measure]",
            ]
        ),
        (TableEvidence(), []),
        (
            evidence(asyncio: quantity(14, 13, 15, host: "Xeon")),
            [
                "error: the row “spawn” mixes results of different hosts: EPYC, 2 cores (threads) and Xeon (asyncio) [row-mixed]"
            ]
        ),
        (
            evidence(threads: quantity(208, 150, 260)),
            [
                "warning: “spawn.threads@1000” (threads) is uncertain by more than 30 %: 210 ± 60\u{202F}µs [measure-spread]"
            ]
        ),
        (
            evidence(threads: quantity(208, 150, 260, isUsable: false, reason: "steal time")),
            [
                "warning: “spawn.threads@1000” (threads) is not to be relied on: steal time [measure-unusable]"
            ]
        ),
    ])
    func checksResults(_ evidence: TableEvidence, _ expected: [String]) throws {
        #expect(described(Self.fixture.diagnostics) == [])
        let diagnostics = try Self.fixture.firstTable(evidence: evidence).diagnostics
        let lines = described(diagnostics)
        #expect(lines.map { String($0.split(separator: " ", maxSplits: 1)[1]) } == expected)
        #expect(lines.allSatisfy { $0.hasPrefix("Compare.md:3:") })
    }

    @Test("Runtimes that were measured in turn can stand in one row, and each cell names its own")
    func runtimesMeasuredTogether() throws {
        let older = quantity(208, 196, 220, version: "Python 3.11.7")
        let newer = quantity(14, 13, 15, version: "Python 3.14.0")
        func row(_ asyncio: MeasuredQuantity) throws -> (ComparisonTable.Row, [String]) {
            let results = MeasurementResults([
                view("spawn", at: "1000", [("threads", older), ("asyncio", asyncio)])
            ])
            let (table, diagnostics) = try Self.fixture.firstTable(
                evidence: TableEvidence(results: results))
            let row = try #require(table.rows.first { $0.criteria == ["spawn"] })
            return (row, described(diagnostics).filter { $0.contains("row-mixed") })
        }
        let (mixed, problems) = try row(newer)
        #expect(problems == [])
        #expect(
            mixed.cells.map { $0.parts.first?.runtime } == ["Python 3.11.7", "Python 3.14.0"])
        #expect(try row(older).0.cells.allSatisfy { $0.parts.first?.runtime == nil })
    }

    @Test("Runtimes that were measured apart can't stand in one row")
    func runtimesMeasuredApart() throws {
        var notes = Self.notes
        notes[1].frontMatter = notes[1].frontMatter.replacing(
            "spawn.asyncio", with: "start.asyncio")
        let fixture = ModelFixture(model: Self.criteria, notes: notes)
        let results = MeasurementResults([
            view(
                "spawn", at: "1000",
                [("threads", quantity(208, 196, 220, version: "Python 3.11.7"))]),
            view(
                "start", at: "1000", [("asyncio", quantity(14, 13, 15, version: "Python 3.13.0"))]),
        ])
        let (_, found) = try fixture.firstTable(evidence: TableEvidence(results: results))
        #expect(
            described(found).filter { $0.contains("row-mixed") } == [
                "Compare.md:3:14: error: the row “spawn” mixes results of different versions: Python 3.11.7 (threads) and Python 3.13.0 (asyncio) [row-mixed]"
            ])
    }

    @Test func parametersOfOneRowMustAgree() throws {
        var notes = Self.notes
        notes[1].frontMatter = notes[1].frontMatter.replacing("asyncio@1000", with: "asyncio@10")
        let fixture = ModelFixture(model: Self.criteria, notes: notes)
        var spawn = view(
            "spawn", at: "1000",
            [("threads", quantity(208, 196, 220)), ("asyncio", quantity(14, 13, 15))])
        spawn.series.append(
            MeasurementView.Series(
                parameter: "10",
                arms: [
                    .init(
                        subject: "asyncio", label: "a", quantity: quantity(60, 58, 61), values: [])
                ]))
        let mem = view(
            "mem", unit: "KiB",
            [("threads", quantity(1, 1, 1, "KiB")), ("asyncio", quantity(2, 2, 2, "KiB"))])
        let found = try fixture.firstTable(
            evidence: TableEvidence(results: MeasurementResults([spawn, mem]))
        ).diagnostics
        #expect(
            described(found) == [
                "Compare.md:3:14: error: the row “spawn” mixes results of different parameters: 1000 (threads) and 10 (asyncio) [row-mixed]"
            ])
    }

    @Test func missingTraitsAreCountedAsWarnings() throws {
        let fixture = ModelFixture(
            model: Self.criteria,
            notes: [
                Self.subject("a", "ease: {value: x, because: y}"),
                Self.subject("b", "taste: {value: x, because: y}"),
                (
                    "Compare.md",
                    """
                    compare:
                      subjects: [a, b]
                      groups: fit
                      rows:
                        - {label: Own, values: {a: {value: x, because: y}}}
                    """
                ),
            ])
        let (table, diagnostics) = try fixture.firstTable()
        #expect(
            described(diagnostics) == [
                "Compare.md:3:11: warning: “ease” is not stated for “b” [trait-missing]",
                "Compare.md:3:11: warning: “sharing” is not stated for “a” and “b” [trait-missing]",
                "Compare.md:3:11: warning: “taste” is not stated for “a” [trait-missing]",
                "Compare.md:5:7: warning: “Own” is not stated for “b” [trait-missing]",
            ])
        #expect(table.sections.map { $0.group?.label } == ["Fit", "Other"])
        let html = comparisonHTML(table, id: "c") { _ in nil }
        #expect(
            html.contains(
                "<td class=\"cell-missing\" data-subject=\"b\" data-label=\"b\"><span class=\"cell-value\">not stated</span>"
            ))
    }

    @Test func modelAsAWholeIsWarnedAbout() {
        let found = Self.fixture.model.warnings(
            evidence: Self.evidence(), currentVersion: { _ in "Python 3.11.7" })
        #expect(
            described(found) == [
                "_model/criteria.yml:5:3: warning: “sharing” is “all objects” for all 2 subjects [row-uniform]",
                "_model/criteria.yml:7:3: note: “taste” is opinion throughout, and no reason names a measured or checked row [row-opinion]",
                "lonely.md:1:15: warning: no note compares “lonely” with anything [subject-uncompared]",
                "threads.md:5:20: warning: “sharing” of “threads” is as of 3.9, and samples run on 3.11 [source-old]",
                "threads.md:6:44: warning: “threads” is rated above “asyncio” because of “spawn”, where it is worse: 210\u{202F}µs against 14\u{202F}µs [rating-contradicted]",
            ])
    }

    @Test func pairsWithLittleInCommonAreWarnedAbout() {
        let na = (1...4).map { "c\($0): {na: true, why: no}" }.joined(separator: "\n")
        let criteria = (1...5).map { "  c\($0): {kind: opinion}\n" }.joined()
        let fixture = ModelFixture(
            model: "criteria:\n" + criteria,
            notes: [
                Self.subject("a", na), Self.subject("b", "c5: {value: x, because: y}"),
                ("C.md", "compare: {subjects: [a, b]}"),
            ])
        let found = fixture.model.warnings(evidence: TableEvidence())
        #expect(
            described(found) == [
                "C.md:1:1: warning: 4 of 5 rows don't apply to both “a” and “b” [comparison-sparse]"
            ])
    }

    @Test func unitsOfOneDimensionConvert() throws {
        let (table, _) = try Self.fixture.firstTable(
            evidence: Self.evidence(threads: quantity(0.208, 0.196, 0.22, "ms")))
        #expect(table.rows[0].cells[0].parts[0].text == "210 ± 10\u{202F}µs")
    }
}
