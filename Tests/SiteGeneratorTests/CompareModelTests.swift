import Testing

@testable import Evidence
@testable import Files
@testable import SiteGenerator
@testable import Vault

/// Tests that each mistake in the data model is reported at its place.
@Suite struct CompareModelTests {
    static let sound = """
        groups: [cost, fit]
        criteria:
          model: {group: fit, kind: fact}
          parallel: {group: fit, kind: checked, values: [yes, no, partly]}
          spawn: {group: cost, kind: measured, unit: us, better: lower}
          stack: {group: cost, kind: fact, unit: KiB}
          ease: {group: fit, kind: opinion, rating: 1..5}
        """

    static let names = EvidenceNames(
        claims: ["threads-take-turns", "one-loop"],
        measures: [
            "spawn": measure("spawn", unit: "us", ["threads", "asyncio"], at: [10, 1000]),
            "mem": measure("mem", unit: "KiB", ["threads", "asyncio"]),
        ])

    @Test func tenMistakesInCriteriaGiveTenMessages() {
        let fixture = ModelFixture(
            model: """
                groups: [cost, {label: Fit}, cost]
                units: {size: [page, book]}
                criteria:
                  - id: model
                    kind: facts
                  - {id: spawn, group: cots, kind: measured, unit: us, better: lower}
                  - {id: mem, kind: measured, unit: KB, better: less}
                  - {id: mem, kind: fact}
                  - {label: Nameless, kind: fact}
                  - {id: ease, kind: opinion, rating: best}
                  - {id: help, kind: fact, hlep: what}
                """)
        #expect(
            described(fixture.diagnostics) == [
                "_model/criteria.yml:1:16: error: a group has no `id` [criterion-invalid]",
                "_model/criteria.yml:1:30: error: the group “cost” is defined twice [criterion-duplicate]",
                "_model/criteria.yml:2:16: error: the size of the unit “page” is unknown [unit-unknown]",
                "_model/criteria.yml:2:22: error: the size of the unit “book” is unknown [unit-unknown]",
                "_model/criteria.yml:5:11: error: the kind of the criterion “model” must be fact, checked, measured or opinion, and this is “facts” [criterion-invalid]",
                "_model/criteria.yml:6:24: error: no group is named “cots” [criterion-invalid]",
                "_model/criteria.yml:7:37: error: no unit is named “KB” [unit-unknown]",
                "_model/criteria.yml:7:49: error: `better` of the criterion “mem” must be lower or higher, and this is “less” [criterion-invalid]",
                "_model/criteria.yml:8:10: error: the criterion “mem” is defined twice [criterion-duplicate]",
                "_model/criteria.yml:9:5: error: a criterion has no `id` [criterion-invalid]",
                "_model/criteria.yml:10:39: error: the rating of the criterion “ease” must be a scale, and this is the text “best” [criterion-invalid]",
                "_model/criteria.yml:11:28: warning: a criterion has no property “hlep” [property-unknown]",
            ])
        #expect(
            fixture.diagnostics.compactMap(\.help).filter { $0.hasPrefix("did you mean") } == [
                "did you mean “fact”?", "did you mean “cost”?", "did you mean “kB”?",
                "did you mean “help”?",
            ])
    }

    @Test func measuredCriteriaNeedTheirUnitAndDirection() {
        let fixture = ModelFixture(
            model: """
                criteria:
                  spawn: {kind: measured, values: [fast]}
                  none: {label: No kind}
                  bad id: {kind: fact}
                  text: yes
                """)
        #expect(
            described(fixture.diagnostics) == [
                "_model/criteria.yml:2:3: error: the criterion “spawn” is measured and doesn't say what is `better` [criterion-invalid]",
                "_model/criteria.yml:2:3: error: the criterion “spawn” is measured and has no `unit` [criterion-invalid]",
                "_model/criteria.yml:2:35: error: the criterion “spawn” is measured: it can't have `values` [criterion-invalid]",
                "_model/criteria.yml:3:3: error: the criterion “none” has no `kind` [criterion-invalid]",
                "_model/criteria.yml:4:3: error: “bad id” can't be the `id` of a criterion [criterion-invalid]",
                "_model/criteria.yml:5:9: error: the criterion “text” must be a map, and this is the text “yes” [property-type]",
            ])
    }

    @Test func criteriaMayBeAListOrAMapAndGroupsOrderThem() {
        let list = ModelFixture(
            model: """
                groups: [b, a]
                criteria: [{id: one, group: a, kind: fact}, {id: two, group: b, kind: fact}, {id: three, kind: fact}]
                """)
        let map = ModelFixture(
            model: """
                groups: [{id: b}, {id: a}]
                criteria: {one: {group: a, kind: fact}, two: {group: b, kind: fact}, three: {kind: fact}}
                """)
        #expect(list.registry.criteria.map(\.id) == ["two", "one", "three"])
        #expect(map.registry.criteria.map(\.id) == ["two", "one", "three"])
        #expect(described(list.diagnostics + map.diagnostics) == [])
    }

    @Test func twelveMistakesInTraitsGiveTwelveMessages() {
        let fixture = ModelFixture(
            model: Self.sound,
            notes: [
                (
                    "Threads.md",
                    """
                    subject: {id: threads, lable: Threads}
                    traits:
                      model: Preemptive
                      modle: Preemptive
                      parallel: {value: mostly, claim: [threads-take-turn]}
                      spawn: 200 us
                      stack: {value: 8 s, source: limits.h, as_of: "2.36"}
                      ease: {value: Easy, rating: 7}
                    """
                ),
                (
                    "Asyncio.md",
                    """
                    subject: {id: asyncio}
                    traits:
                      model: {value: Cooperative, source: PEP 3156}
                      parallel: {measure: spawn.asyncio@10}
                      spawn: {measure: spawn.asyncio@100}
                      stack: {na: true}
                      ease: {value: Easy, because: [mem]}
                    """
                ),
                ("Nobody.md", "subject: {label: Nobody}"),
                ("Zwei.md", "subject: {id: threads}"),
            ], names: Self.names)
        #expect(
            described(fixture.diagnostics) == [
                "Asyncio.md:3:18: error: “model” of “asyncio” has a source, but not the version it holds for [trait-source]",
                "Asyncio.md:4:23: error: “parallel” of “asyncio” names a measurement, but is of the kind “checked” [trait-measure]",
                "Asyncio.md:5:20: error: “spawn” was not measured at “100” [measure-unknown]",
                "Asyncio.md:6:15: error: “stack” of “asyncio” does not apply, and no reason is given [trait-reason]",
                "Asyncio.md:7:33: error: “ease” of “asyncio” gives “mem” as its reason: no criterion or claim has that name [trait-reason]",
                "Nobody.md:1:10: error: this subject has no `id` [subject-invalid]",
                "Threads.md:1:24: warning: a subject has no property “lable” [property-unknown]",
                "Threads.md:3:10: error: “model” of “threads” is a fact, and no source is named [trait-source]",
                "Threads.md:4:3: error: no criterion is named “modle” [criterion-unknown]",
                "Threads.md:5:21: error: “parallel” of “threads” must be yes, no or partly, and this is “mostly” [trait-value]",
                "Threads.md:5:37: error: no claim is named “threads-take-turn” [claim-unknown]",
                "Threads.md:6:10: error: “spawn” of “threads” is measured, and this gives a value instead [trait-measure]",
                "Threads.md:7:18: error: “stack” of “threads” is given in KiB, and “8 s” has a unit of another kind [trait-value]",
                "Threads.md:8:17: error: “ease” of “threads” is an opinion without its reasons [trait-reason]",
                "Threads.md:8:17: error: the rating of “ease” of “threads” must be from 1 to 5 [trait-value]",
                "Zwei.md:1:15: error: the subject “threads” is defined by two notes [subject-duplicate]",
            ])
    }

    @Test(
        arguments: [
            (
                "{measure: spawn}",
                "3:20: error: “spawn” names a measurement, but not which of its subjects [trait-measure]"
            ),
            (
                "{measure: spwan.threads@10}",
                "3:20: error: no measurement is named “spwan” [measure-unknown]"
            ),
            (
                "{measure: spawn.thread@10}",
                "3:20: error: the measurement “spawn” has no subject “thread” [measure-unknown]"
            ),
            (
                "{measure: spawn.threads}",
                "3:20: error: “spawn” was measured at several values, and none is named [measure-unknown]"
            ),
            (
                "{measure: mem.threads}",
                "3:20: error: “mem” is measured in KiB, which can't be shown in us [trait-measure]"
            ),
            (
                "{measure: mem.threads@3}",
                "3:20: error: the measurement “mem” has no parameter [measure-unknown]"
            ),
            (
                "{measure: spawn.threads@10, value: 3}",
                "3:45: error: “the trait “spawn”” gives a value beside its measure [trait-measure]"
            ),
            (
                "[a, b]",
                "3:10: error: the trait “spawn” must be text, and this is a list [property-type]"
            ),
            (
                "{note: only}",
                "3:10: error: the trait “spawn” has neither `value` nor `measure` [trait-value]"
            ),
            ("{value: 8-12 ms, source: PEP 1, as_of: 3.11}", nil),
            (
                "{value: 3 KiB, source: PEP 1, as_of: 3.11}",
                "3:18: error: “spawn” of “threads” is given in us, and “3 KiB” has a unit of another kind [trait-value]"
            ),
            ("{na: true, why: The workers are reused}", nil),
            (
                "{value: x, source: PEP 1, as_of: 3.11, except: [{when: later}]}",
                "3:58: error: an exception of the trait “spawn” needs `when` and `value` [trait-value]"
            ),
        ] as [(String, String?)])
    func measuredTraits(_ trait: String, _ expected: String?) {
        let fixture = ModelFixture(
            model: Self.sound,
            notes: [("T.md", "subject: {id: threads}\ntraits:\n  spawn: \(trait)")],
            names: Self.names)
        let wanted = expected.map {
            ["T.md:" + $0.replacing("“the trait “spawn””", with: "the trait “spawn”")]
        }
        #expect(described(fixture.diagnostics) == wanted ?? [])
    }

    @Test func severalSubjectsInOneNote() {
        let fixture = ModelFixture(
            model: "criteria: {model: {kind: opinion}}",
            notes: [
                (
                    "Trio and Gevent.md",
                    """
                    subject:
                      - {id: trio, traits: {model: {value: a, because: It is so.}}}
                      - {id: gevent, label: Gevent}
                    traits:
                      gevent: {model: {value: b, because: It is so.}}
                    """
                )
            ])
        #expect(described(fixture.diagnostics) == [])
        #expect(fixture.subjects.map(\.id) == ["gevent", "trio"])
        #expect(
            fixture.subjects.map { $0.traits["model"]?.content } == [.stated("b"), .stated("a")])
    }

    /// A vault that was not written for this program can have properties of these names too.
    @Test func propertiesOfOtherToolsAreIgnored() {
        let notes = [
            ("A.md", "subject: Mathematics"), ("B.md", "subject: [Mathematics, Physics]"),
            ("C.md", "compare: apples\nclaims: [one, two]\nmeasures: 3"),
            ("D.md", "subject:\ncompare: []\nclaims: []\nmeasures:"),
        ]
        let fixture = ModelFixture(model: "", notes: notes)
        let data = ModelFixture.data(notes).notes
        let claims = readClaims(data, measures: nil, samples: nil, units: .builtIn)
        let measures = readMeasures(data, arms: [], units: .builtIn)
        #expect(
            described(fixture.diagnostics + claims.diagnostics + measures.diagnostics) == [
                "C.md:1:10: warning: “compare” is the text “apples” and is left alone [property-type]",
                "C.md:2:9: warning: “claims” is a list and is left alone [property-type]",
                "C.md:3:11: warning: “measures” is the number 3 and is left alone [property-type]",
            ])
    }

    @Test func subjectsAreSortedByOrderAndFamily() {
        let fixture = ModelFixture(
            model: "criteria: {c: {kind: opinion}}",
            notes: [
                ("A.md", "subject: {id: asyncio, label: Asyncio, family: loops}"),
                ("B.md", "subject: {id: pool, label: Thread pool, family: threads}"),
                ("C.md", "subject: {id: processes, label: Processes}"),
                ("D.md", "subject: {id: threads, label: Threads, family: threads, order: 1}"),
                ("E.md", "subject: {id: trio, label: Trio, family: loops}"),
            ])
        #expect(fixture.subjects.map(\.id) == ["threads", "pool", "asyncio", "trio", "processes"])
    }

    @Test(
        arguments: [
            (
                "compare: all",
                "1:10: warning: “compare” is the text “all” and is left alone [property-type]"
            ),
            (
                "compare: {groups: [cost]}",
                "1:1: error: this comparison names no `subjects` [compare-invalid]"
            ),
            (
                "compare: {subjects: [threads]}",
                "1:21: error: a comparison needs two subjects or more [compare-invalid]"
            ),
            (
                "compare: {subjects: [threads, threads, asyncio]}",
                "1:31: error: the subject “threads” occurs twice [compare-invalid]"
            ),
            (
                "compare: {subjects: [threads, asincio]}",
                "1:31: error: no note defines the subject “asincio” [subject-unknown]"
            ),
            (
                "compare: {subjects: all, groups: [costs]}",
                "1:35: error: no group is named “costs” [compare-invalid]"
            ),
            (
                "compare: {subjects: all, criteria: [mem]}",
                "1:37: error: no criterion is named “mem” [criterion-unknown]"
            ),
            (
                "compare: {subjects: all, criteria: [ease, ease]}",
                "1:43: error: the criterion “ease” occurs twice [compare-invalid]"
            ),
            (
                "compare: {subjects: all, group_by: kind}",
                "1:36: error: `group_by` must be group or none, and this is “kind” [compare-invalid]"
            ),
            (
                "compare: {subjects: all, row: []}",
                "1:26: warning: a comparison has no property “row” [property-unknown]"
            ),
            (
                "compare: {subjects: all, rows: [{values: {}}]}",
                "1:33: error: this row has neither `criterion` nor `label` [compare-invalid]"
            ),
            (
                "compare: {subjects: all, rows: [{criterion: eas}]}",
                "1:45: error: no criterion is named “eas” [criterion-unknown]"
            ),
            (
                "compare: {subjects: all, rows: [{criterion: ease, seed: [one]}]}",
                "1:57: error: `seed` has 1 texts for 2 subjects [compare-invalid]"
            ),
            (
                "compare: {subjects: all, rows: [{label: A, values: {thread: x}}]}",
                "1:53: error: this comparison has no subject “thread” [subject-unknown]"
            ),
            (
                "compare: {subjects: all, rows: [{label: A, values: {threads: x}}]}",
                "1:62: warning: nothing shows how “A” of “threads” is known [trait-source]"
            ),
            (
                "compare: {subjects: all, rows: [{label: A, values: {threads: {value: x, because: y}}}]}",
                nil
            ),
            (
                "compare: {subjects: all, rows: [ease]}",
                "1:33: error: a row must be a map with `criterion` or `label`, and this is the text “ease” [property-type]"
            ),
        ] as [(String, String?)])
    func comparisons(_ yaml: String, _ expected: String?) {
        let fixture = ModelFixture(
            model: Self.sound,
            notes: [
                ("T.md", "subject: {id: threads}"), ("A.md", "subject: {id: asyncio}"),
                ("Compare.md", yaml),
            ])
        #expect(described(fixture.diagnostics) == (expected.map { ["Compare.md:" + $0] } ?? []))
    }

    @Test func aPairIsComparedOnce() {
        let fixture = ModelFixture(
            model: Self.sound,
            notes: [
                ("A.md", "subject: {id: asyncio}"), ("T.md", "subject: {id: threads}"),
                ("One.md", "compare: {subjects: [threads, asyncio]}"),
                ("Two.md", "title: Again\ncompare: {subjects: [asyncio, threads]}"),
                ("All.md", "compare: {subjects: all}"),
            ])
        #expect(
            described(fixture.diagnostics) == [
                "Two.md:2:1: error: “asyncio” and “threads” are compared by two notes [comparison-redundant]"
            ])
        #expect(fixture.model.pairs.map { [$0.a.id, $0.b.id] } == [["threads", "asyncio"]])
    }

    /// Any YAML gives messages, and never a crash.
    @Test(arguments: [
        "", "[]", "1", "groups: 1", "groups: {a: {label: [x]}}", "criteria: x",
        "criteria: [1, [2]]",
        "units: [s]", "units: {time: {us: -1}}", "criteria: {a: {kind: [x], values: {y: z}}}",
        "criteria: {a: {kind: opinion, rating: 5..1}}", "groups: [[a]]", "criteria: {\"\": {}}",
        "criteria: {a: {kind: measured, unit: [], better: {}}}",
    ])
    func anyYAMLGivesMessages(_ model: String) {
        for note in [
            "subject: 1", "subject: [1]", "subject: {id: [a]}", "traits: 1",
            "subject: {id: a}\ntraits: [1]", "subject: {id: a}\ntraits: {a: {because: {x: y}}}",
            "compare: {subjects: {a: b}}", "compare: {subjects: all, rows: {a: b}}",
            "compare: {subjects: [], criteria: {a: b}, groups: 1}", "claims: 1",
            "claims: [1, {id: []}, {text: a, all: [1]}]", "measures: [1]", "measures: {a: [1]}",
            "measures: {a: {params: [1], unit: {}, rounds: many, timeout: soon}}",
        ] {
            _ = ModelFixture(model: model, notes: [("A.md", note)])
            let notes = ModelFixture.data([("A.md", note)]).notes
            _ = readClaims(notes, measures: [:], samples: SampleNames([]), units: .builtIn)
            _ = readMeasures(notes, arms: [], units: .builtIn)
        }
    }
}

func measure(
    _ name: String, unit: String, _ subjects: [String], at values: [Int] = []
) -> MeasureDefinition {
    var result = MeasureDefinition(
        name: name, title: name, unit: UnitTable.builtIn[unit] ?? .second, better: .lower, note: 0,
        file: "M.md", span: .init(line: 1, column: 1))
    result.arms = subjects.map {
        MeasureDefinition.Arm(subject: $0, note: "M.md", sample: $0, line: 1)
    }
    if !values.isEmpty {
        result.parameters = [
            MeasureDefinition.Parameter(name: "n", values: values.map { "\($0)" })
        ]
    }
    return result
}
