/// What the evidence says about a claim.
package struct Verdict: Sendable, Hashable {
    package enum Outcome: String, Sendable, Hashable, CaseIterable, Codable {
        case holds, refuted, undecided
        case notRun = "not run"
    }

    package var claim: Claim
    package var outcome: Outcome
    /// What was seen, as one sentence or more.
    package var evidence: String
    /// ISO 8601, of the oldest evidence; empty when there is none.
    package var date: String
    package var host: String
    package var runtimeVersion: String
    /// How near the threshold the value lies, as the factor between them; nil where that has no
    /// meaning.
    package var margin: Double?

    package init(
        claim: Claim, outcome: Outcome, evidence: String, date: String = "", host: String = "",
        runtimeVersion: String = "", margin: Double? = nil
    ) {
        self.claim = claim
        self.outcome = outcome
        self.evidence = evidence
        self.date = date
        self.host = host
        self.runtimeVersion = runtimeVersion
        self.margin = margin
    }
}
