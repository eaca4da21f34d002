/// The names that traits may refer to beside criteria. Nil where they aren't known, and therefore
/// not to be checked.
package struct EvidenceNames: Sendable {
    package var claims: [String]?
    package var measures: [String: MeasureDefinition]?

    package init(claims: [String]? = nil, measures: [String: MeasureDefinition]? = nil) {
        self.claims = claims
        self.measures = measures
    }
}
