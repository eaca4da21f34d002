package import Evidence

/// The data model, what is claimed and measured, and what came of it.
package struct ComparisonViews: Sendable {
    package var model: ComparisonModel
    /// By note.
    package var tables: [Int: ComparisonTable] = [:]
    package var measures: [String: MeasureDefinition] = [:]
    /// Nil when nothing was to be measured.
    package var measurements: MeasurementResults?
    package var verdicts: [Verdict] = []
    package var evidence = TableEvidence()
    /// Every sample, in the order of the notes.
    package var samples: [SampleBlock] = []

    /// Whether a claim is judged by what a sample of this note does.
    func hasClaim(onSamplesOf note: String) -> Bool {
        verdicts.contains { verdict in
            verdict.claim.conditions.contains { condition in
                if case .sample(let expectation) = condition { return expectation.note == note }
                return false
            }
        }
    }
}
