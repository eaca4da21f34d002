import Markdown
import Testing

@testable import Evidence
@testable import SiteGenerator
@testable import Vault

/// Converts YAML to values and messages, for the tests of the data model.
struct ModelFixture {
    var registry: CriterionRegistry
    var subjects: [Subject] = []
    var comparisons: [Comparison] = []
    var diagnostics: [Diagnostic]
    var names = EvidenceNames()

    /// - Parameters:
    ///   - model: the text of `_model/criteria.yml`.
    ///   - notes: front matter by path, without its `---` lines; lines count from 1.
    init(
        model: String, notes: [(path: String, frontMatter: String)] = [],
        names: EvidenceNames = EvidenceNames()
    ) {
        self.names = names
        let (node, problems) = readYAML(model, file: "_model/criteria.yml")
        let criteria = readCriteria([ModelFile(path: "_model/criteria.yml", data: node)])
        registry = criteria.registry
        diagnostics = problems + criteria.diagnostics
        let data = Self.data(notes)
        diagnostics += data.diagnostics
        let subjects = readSubjects(data.notes, registry: registry, names: names)
        self.subjects = subjects.subjects
        diagnostics += subjects.diagnostics
        let comparisons = readComparisons(
            data.notes, subjects: self.subjects, registry: registry, names: names)
        self.comparisons = comparisons.comparisons
        diagnostics += comparisons.diagnostics
    }

    static func data(
        _ notes: [(path: String, frontMatter: String)]
    ) -> (notes: [NoteData], diagnostics: [Diagnostic]) {
        var result: [NoteData] = []
        var diagnostics: [Diagnostic] = []
        for (index, note) in notes.enumerated() {
            let (node, problems) = readYAML(note.frontMatter, file: note.path)
            diagnostics += problems
            let title = note.path.split(separator: "/").last.map { String($0.dropLast(3)) } ?? ""
            result.append(NoteData(index: index, file: note.path, title: title, data: node))
        }
        return (result, diagnostics)
    }

    var model: ComparisonModel {
        ComparisonModel(registry: registry, subjects: subjects, comparisons: comparisons)
    }

    func firstTable(
        evidence: TableEvidence = TableEvidence()
    ) throws -> (table: ComparisonTable, diagnostics: [Diagnostic]) {
        model.table(for: try #require(comparisons.first), evidence: evidence)
    }
}

/// `file:line:column: severity: [code] message`
func described(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.sorted().map { diagnostic in
        let start = diagnostic.span?.start
        return "\(diagnostic.file):\(start?.line ?? 0):\(start?.column ?? 0): "
            + "\(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.code.rawValue)]"
    }
}

func quantity(
    _ median: Double, _ low: Double, _ high: Double, _ unit: String = "us", n: Int = 20,
    host: String = "EPYC, 2 cores", version: String = "Python 3.11.7", isUsable: Bool = true,
    reason: String? = nil
) -> MeasuredQuantity {
    MeasuredQuantity(
        median: median, low: low, high: high, isRange: n < 6,
        unit: UnitTable.builtIn[unit] ?? .count, n: n, host: host, date: "2026-01-03T12:00:00Z",
        runtimeVersion: version, isUsable: isUsable, reason: reason)
}

/// Returns one measurement without a parameter, or with one value of it.
func view(
    _ name: String, unit: String = "us", better: Direction = .lower, at parameter: String? = nil,
    canary: Double? = nil, ratios: [MeasurementView.Ratio] = [],
    _ arms: [(subject: String, quantity: MeasuredQuantity)]
) -> MeasurementView {
    MeasurementView(
        name: name, title: name, unit: UnitTable.builtIn[unit] ?? .count, better: better,
        baseline: arms.first?.subject, parameterName: parameter == nil ? nil : "n", note: 7,
        series: [
            MeasurementView.Series(
                parameter: parameter,
                arms: arms.map {
                    MeasurementView.Arm(
                        subject: $0.subject, label: $0.subject, quantity: $0.quantity, values: [])
                }, ratios: ratios, canaryCores: canary)
        ])
}
