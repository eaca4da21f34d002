package import Evidence

/// The comparison model, the claims and measurements, and their results.
package struct ComparisonViews: Sendable {
    package var model: ComparisonModel
    /// The tables, by note.
    package var tables: [Int: ComparisonTable] = [:]
    package var measures: [String: MeasureDefinition] = [:]
    /// The measurements, or nil if there was nothing to measure.
    package var measurements: MeasurementResults?
    package var verdicts: [Verdict] = []
    package var evidence = TableEvidence()
    /// All samples, in the order of the notes.
    package var samples: [SampleBlock] = []

    /// Returns true if a claim is judged by the result of a sample in this note.
    func hasClaim(onSamplesOf note: String) -> Bool {
        verdicts.contains { verdict in
            verdict.claim.conditions.contains { condition in
                if case .sample(let expectation) = condition { return expectation.note == note }
                return false
            }
        }
    }
}
