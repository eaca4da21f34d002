/// Returns the page of all claims: how many hold, and for each its verdict with the evidence. The
/// filter consists of radio buttons, which a style sheet can follow without a script.
package func ledgerHTML(
    _ verdicts: [Verdict], noteTitle: (Int) -> String, link: EvidenceLink
) -> String {
    var html = MarkupWriter()
    if verdicts.isEmpty {
        html.element("p", "No note claims anything yet.")
        return html.html
    }
    html.open("div", [("class", "ledger")])
    html.newline()
    writeCounts(verdicts, &html)
    writeFilter(verdicts, &html)
    html.open("ol", [("class", "ledger-entries")])
    html.newline()
    for verdict in verdicts.inLedgerOrder {
        writeEntry(verdict, noteTitle, link, &html)
    }
    html.close("ol")
    html.newline()
    html.close("div")
    html.newline()
    return html.html
}

/// Returns the title of a claim callout: the sentence, and the verdict with a link to the ledger.
package func claimTitleHTML(_ verdict: Verdict, link: EvidenceLink) -> String {
    var html = MarkupWriter()
    html.text(verdict.claim.text)
    html.text(" ")
    writeBadge(
        verdict.outcome, href: link(.ledger).map { $0 + "#claim-" + verdict.claim.id }, &html)
    return html.html
}

/// Returns the evidence of a verdict, as a paragraph below the claim.
package func claimEvidenceHTML(_ verdict: Verdict) -> String {
    var html = MarkupWriter()
    html.open("p", [("class", "claim-evidence")])
    html.text(verdict.evidence)
    let facts = [verdict.runtimeVersion, verdict.host].filter { !$0.isEmpty }
    if !facts.isEmpty { html.text(" " + facts.joined(separator: ", ")) }
    if !verdict.date.isEmpty {
        html.text(facts.isEmpty ? " " : ", ")
        html.element("time", [("datetime", verdict.date)], verdict.date.prefix(10))
    }
    if !facts.isEmpty || !verdict.date.isEmpty { html.text(".") }
    html.close("p")
    return html.html
}

/// Writes `<a class="verdict verdict-holds">holds</a>`.
func writeBadge(_ outcome: Verdict.Outcome, href: String?, _ html: inout MarkupWriter) {
    let style = "verdict verdict-" + outcome.className
    if let href {
        html.element("a", [("class", style), ("href", href)], outcome.rawValue)
    } else {
        html.element("span", [("class", style)], outcome.rawValue)
    }
}

private func writeCounts(_ verdicts: [Verdict], _ html: inout MarkupWriter) {
    html.open("dl", [("class", "ledger-counts")])
    for outcome in Verdict.Outcome.allCases {
        let count = verdicts.count { $0.outcome == outcome }
        if count == 0, outcome != .holds, outcome != .refuted { continue }
        html.wrap("div") {
            $0.element("dt", outcome == .holds ? "hold" : outcome.rawValue)
            $0.element("dd", "\(count)")
        }
    }
    html.close("dl")
    html.newline()
}

private func writeFilter(_ verdicts: [Verdict], _ html: inout MarkupWriter) {
    let present = Verdict.Outcome.allCases.filter { outcome in
        verdicts.contains { $0.outcome == outcome }
    }
    if present.count < 2 { return }
    html.open("fieldset", [("class", "ledger-filter")])
    html.element("legend", [("class", "visually-hidden")], "Show claims")
    let choices = [("all", "all")] + present.map { ($0.className, $0.rawValue) }
    for (index, (value, text)) in choices.enumerated() {
        html.open(
            "input",
            [
                ("type", "radio"), ("name", "verdict"), ("id", "ledger-" + value),
                ("value", value), ("checked", index == 0 ? "" : nil),
            ])
        html.element("label", [("for", "ledger-" + value)], text)
    }
    html.close("fieldset")
    html.newline()
}

private func writeEntry(
    _ verdict: Verdict, _ noteTitle: (Int) -> String, _ link: EvidenceLink,
    _ html: inout MarkupWriter
) {
    let claim = verdict.claim
    html.open(
        "li",
        [
            ("class", "ledger-entry"), ("id", "claim-" + claim.id),
            ("data-verdict", verdict.outcome.className),
        ])
    writeBadge(verdict.outcome, href: nil, &html)
    html.wrap("p", [("class", "ledger-claim")]) { $0.text(claim.text) }
    html.element("p", [("class", "claim-evidence ledger-check")], claim.check)
    html.raw(claimEvidenceHTML(verdict))
    html.wrap("p", [("class", "claim-evidence ledger-source")]) {
        $0.text("Claimed in ")
        $0.link(
            noteTitle(claim.note),
            to: link(.claim(claim.id, note: claim.note)) ?? link(.note(claim.note)))
        var measures: [String] = []
        for reference in claim.conditions.flatMap(\.references)
        where !measures.contains(reference.measure) {
            measures.append(reference.measure)
        }
        if !measures.isEmpty {
            $0.text(", measured by ")
            for (index, measure) in measures.enumerated() {
                if index > 0 { $0.text(", ") }
                $0.link("“\(measure)”", to: link(.measure(measure, note: claim.note)))
            }
        }
        $0.text(".")
    }
    html.close("li")
    html.newline()
}

extension [Verdict] {
    /// The verdicts by the attention that they need: refuted, undecided, not run, and then those
    /// that hold.
    var inLedgerOrder: [Verdict] {
        let order: [Verdict.Outcome] = [.refuted, .undecided, .notRun, .holds]
        return order.flatMap { outcome in filter { $0.outcome == outcome } }
    }
}
