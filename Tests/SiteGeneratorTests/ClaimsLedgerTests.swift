import Testing

@testable import Evidence
@testable import Markdown
@testable import SiteGenerator
@testable import Vault

@Suite struct ClaimsLedgerTests {
    static func verdict(
        _ id: String, _ outcome: Verdict.Outcome, margin: Double? = nil
    ) -> Verdict {
        Verdict(
            claim: Claim(
                id: id, text: "Tasks < threads.",
                conditions: [
                    .bounded(
                        .value(MeasureReference(measure: "spawn", subject: "a")),
                        Claim.Bounds(atMost: 3))
                ], needsCanary: false, note: 4, file: "N.md", span: .init(line: 3, column: 9)),
            outcome: outcome, evidence: "It was 3 & more.", date: "2026-01-03T12:00:00Z",
            host: "EPYC", runtimeVersion: "Python 3.11.7", margin: margin)
    }

    static let verdicts = [
        verdict("a", .holds, margin: 3), verdict("b", .refuted), verdict("c", .undecided),
        verdict("d", .notRun), verdict("e", .holds, margin: 1.2),
    ]

    static func link(_ target: EvidenceTarget) -> String? {
        switch target {
        case .ledger: "ledger.html"
        case .claim(let id, let note): "note-\(note).html#^\(id)"
        case .measure(let name, let note): "note-\(note).html#measure-\(name)"
        default: nil
        }
    }

    @Test func showsAllVerdictsWithTheirEvidence() {
        let html = ledgerHTML(Self.verdicts, noteTitle: { "Note \($0)" }, link: Self.link)
        #expect(isBalanced(html))
        for expected in [
            "<dt>hold</dt><dd>2</dd>", "<dt>refuted</dt><dd>1</dd>", "<dt>not run</dt><dd>1</dd>",
            #"<input type="radio" name="verdict" id="ledger-notrun" value="notrun"><label for="ledger-notrun">not run</label>"#,
            #"<input type="radio" name="verdict" id="ledger-all" value="all" checked>"#,
            #"<li class="ledger-entry" id="claim-b" data-verdict="refuted"><span class="verdict verdict-refuted">refuted</span>"#,
            #"<p class="ledger-claim">Tasks &lt; threads.</p>"#,
            #"<p class="claim-evidence">It was 3 &amp; more. Python 3.11.7, EPYC, <time datetime="2026-01-03T12:00:00Z">2026-01-03</time>.</p>"#,
            ##"Claimed in <a href="note-4.html#^b">Note 4</a>, measured by <a href="note-4.html#measure-spawn">“spawn”</a>."##,
        ] {
            #expect(html.contains(expected), "\(expected)\nis missing in\n\(html)")
        }
        let order = html.matches(of: /id="claim-(.)"/).map { String($0.output.1) }
        #expect(order == ["b", "c", "d", "a", "e"])
    }

    @Test func verdictIsNextToTheClaim() {
        #expect(
            claimTitleHTML(Self.verdicts[0], link: Self.link)
                == "Tasks &lt; threads. <a class=\"verdict verdict-holds\" href=\"ledger.html#claim-a\">holds</a>"
        )
    }

    @Test func refutedClaimsAreErrors() {
        #expect(
            described(verdictDiagnostics(Self.verdicts)) == [
                "N.md:3:9: note: this claim holds by a factor of no more than 1.20: another machine may refute it [claim-margin]",
                "N.md:3:9: error: this claim is refuted: Tasks < threads. [claim-refuted]",
                "N.md:3:9: note: this claim is undecided: Tasks < threads. [claim-undecided]",
            ])
    }

    @Test func isPublishedAsJSON() {
        let json = verdictsJSON(Self.verdicts) { "note-\($0).html" }
        #expect(json.contains("\"refuted\" : 1"))
        #expect(json.contains("\"verdict\" : \"not run\""))
        #expect(json.contains("\"page\" : \"note-4.html\""))
        #expect(verdictsJSON([]) { _ in "" }.contains("\"claims\" : ["))
    }

    @Test(
        arguments: [
            ("claim", "a", nil), ("note", "whatever", nil),
            ("claim", "aa", "N.md:7:1: error: no claim is named “aa” [claim-unknown]"),
            ("claim", " ", "N.md:7:1: error: this callout names no claim [claim-unknown]"),
        ] as [(String, String, String?)])
    func calloutsNameClaims(_ type: String, _ title: String, _ expected: String?) {
        let callout = SlottedCallout(
            type: type, title: title, span: SourceSpan(line: 7, column: 1))
        let found = claimCalloutDiagnostics(
            [callout], file: "N.md", claims: Self.verdicts.map(\.claim))
        #expect(described(found) == (expected.map { [$0] } ?? []))
    }

    @Test func emptyLedgerHasANotice() {
        #expect(
            ledgerHTML([], noteTitle: { _ in "" }, link: { _ in nil }).contains("No note claims"))
    }
}
