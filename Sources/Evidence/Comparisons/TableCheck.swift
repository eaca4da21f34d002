import Basics
import Markdown
import Vault

/// Returns the problems of one row of a note's table.
func tableProblems(
    of row: ComparisonTable.Row, asked: Comparison.Row, in comparison: Comparison,
    subjects: [Subject], model: ComparisonModel, hasResults: Bool
) -> [Diagnostic] {
    var reader = ModelReader(file: comparison.file)
    let labels = subjects.map(\.label)
    for (index, criterion) in row.criteria.enumerated() {
        let missing = zip(subjects, row.cells).filter {
            $0.1.parts.indices.contains(index) && $0.1.parts[index].kind == .notStated
        }.map(\.0)
        if !missing.isEmpty {
            let names = listed(missing.map { "“\($0.id)”" }, "and")
            reader.warning(
                .traitMissing, at: asked.span, "“\(criterion)” is not stated for \(names)",
                help: "add it under `traits:` in \(missing.first?.file ?? ""), or there "
                    + "`\(criterion): {na: true, why: …}`")
        }
        let measured = zip(labels, row.cells).compactMap { label, cell in
            cell.parts.indices.contains(index) && cell.parts[index].kind == .measured
                ? (label: label, part: cell.parts[index]) : nil
        }
        reader.checkResults(measured, criterion, at: asked.span, hasResults: hasResults)
    }
    if row.criteria.isEmpty {
        let missing = zip(subjects, row.cells).filter { $0.1.parts.first?.kind == .notStated }
        if !missing.isEmpty {
            let names = listed(missing.map { "“\($0.0.id)”" }, "and")
            reader.warning(
                .traitMissing, at: asked.span, "“\(row.label)” is not stated for \(names)",
                help: "add it under `values:`")
        }
    }
    return reader.diagnostics
}

extension ModelReader {
    /// Checks that the numbers of one row were measured under the same conditions, so that they can
    /// be compared.
    fileprivate mutating func checkResults(
        _ measured: [(label: String, part: ComparisonTable.Part)], _ criterion: String,
        at span: SourceSpan, hasResults: Bool
    ) {
        for (label, part) in measured where part.quantity == nil && hasResults {
            error(
                .traitMeasure, at: span,
                "“\(part.reference?.description ?? criterion)” has no result (\(label))",
                help: "run `site run` to measure it")
        }
        let conditions: [(String, (ComparisonTable.Part) -> String)] = [
            ("hosts", { $0.quantity?.host ?? "" }),
            ("versions", { $0.quantity?.runtimeVersion ?? "" }),
            ("parameters", { $0.quantity == nil ? "" : $0.reference?.parameter ?? "none" }),
        ]
        for (what, value) in conditions {
            let found = measured.map { (label: $0.label, part: $0.part, value: value($0.part)) }
                .filter { !$0.value.isEmpty }
            // The arms of one measurement run in turn, in the same rounds, so different runtimes
            // in it can be compared.
            let mixed = found.lazy.compactMap { first in
                found.first {
                    $0.value != first.value
                        && (what != "versions"
                            || $0.part.reference?.measure != first.part.reference?.measure)
                }.map { (first, $0) }
            }.first
            guard let (first, other) = mixed else { continue }
            error(
                .rowMixed, at: span,
                "the row “\(criterion)” mixes results of different \(what): "
                    + "\(first.value) (\(first.label)) and \(other.value) (\(other.label))",
                help: cure(of: what))
        }
        for (label, part) in measured {
            guard let quantity = part.quantity, let reference = part.reference else { continue }
            if !quantity.isUsable {
                warning(
                    .measureUnusable, at: span,
                    "“\(reference)” (\(label)) is not to be relied on: "
                        + (quantity.reason ?? "the machine was too noisy"),
                    help: "measure it again on a quieter machine")
            } else if quantity.median > 0, (quantity.high - quantity.low) / quantity.median > 0.3 {
                warning(
                    .measureSpread, at: span,
                    "“\(reference)” (\(label)) is uncertain by more than 30 %: "
                        + quantity.textWithUncertainty,
                    help: "let each run do more work, or measure more rounds")
            }
        }
    }

    private func cure(of difference: String) -> String {
        switch difference {
        case "parameters": "name the same parameter in all subjects' traits"
        case "versions":
            "measure them again on one version, or as arms of one measurement, which run in turn"
        default: "measure them again together: `site run --refresh`"
        }
    }
}
