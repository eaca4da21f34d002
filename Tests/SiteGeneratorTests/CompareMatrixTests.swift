import Testing

@testable import Evidence
@testable import Files
@testable import SiteGenerator

@Suite struct CompareMatrixTests {
    static let fixture = CompareSeedTableTests.fixture
    static let evidence = TableEvidence(results: CompareSeedTableTests.results)

    static func link(_ target: EvidenceTarget) -> String? {
        switch target {
        case .note(let index): "note-\(index).html"
        case .pair(let a, let b): "\(a)-vs-\(b).html"
        case .matrix: "matrix.html"
        default: nil
        }
    }

    @Test func hasControlsAndTheWholeTable() {
        let html = matrixHTML(Self.fixture.model, evidence: Self.evidence, link: Self.link)
        #expect(isBalanced(html))
        for expected in [
            #"<form class="matrix-controls" aria-label="What the table shows" hidden>"#,
            #"<input type="checkbox" name="subject" value="threads" id="matrix-subject-threads" checked><label for="matrix-subject-threads">Threads</label>"#,
            #"<option value="cost">Cost</option>"#,
            #"<option value="row:spawn">Columns by: Start and finish one idle unit</option>"#,
            #"<th scope="rowgroup" colspan="3"><span>What it is good for</span></th>"#,
            #"<tbody data-group="cost">"#,
            #"data-criterion="waits" data-kind="measured" data-differs="yes" data-better="lower""#,
            #"<a href="threads-vs-asyncio.html">Threads vs Asyncio</a>"#,
        ] {
            #expect(html.contains(expected), "\(expected)\nis missing in\n\(html)")
        }
    }

    @Test func pairsHaveEveryCriterion() throws {
        let model = Self.fixture.model
        let pair = try #require(model.pairs.first)
        #expect(pairName(pair.a, pair.b).title == "Threads vs Asyncio")
        #expect(pairName(pair.a, pair.b).slug == "threads-vs-asyncio")
        let html = pairHTML(
            pair.a, pair.b, of: model, evidence: Self.evidence, noteTitle: { "Note <\($0)>" },
            link: Self.link)
        #expect(isBalanced(html))
        #expect(html.contains("Discussed in <a href=\"note-2.html\">Note &lt;2&gt;</a>."))
        for criterion in model.registry.criteria {
            #expect(html.contains("data-criterion=\"\(criterion.id)\""))
        }
    }

    @Test func emptyModelHasANotice() {
        let empty = ModelFixture(model: "")
        #expect(
            matrixHTML(empty.model, evidence: TableEvidence(), link: { _ in nil })
                == "<p>There is nothing to compare yet.</p>")
    }

    @Test func modelIsPublishedAsJSON() {
        let json = modelJSON(Self.fixture.model, evidence: Self.evidence) { "note-\($0).html" }
        for expected in [
            "\"id\" : \"threads\"", "\"median\" : 208",
            "\"name\" : \"spawn.threads@1000\"", "\"page\" : \"note-2.html\"",
            "\"value\" : \"Preemptive\"", "\"when\" : \"free-threaded 3.13+\"",
        ] {
            #expect(json.contains(expected), "\(expected)\nis missing in\n\(json)")
        }
        #expect(
            json == modelJSON(Self.fixture.model, evidence: Self.evidence) { "note-\($0).html" })
    }

    @Test func everythingIsEscaped() throws {
        let evil = "<script>\\\"'&"
        let fixture = ModelFixture(
            model: """
                groups: [{id: g, label: "\(evil)"}]
                criteria:
                  c: {group: g, label: "\(evil)", kind: opinion, help: "\(evil)"}
                """,
            notes: [
                (
                    "A.md",
                    """
                    subject: {id: a, label: "\(evil)", env: "\(evil)"}
                    traits:
                      c: {value: "\(evil)", note: "\(evil)", because: "\(evil)", source: ["https://x/\(evil)", "javascript:alert(1)"], as_of: "\(evil)", since: "\(evil)", except: [{when: "\(evil)", value: "\(evil)", source: "\(evil)"}]}
                    """
                ),
                ("B.md", "subject: {id: b}"),
                (
                    "C.md",
                    """
                    title: t
                    compare:
                      subjects: [a, b]
                      title: "\(evil)"
                      rows:
                        - {criterion: c, label: "\(evil)", values: {a: "\(evil)", b: {value: "\(evil)", because: "\(evil)"}}, seed: ["\(evil)", "\(evil)"]}
                    """
                ),
            ])
        #expect(described(fixture.diagnostics) == [])
        let html =
            comparisonHTML(try fixture.firstTable().table, id: "x") { _ in "\"><script>" }
            + matrixHTML(fixture.model, evidence: TableEvidence()) { _ in "\"><script>" }
        #expect(!html.contains("<script"))
        #expect(!html.contains("href=\"javascript:"))
        #expect(isBalanced(html))
    }
}
