import Basics
package import Markdown
package import Vault

/// Returns the diagnostics for the verdicts. Refuted claims are errors, since the text is wrong as
/// it stands.
package func verdictDiagnostics(_ verdicts: [Verdict]) -> [Diagnostic] {
    verdicts.compactMap { verdict in
        let claim = verdict.claim
        func diagnostic(
            _ severity: Diagnostic.Severity, _ code: DiagnosticCode, _ message: String,
            help: String
        ) -> Diagnostic {
            Diagnostic(
                severity, code, file: claim.file, span: claim.span, message,
                notes: [verdict.evidence], help: help)
        }
        switch verdict.outcome {
        case .refuted:
            return diagnostic(
                .error, .claimRefuted, "this claim is refuted: \(claim.text)",
                help: "correct the text, or what it is checked by")
        case .undecided:
            return diagnostic(
                .note, .claimUndecided, "this claim is undecided: \(claim.text)",
                help: "measure again on a quieter machine, or claim less")
        case .notRun: return nil
        case .holds:
            guard let margin = verdict.margin, margin < 1.5 else { return nil }
            return diagnostic(
                .note, .claimMargin,
                "this claim holds by a factor of no more than \(decimalText(margin, decimals: 2)): "
                    + "another machine may refute it",
                help: "claim less, if the text allows it")
        }
    }
}

/// A verdict, as reported to the caller of the check.
package struct JudgedClaim: Sendable, Codable {
    package var id: String
    package var text: String
    package var outcome: Verdict.Outcome
    package var evidence: String
    package var file: String
    package var span: SourceSpan
    /// The date of the oldest evidence in ISO 8601; like the properties after it, nil if there is
    /// none.
    package var date: String?
    package var host: String?
    package var runtimeVersion: String?

    package init(_ verdict: Verdict) {
        id = verdict.claim.id
        text = verdict.claim.text
        outcome = verdict.outcome
        evidence = verdict.evidence
        file = verdict.claim.file
        span = verdict.claim.span
        date = present(verdict.date)
        host = present(verdict.host)
        runtimeVersion = present(verdict.runtimeVersion)
    }
}

private func present(_ text: String) -> String? { text.isEmpty ? nil : text }

/// Returns all verdicts as JSON, in the order of the claims.
package func verdictsJSON(_ verdicts: [Verdict], noteAddress: (Int) -> String) -> String {
    struct Entry: Encodable {
        var id: String
        var text: String
        var check: String
        var verdict: Verdict.Outcome
        var evidence: String
        var page: String
        var date: String?
        var host: String?
        var runtime: String?
    }
    struct Document: Encodable {
        var counts: [String: Int]
        var claims: [Entry]
    }
    var counts: [String: Int] = [:]
    for outcome in Verdict.Outcome.allCases {
        counts[outcome.rawValue] = verdicts.count { $0.outcome == outcome }
    }
    return stableJSON(
        Document(
            counts: counts,
            claims: verdicts.map {
                Entry(
                    id: $0.claim.id, text: $0.claim.text, check: $0.claim.check,
                    verdict: $0.outcome,
                    evidence: $0.evidence, page: noteAddress($0.claim.note), date: present($0.date),
                    host: present($0.host), runtime: present($0.runtimeVersion))
            }))
}

/// Reports `[!claim] id` callouts that name no claim.
package func claimCalloutDiagnostics(
    _ callouts: [SlottedCallout], file: String, claims: [Claim],
    others: [SlottedCallout] = [], written: [String] = []
) -> [Diagnostic] {
    let ids = claims.map(\.id)
    let known = Set(ids).union(written)
    let misspelt = others.filter {
        known.contains($0.title.trimmed)
            && (["claims", "verdict"].contains($0.type)
                || nearest(to: $0.type, among: ["claim"]) != nil)
    }.map {
        Diagnostic(
            .warning, .claimUnknown, file: file, span: $0.span,
            "a callout “\($0.type)” shows no claim, and “\($0.title.trimmed)” is one",
            help: "write `> [!claim] \($0.title.trimmed)`")
    }
    return misspelt
        + callouts.filter { $0.type == "claim" && !known.contains($0.title.trimmed) }.map {
            // This note's own claims are the likelier meant.
            let own = claims.filter { $0.file == file }.map(\.id)
            let id = $0.title.trimmed
            return Diagnostic(
                .error, .claimUnknown, file: file, span: $0.span,
                id.isEmpty ? "this callout names no claim" : "no claim is named “\(id)”",
                help: nearest(to: id, among: ids).map { "did you mean “\($0)”?" }
                    ?? suggestion(for: id, among: own, named: "claims of this note"))
        }
}
