import Basics
import Markdown
package import Vault

/// Reads the comparisons that notes ask for under `compare:`.
package func readComparisons(
    _ notes: [NoteData], subjects: [Subject], registry: CriterionRegistry,
    names: EvidenceNames = EvidenceNames()
) -> (comparisons: [Comparison], diagnostics: [Diagnostic]) {
    var comparisons: [Comparison] = []
    var diagnostics: [Diagnostic] = []
    for note in notes.sorted(by: { $0.file < $1.file }) {
        guard let node = note.data?["compare"], !node.isNull else {
            diagnostics += straySubjects(note, subjects)
            continue
        }
        var reading = ComparisonReading(
            note: note, subjects: subjects, registry: registry, names: names,
            reader: ModelReader(file: note.file))
        if let comparison = reading.comparison(node) {
            reading.checkAgainst(comparisons, comparison)
            comparisons.append(comparison)
        }
        diagnostics += reading.reader.diagnostics
    }
    return (comparisons, diagnostics)
}

/// A list of subjects beside `compare:` or without it. Any vault may have a property of this name:
/// what ours would hold are ids that are known.
private func straySubjects(_ note: NoteData, _ subjects: [Subject]) -> [Diagnostic] {
    guard let entry = note.data?.entries?.first(where: { $0.key == "subjects" }),
        let names = entry.value.list?.map(\.text), names.count > 1,
        names.allSatisfy({ name in subjects.contains { $0.id == name } })
    else { return [] }
    return [
        Diagnostic(
            .warning, .compareInvalid, file: note.file, span: entry.keySpan,
            "these subjects are not compared: “subjects” has no meaning by itself",
            help:
                "write `compare: {subjects: [\(names.compactMap { $0 }.joined(separator: ", "))]}`")
    ]
}

private struct ComparisonReading {
    let note: NoteData
    let subjects: [Subject]
    let registry: CriterionRegistry
    let names: EvidenceNames
    var reader: ModelReader

    mutating func comparison(_ node: DataNode) -> Comparison? {
        guard reader.belongsToModel(node, "compare", help: "a comparison is `{subjects: [a, b]}`")
        else {
            return nil
        }
        guard node.entries != nil else {
            reader.wrongType("“compare”", "a map such as `{subjects: [a, b]}`", node)
            return nil
        }
        reader.checkKeys(
            of: node, "a comparison",
            known: ["subjects", "criteria", "groups", "rows", "group_by", "title"])
        let span = note.data?.entries?.first { $0.key == "compare" }?.keySpan ?? node.span
        let columns = columns(node["subjects"], span)
        guard let ids = columns else { return nil }
        let (listed, isGrouped) = criteria(node)
        var rows = listed.map { Comparison.Row(criteria: [$0.value], span: $0.span) }
        for own in node["rows"]?.oneOrMany ?? [] {
            guard let row = row(own, columns: ids) else { continue }
            let place = rows.firstIndex {
                $0.criteria == row.criteria && !row.criteria.isEmpty
            }
            if let place { rows[place] = row } else { rows.append(row) }
        }
        let grouping: Comparison.Grouping? = reader.choice(
            node["group_by"], "`group_by`", code: .compareInvalid)
        return Comparison(
            note: note.index, file: note.file,
            title: reader.text(node["title"], "the comparison's title")?.value ?? note.title,
            subjects: ids, isOfAll: node["subjects"]?.text == "all", rows: rows,
            grouping: grouping ?? (isGrouped ? .group : .none), span: span)
    }

    private mutating func columns(_ node: DataNode?, _ span: SourceSpan) -> [String]? {
        guard let node, !node.isNull else {
            reader.error(
                .compareInvalid, at: span, "this comparison names no `subjects`",
                help: "write `subjects: [a, b]`, or `subjects: all`")
            return nil
        }
        if node.text == "all" {
            if subjects.count < 2 {
                reader.error(
                    .compareInvalid, at: node.span, "there are not two subjects to compare",
                    help: "give a note `subject: {id: …, label: …}`")
                return nil
            }
            return subjects.map(\.id)
        }
        var ids: [String] = []
        var hasUnknown = false
        for written in reader.texts(node, "a subject") {
            let id = written.value
            if !subjects.contains(where: { $0.id == id }) {
                hasUnknown = true
                reader.error(
                    .subjectUnknown, at: written.span, "no note defines the subject “\(id)”",
                    help: suggestion(for: id, among: subjects.map(\.id), named: "subjects"))
            } else if ids.contains(id) {
                reader.error(
                    .compareInvalid, at: written.span, "the subject “\(id)” occurs twice",
                    help: "delete one of them")
            } else {
                ids.append(id)
            }
        }
        if ids.count < 2, !hasUnknown {
            reader.error(
                .compareInvalid, at: node.span, "a comparison needs two subjects or more")
        }
        return ids.isEmpty ? nil : ids
    }

    /// Returns the requested criteria, and whether they are requested by group.
    private mutating func criteria(
        _ node: DataNode
    ) -> (criteria: [Spanned<String>], isGrouped: Bool) {
        var result: [Spanned<String>] = []
        for written in reader.texts(node["criteria"], "a criterion") {
            if !isKnown(written) { continue }
            if result.contains(where: { $0.value == written.value }) {
                reader.error(
                    .compareInvalid, at: written.span,
                    "the criterion “\(written.value)” occurs twice", help: "delete one of them")
            } else {
                result.append(written)
            }
        }
        let groups = node["groups"]
        let named = groups?.text == "all" ? [] : reader.texts(groups, "a group")
        for written in named {
            if registry.group(written.value) == nil {
                reader.error(
                    .compareInvalid, at: written.span, "no group is named “\(written.value)”",
                    help: suggestion(
                        for: written.value, among: registry.groups.map(\.id), named: "groups"))
            }
            for criterion in registry.criteria(inGroup: written.value)
            where !result.contains(where: { $0.value == criterion.id }) {
                result.append(Spanned(criterion.id, span: written.span))
            }
        }
        let asksForAll =
            groups?.text == "all"
            || ["criteria", "groups", "rows"].allSatisfy {
                node[$0]?.isNull ?? true
            }
        if asksForAll {
            let span = (groups ?? node["subjects"] ?? node).span
            for criterion in registry.criteria
            where !result.contains(where: { $0.value == criterion.id }) {
                result.append(Spanned(criterion.id, span: span))
            }
        }
        return (result, asksForAll || !named.isEmpty)
    }

    private mutating func isKnown(_ id: Spanned<String>) -> Bool {
        if registry[id.value] != nil { return true }
        reader.error(
            .criterionUnknown, at: id.span, "no criterion is named “\(id.value)”",
            help: suggestion(
                for: id.value, among: registry.criteria.map(\.id), named: "criteria"))
        return false
    }

    private mutating func row(_ node: DataNode, columns: [String]) -> Comparison.Row? {
        guard node.entries != nil else {
            reader.wrongType("a row", "a map with `criterion` or `label`", node)
            return nil
        }
        reader.checkKeys(
            of: node, "a row", known: ["criterion", "criteria", "label", "values", "seed"])
        let written = reader.texts(node["criterion"] ?? node["criteria"], "a row's criterion")
        let criteria = written.filter { isKnown($0) }
        let label = reader.text(node["label"], "a row's label")
        if !written.isEmpty, criteria.isEmpty { return nil }
        if written.isEmpty, label == nil {
            reader.error(
                .compareInvalid, at: node.span, "this row has neither `criterion` nor `label`",
                help: "write `{criterion: ID}`, or `{label: …, values: {subject: …}}`")
            return nil
        }
        var result = Comparison.Row(
            label: label?.value, criteria: criteria.map(\.value), span: node.span)
        result.values = values(node["values"], label?.value, criteria, columns)
        result.original = original(node["seed"], columns)
        if criteria.isEmpty { checkFree(result, label: label?.value ?? "", columns) }
        return result
    }

    private mutating func values(
        _ node: DataNode?, _ label: String?, _ criteria: [Spanned<String>], _ columns: [String]
    ) -> [String: Trait] {
        guard let node, !node.isNull else { return [:] }
        guard let entries = node.entries else {
            reader.wrongType("“values”", "a map from subjects to texts", node)
            return [:]
        }
        var result: [String: Trait] = [:]
        for entry in entries {
            guard isColumn(entry, columns) else { continue }
            let what = "“\(label ?? criteria.first?.value ?? "")” of “\(entry.key)”"
            guard let trait = reader.trait(entry.value, what) else { continue }
            // A bare text only rewords the trait; a map is a trait of its own.
            if entry.value.entries != nil, let id = criteria.first?.value,
                let criterion = registry[id]
            {
                reader.check(
                    trait, of: criterion, subject: entry.key, registry: registry, names: names)
            }
            result[entry.key] = trait
        }
        return result
    }

    /// False, with a diagnostic, for a key that is no subject of this comparison.
    private mutating func isColumn(_ entry: DataNode.Entry, _ columns: [String]) -> Bool {
        if columns.contains(entry.key) { return true }
        reader.error(
            .subjectUnknown, at: entry.keySpan,
            "this comparison has no subject “\(entry.key)”",
            help: suggestion(for: entry.key, among: columns, named: "subjects"))
        return false
    }

    private mutating func original(_ node: DataNode?, _ columns: [String]) -> [String: String] {
        guard let node, !node.isNull else { return [:] }
        if let entries = node.entries {
            var result: [String: String] = [:]
            for entry in entries {
                guard isColumn(entry, columns) else { continue }
                result[entry.key] = reader.text(entry.value, "a text of `seed`")?.value
            }
            return result
        }
        let texts = reader.texts(node, "a text of `seed`")
        guard texts.count == columns.count else {
            reader.error(
                .compareInvalid, at: node.span,
                "`seed` has \(texts.count) texts for \(columns.count) subjects",
                help: "give one for each, in the order of `subjects`")
            return [:]
        }
        return Dictionary(
            zip(columns, texts.map(\.value)), uniquingKeysWith: { first, _ in first })
    }

    /// Checks a row of this note alone: it has no traits, so its own values must state their
    /// evidence.
    private mutating func checkFree(_ row: Comparison.Row, label: String, _ columns: [String]) {
        for id in columns {
            guard let trait = row.values[id] else { continue }
            if case .notApplicable = trait.content { continue }
            if case .measured(let reference) = trait.content {
                _ = reader.checkReference(reference, at: trait.span, names: names)
            } else if trait.evidence == nil {
                reader.warning(
                    .traitSource, at: trait.span,
                    "nothing shows how “\(label)” of “\(id)” is known",
                    help: "write `{value: …, source: …, as_of: …}`, `claim:` or `because:`")
            }
        }
    }

    /// Reports two notes that compare the same two subjects: sooner or later they contradict each
    /// other.
    mutating func checkAgainst(_ others: [Comparison], _ comparison: Comparison) {
        guard comparison.subjects.count == 2, !comparison.isOfAll,
            let other = others.first(where: {
                !$0.isOfAll && Set($0.subjects) == Set(comparison.subjects)
            })
        else { return }
        reader.error(
            .comparisonRedundant, at: comparison.span,
            "“\(comparison.subjects[0])” and “\(comparison.subjects[1])” are compared by two notes",
            notes: ["the other: \(other.file):\(other.span.start.line)"],
            help: "merge the two, and let one link to the other")
    }
}
