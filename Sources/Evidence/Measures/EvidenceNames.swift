/// The names that traits may refer to, in addition to criteria. A property is nil if its names
/// are unknown; then references to them are not checked.
package struct EvidenceNames: Sendable {
    package var claims: [String]?
    package var measures: [String: MeasureDefinition]?

    package init(claims: [String]? = nil, measures: [String: MeasureDefinition]? = nil) {
        self.claims = claims
        self.measures = measures
    }
}
