/// The conclusion that the evidence allows about a claim.
package struct Verdict: Sendable, Hashable {
    package enum Outcome: String, Sendable, Hashable, CaseIterable, Codable {
        case holds, refuted, undecided
        case notRun = "not run"
    }

    package var claim: Claim
    package var outcome: Outcome
    /// The observations, as one sentence or more.
    package var evidence: String
    /// The date of the oldest evidence in ISO 8601; empty if there is none.
    package var date: String
    package var host: String
    package var runtimeVersion: String
    /// The factor between the value and the threshold; nil if it has no meaning.
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
