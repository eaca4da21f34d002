import Basics
import Markdown
package import Vault

/// The results and verdicts for tables, which can differ from build to build, unlike the model.
package struct TableEvidence: Sendable {
    /// The results; nil if nothing was to be executed, so that no result counts as missing.
    package var results: MeasurementResults?
    package var verdicts: [String: Verdict]
    package var claims: [String: Claim]

    package init(results: MeasurementResults? = nil, verdicts: [Verdict] = [], claims: [Claim] = [])
    {
        self.results = results
        self.verdicts = Dictionary(
            verdicts.map { ($0.claim.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.claims = Dictionary(
            claims.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension ComparisonModel {
    /// Returns the table that a note asks for, and its problems.
    package func table(
        for comparison: Comparison, evidence: TableEvidence
    ) -> (table: ComparisonTable, diagnostics: [Diagnostic]) {
        var builder = TableBuilder(model: self, evidence: evidence, comparison: comparison)
        let table = builder.table()
        return (table, builder.diagnostics)
    }

    /// Returns the table of all subjects under all criteria.
    package func matrix(title: String, evidence: TableEvidence) -> ComparisonTable {
        wholeTable(title: title, subjects: subjects.map(\.id), evidence: evidence)
    }

    /// Returns the table of two subjects under every criterion.
    package func table(
        ofPair a: Subject, _ b: Subject, evidence: TableEvidence
    ) -> ComparisonTable {
        wholeTable(title: "\(a.label) vs \(b.label)", subjects: [a.id, b.id], evidence: evidence)
    }

    private func wholeTable(
        title: String, subjects: [String], evidence: TableEvidence
    ) -> ComparisonTable {
        let unknownSpan = SourceSpan(line: 1, column: 1)
        let comparison = Comparison(
            note: -1, file: "", title: title, subjects: subjects, isOfAll: true,
            rows: registry.criteria.map { Comparison.Row(criteria: [$0.id], span: unknownSpan) },
            grouping: .group, span: unknownSpan)
        var builder = TableBuilder(model: self, evidence: evidence, comparison: comparison)
        var table = builder.table()
        table.note = nil
        return table
    }
}

private struct TableBuilder {
    let model: ComparisonModel
    let evidence: TableEvidence
    let comparison: Comparison
    var diagnostics: [Diagnostic] = []

    mutating func table() -> ComparisonTable {
        let subjects = comparison.subjects.compactMap(model.subject)
        var rows: [(row: ComparisonTable.Row, group: String?)] = []
        for (index, asked) in comparison.rows.enumerated() {
            let row = row(asked, number: index + 1, subjects: subjects)
            diagnostics += problems(of: row, asked: asked, in: comparison, subjects: subjects)
            rows.append((row, asked.criteria.first.flatMap { model.registry[$0]?.group }))
        }
        return ComparisonTable(
            title: comparison.title, note: comparison.note,
            columns: subjects.map {
                ComparisonTable.Column(
                    id: $0.id, label: $0.label, family: $0.family, environment: $0.environment,
                    note: $0.note)
            },
            sections: sections(rows))
    }

    /// Returns the groups in the registry's order; rows without a group come last and have no
    /// heading.
    private func sections(
        _ rows: [(row: ComparisonTable.Row, group: String?)]
    ) -> [ComparisonTable.Section] {
        if comparison.grouping == .none {
            return rows.isEmpty ? [] : [ComparisonTable.Section(rows: rows.map(\.row))]
        }
        var result: [ComparisonTable.Section] = []
        for group in model.registry.groups {
            let own = rows.filter { $0.group == group.id }.map(\.row)
            if !own.isEmpty { result.append(ComparisonTable.Section(group: group, rows: own)) }
        }
        let rest = rows.filter { $0.group == nil }.map(\.row)
        if !rest.isEmpty {
            let other = result.isEmpty ? nil : CriterionGroup(id: "other", label: "Other")
            result.append(ComparisonTable.Section(group: other, rows: rest))
        }
        return result
    }

    private func row(
        _ asked: Comparison.Row, number: Int, subjects: [Subject]
    ) -> ComparisonTable.Row {
        let criteria = asked.criteria.compactMap { model.registry[$0] }
        let only = criteria.count == 1 ? criteria.first : nil
        var row = ComparisonTable.Row(
            id: criteria.isEmpty ? "row-\(number)" : criteria.map(\.id).joined(separator: "+"),
            label: asked.label ?? listed(criteria.map(\.label), "and"), help: only?.help,
            criteria: criteria.map(\.id), kind: only?.kind, unit: only?.unit, better: only?.better,
            cells: subjects.map { cell(asked, criteria, $0) })
        markBest(&row)
        nameRuntimes(&row)
        return row
    }

    /// Names the runtime in each measured cell if the row's runtimes differ.
    private func nameRuntimes(_ row: inout ComparisonTable.Row) {
        let versions = row.cells.flatMap(\.parts).compactMap { $0.quantity?.runtimeVersion }
        guard Set(versions.filter { !$0.isEmpty }).count > 1 else { return }
        for cell in row.cells.indices {
            for part in row.cells[cell].parts.indices {
                let version = row.cells[cell].parts[part].quantity?.runtimeVersion ?? ""
                if !version.isEmpty { row.cells[cell].parts[part].runtime = version }
            }
        }
    }

    private func cell(
        _ asked: Comparison.Row, _ criteria: [Criterion], _ subject: Subject
    ) -> ComparisonTable.Cell {
        let own = asked.values[subject.id]
        var cell = ComparisonTable.Cell(parts: [], original: asked.original[subject.id])
        if criteria.isEmpty {
            cell.parts = [part(own, nil, label: asked.label ?? "")]
            return cell
        }
        // A text keeps the trait's evidence; a whole trait in the row replaces the trait.
        if let own, own.evidence == nil, case .stated(let words) = own.content,
            subject.traits[criteria[0].id] != nil || criteria.count > 1
        {
            cell.wording = words
            cell.parts = criteria.map { part(subject.traits[$0.id], $0, label: $0.label) }
            return cell
        }
        cell.parts = criteria.enumerated().map { index, criterion in
            let trait =
                index == 0 ? own ?? subject.traits[criterion.id] : subject.traits[criterion.id]
            return part(trait, criterion, label: criterion.label)
        }
        return cell
    }

    private func part(
        _ trait: Trait?, _ criterion: Criterion?, label: String
    ) -> ComparisonTable.Part {
        guard let trait else {
            return ComparisonTable.Part(kind: .notStated, label: label, text: "not stated")
        }
        var part = ComparisonTable.Part(kind: .opinion, label: label, text: "")
        switch trait.content {
        case .stated(let value):
            part.text = value
            switch trait.evidence {
            case .checked: part.kind = .checked
            case .fact: part.kind = .fact
            case .measured: part.kind = .measured
            case .opinion, nil: part.kind = .opinion
            }
        case .notApplicable(let why):
            part.kind = .notApplicable
            part.text = "n/a"
            part.because = why.map { [$0] } ?? []
        case .measured(let reference):
            part.kind = .measured
            part.reference = reference
            part.measureNote = evidence.results?[reference.measure]?.note
            let quantity = evidence.results?.quantity(for: reference)
            part.quantity = criterion?.unit.flatMap { quantity?.converted(to: $0) } ?? quantity
            part.text = part.quantity?.textWithUncertainty ?? "not measured"
        }
        part.note = trait.note
        part.sources = trait.sources
        (part.asOf, part.since) = (trait.asOf, trait.since)
        part.exceptions = trait.exceptions
        part.rating = trait.rating
        part.scale = trait.rating == nil ? nil : criterion?.scale ?? 1...5
        if part.kind != .notApplicable { part.because = trait.because.map { reason($0.value) } }
        part.claims = trait.claims.compactMap { claimEvidence($0.value) }
        return part
    }

    private func reason(_ written: String) -> String {
        model.registry[written]?.label ?? evidence.verdicts[written]?.claim.text
            ?? evidence.claims[written]?.text ?? written
    }

    private func claimEvidence(_ id: String) -> ComparisonTable.ClaimEvidence? {
        guard let claim = evidence.verdicts[id]?.claim ?? evidence.claims[id] else { return nil }
        return ComparisonTable.ClaimEvidence(
            id: id, text: claim.text, outcome: evidence.verdicts[id]?.outcome ?? .notRun,
            note: claim.note)
    }

    /// Marks the one cell whose interval is wholly on the better side of all others', by more than
    /// the difference that counts as none.
    private func markBest(_ row: inout ComparisonTable.Row) {
        guard let better = row.better, row.criteria.count == 1 else { return }
        let quantities = row.cells.map { cell in
            cell.parts.first?.quantity.flatMap { $0.isUsable && !$0.isRange ? $0 : nil }
        }
        let known = quantities.compactMap { $0 }
        guard known.count > 1 else { return }
        let references = row.cells.compactMap { $0.parts.first?.reference }
        let band = references.compactMap { evidence.results?.series(for: $0)?.band }.max() ?? 0
        for (index, quantity) in quantities.enumerated() {
            guard let quantity else { continue }
            let isBest = quantities.enumerated().allSatisfy { other, rival in
                guard other != index, let rival else { return true }
                return better == .lower
                    ? quantity.high * (1 + band) < rival.low
                    : quantity.low > rival.high * (1 + band)
            }
            if isBest { row.cells[index].isBest = true }
        }
    }

    private func problems(
        of row: ComparisonTable.Row, asked: Comparison.Row, in comparison: Comparison,
        subjects: [Subject]
    ) -> [Diagnostic] {
        tableProblems(
            of: row, asked: asked, in: comparison, subjects: subjects, model: model,
            hasResults: evidence.results != nil)
    }
}
