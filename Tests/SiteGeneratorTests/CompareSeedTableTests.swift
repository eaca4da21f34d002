import Testing

@testable import Evidence
@testable import Files
@testable import SiteGenerator

/// A table with the six rows of the handbook's first note.
@Suite struct CompareSeedTableTests {
    static let criteria = """
        groups: [scheduling, parallelism, cost, {id: fit, label: What it is good for}]
        criteria:
          model:    {group: scheduling, label: Who decides when to switch, kind: fact}
          parallel: {group: parallelism, label: Runs Python code in parallel, kind: checked, values: [yes, no, partly]}
          spawn:    {group: cost, label: Start and finish one idle unit, kind: measured, unit: us, better: lower}
          mem:      {group: cost, label: Memory per idle unit, kind: measured, unit: KiB, better: lower}
          waits:    {group: cost, label: 1000 waits of 50 ms, kind: measured, unit: s, better: lower}
          best_for: {group: fit, label: Ideal for, kind: opinion}
          ease:     {group: fit, label: Ease of use, kind: opinion, rating: 1..5}
        """

    static let threads = """
        subject: {id: threads, name: Threads}
        traits:
          model:    {value: Preemptive, note: "the OS, and the GIL every 5 ms", source: "https://docs.python.org/3.11/library/sys.html#sys.setswitchinterval", as_of: "3.11"}
          parallel: {value: partly, note: only C code that drops the GIL, claim: [C4, C5],
                     except: [{when: "free-threaded 3.13+", value: yes, source: PEP 703}]}
          spawn:    {measure: spawn.threads@1000}
          mem:      {measure: mem.threads}
          waits:    {measure: waits.threads}
          best_for: {value: Tens of blocking waits, because: [waits, C4]}
          ease:     {value: "Easy to start, hard to get right", rating: 3, because: [C4]}
        """

    static let asyncio = """
        subject: {id: asyncio, label: Asyncio}
        traits:
          model:    {value: Cooperative, source: PEP 3156, as_of: "3.11"}
          parallel: {value: no, claim: C5}
          spawn:    {measure: spawn.asyncio@1000}
          mem:      {measure: mem.asyncio}
          waits:    {measure: waits.asyncio}
          best_for: {value: Thousands of network waits, because: [waits]}
          ease:     {value: "Fewer surprises, more to learn", rating: 3, because: "Two kinds of functions."}
        """

    static let comparison = """
        compare:
          subjects: [threads, asyncio]
          rows:
            - {criterion: model,    label: Concurrency model, seed: [Preemptive multitasking, Cooperative multitasking]}
            - {criterion: best_for, label: Ideal for,         seed: [I/O-bound and some CPU-bound, I/O-bound]}
            - {criterion: parallel, label: True parallelism,  seed: [Limited (GIL-bound), "No"]}
            - {criteria: [spawn, mem], label: Overhead,       seed: [Higher (thread management), Lower]}
            - {criterion: ease,     label: Ease of use,       seed: [Simple, Requires understanding async]}
            - {criterion: waits,    label: Scalability,       seed: [Moderate, High]}
        """

    static let fixture = ModelFixture(
        model: criteria,
        notes: [
            ("Threads in Python.md", threads), ("Asyncio in Python.md", asyncio),
            ("Thread vs Asyncio.md", comparison),
        ], names: EvidenceNames(claims: ["C4", "C5"]))

    static let results = MeasurementResults([
        view(
            "spawn", at: "1000",
            [("threads", quantity(208, 196, 220)), ("asyncio", quantity(13.6, 13.2, 14.1))]),
        view(
            "mem", unit: "KiB",
            [
                ("threads", quantity(16.2, 16.1, 16.4, "KiB")),
                ("asyncio", quantity(1.1, 1.05, 1.12, "KiB")),
            ]),
        view(
            "waits", unit: "s",
            [
                ("threads", quantity(0.38, 0.36, 0.41, "s")),
                ("asyncio", quantity(68, 66, 71, "ms")),
            ]),
    ])

    @Test func hasNoDiagnostics() throws {
        #expect(described(Self.fixture.diagnostics) == [])
        let (table, diagnostics) = try Self.fixture.firstTable(
            evidence: TableEvidence(results: Self.results))
        #expect(described(diagnostics) == [])
        #expect(table.columns.map(\.label) == ["Threads", "Asyncio"])
    }

    @Test func hasSixRowsInOrderWithTheirOriginalTexts() throws {
        let table = try Self.fixture.firstTable(evidence: TableEvidence(results: Self.results))
            .table
        let lines = table.rows.map { row in
            row.label + ": "
                + row.cells.map { cell in
                    cell.parts.map { "\($0.kind.rawValue) \($0.text)" }.joined(separator: ", ")
                        + " (was: \(cell.original ?? "–"))"
                }.joined(separator: " | ")
        }
        #expect(
            lines == [
                "Concurrency model: fact Preemptive (was: Preemptive multitasking)"
                    + " | fact Cooperative (was: Cooperative multitasking)",
                "Ideal for: opinion Tens of blocking waits (was: I/O-bound and some CPU-bound)"
                    + " | opinion Thousands of network waits (was: I/O-bound)",
                "True parallelism: checked partly (was: Limited (GIL-bound))"
                    + " | checked no (was: No)",
                "Overhead: measured 210 ± 10\u{202F}µs, measured 16.2 ± 0.1\u{202F}KiB"
                    + " (was: Higher (thread management))"
                    + " | measured 13.6 ± 0.5\u{202F}µs, measured 1.10 ± 0.04\u{202F}KiB"
                    + " (was: Lower)",
                "Ease of use: opinion Easy to start, hard to get right (was: Simple)"
                    + " | opinion Fewer surprises, more to learn"
                    + " (was: Requires understanding async)",
                "Scalability: measured 0.38 ± 0.02\u{202F}s (was: Moderate)"
                    + " | measured 0.068 ± 0.003\u{202F}s (was: High)",
            ])
        #expect(table.rows.map { $0.cells.map(\.isBest) }.last == [false, true])
    }

    @Test func isARealTable() throws {
        let table = try Self.fixture.firstTable(evidence: TableEvidence(results: Self.results))
            .table
        let html = comparisonHTML(table, id: "compare") { target in
            switch target {
            case .note(let index): "note-\(index).html"
            case .measure(let name, let note): "note-\(note).html#measure-\(name)"
            default: nil
            }
        }
        for expected in [
            #"<figure class="comparison" id="compare">"#,
            #"<th scope="col" data-subject="threads"><a href="note-0.html">Threads</a></th>"#,
            #"<th scope="row"><span class="row-label">Concurrency model</span>"#,
            #"<td class="cell-fact" data-subject="threads" data-label="Threads"><span class="cell-value">Preemptive</span>"#,
            #"<td class="cell-measured cell-best" data-subject="asyncio" data-label="Asyncio" data-value="0.068" data-interval="0.066 0.071">"#,
            #"<a href="note-7.html#measure-spawn">210 ± 10"#,
            #"<span class="cell-kind">measured, best</span>"#,
            #"<q>Limited (GIL-bound)</q>"#,
            "free-threaded 3.13+: yes (PEP 703).",
            #"docs.python.org: sys.html § sys.setswitchinterval</a>, as of 3.11."#,
            "Because: 1000 waits of 50 ms; C4.",
        ] {
            #expect(html.contains(expected), "\(expected)\nis missing in\n\(html)")
        }
        #expect(isBalanced(html))
    }
}

/// True if every element that opens also closes, in the right order.
func isBalanced(_ html: String) -> Bool {
    let void: Set<Substring> = ["br", "input", "hr", "img", "meta", "link", "col"]
    var open: [Substring] = []
    for match in html.matches(of: /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:"[^"]*"|[^">])*)>/) {
        let name = match.output.2
        if match.output.1 == "/" {
            guard open.popLast() == name else { return false }
        } else if !void.contains(name), !match.output.3.hasSuffix("/") {
            open.append(name)
        }
    }
    return open.isEmpty
}
