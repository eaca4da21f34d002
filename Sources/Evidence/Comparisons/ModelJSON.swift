import Foundation

/// Returns the whole model with its evidence as JSON, for reuse. The same model gives the same
/// bytes.
///
/// - Parameter noteAddress: returns the address of a note's page, relative to the file.
package func modelJSON(
    _ model: ComparisonModel, evidence: TableEvidence, noteAddress: (Int) -> String
) -> String {
    let matrix = model.matrix(title: "", evidence: evidence)
    let document = ModelDocument(
        groups: model.registry.groups.map { .init(id: $0.id, label: $0.label) },
        criteria: model.registry.criteria.map(ModelDocument.CriterionEntry.init),
        subjects: matrix.columns.enumerated().map { index, column in
            ModelDocument.SubjectEntry(
                id: column.id, label: column.label, family: column.family,
                environment: column.environment, page: noteAddress(column.note),
                traits: Dictionary(
                    matrix.rows.compactMap { row in
                        row.cells[index].parts.first.flatMap { part in
                            part.kind == .notStated
                                ? nil : (row.id, ModelDocument.TraitEntry(part))
                        }
                    }, uniquingKeysWith: { first, _ in first }))
        },
        comparisons: model.comparisons.map {
            .init(title: $0.title, page: noteAddress($0.note), subjects: $0.subjects)
        })
    return stableJSON(document)
}

private struct ModelDocument: Encodable {
    struct GroupEntry: Encodable {
        var id: String
        var label: String
    }

    struct CriterionEntry: Encodable {
        var id: String
        var label: String
        var group: String?
        var kind: EvidenceKind
        var values: [String]?
        var unit: String?
        var better: Direction?
        var rating: [Double]?
        var help: String?

        init(_ criterion: Criterion) {
            id = criterion.id
            label = criterion.label
            group = criterion.group
            kind = criterion.kind
            values = criterion.values.isEmpty ? nil : criterion.values
            unit = criterion.unit?.name
            better = criterion.better
            rating = criterion.scale.map { [$0.lowerBound, $0.upperBound] }
            help = criterion.help
        }
    }

    struct SubjectEntry: Encodable {
        var id: String
        var label: String
        var family: String?
        var environment: String?
        var page: String
        var traits: [String: TraitEntry]
    }

    struct TraitEntry: Encodable {
        struct ClaimEntry: Encodable {
            var id: String
            var text: String
            var verdict: Verdict.Outcome
        }

        struct ExceptionEntry: Encodable {
            var when: String
            var value: String
            var source: String?
        }

        var kind: ComparisonTable.Part.Kind
        var value: String?
        var note: String?
        var sources: [String]?
        var asOf: String?
        var since: String?
        var because: [String]?
        var rating: Double?
        var claims: [ClaimEntry]?
        var exceptions: [ExceptionEntry]?
        var measurement: MeasurementEntry?

        init(_ part: ComparisonTable.Part) {
            kind = part.kind
            value = part.kind == .measured || part.kind == .notApplicable ? nil : part.text
            note = part.note
            sources = part.sources.isEmpty ? nil : part.sources
            asOf = part.asOf
            since = part.since
            because = part.because.isEmpty ? nil : part.because
            rating = part.rating
            claims =
                part.claims.isEmpty
                ? nil
                : part.claims.map { ClaimEntry(id: $0.id, text: $0.text, verdict: $0.outcome) }
            exceptions =
                part.exceptions.isEmpty
                ? nil
                : part.exceptions.map {
                    ExceptionEntry(when: $0.when, value: $0.value, source: $0.source)
                }
            measurement = part.reference.map { MeasurementEntry($0, part.quantity) }
        }
    }

    struct MeasurementEntry: Encodable {
        var name: String
        var median: Double?
        var low: Double?
        var high: Double?
        var isRange: Bool?
        var unit: String?
        var rounds: Int?
        var host: String?
        var date: String?
        var runtime: String?
        var isReliable: Bool?
        var reason: String?

        init(_ reference: MeasureReference, _ quantity: MeasuredQuantity?) {
            name = reference.description
            guard let quantity else { return }
            (median, low, high) = (quantity.median, quantity.low, quantity.high)
            isRange = quantity.isRange ? true : nil
            unit = quantity.unit.name
            rounds = quantity.n
            host = quantity.host
            date = quantity.date
            runtime = quantity.runtimeVersion
            isReliable = quantity.isUsable
            reason = quantity.reason
        }
    }

    struct ComparisonEntry: Encodable {
        var title: String
        var page: String
        var subjects: [String]
    }

    var groups: [GroupEntry]
    var criteria: [CriterionEntry]
    var subjects: [SubjectEntry]
    var comparisons: [ComparisonEntry]
}
