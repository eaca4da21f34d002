import Basics
import Markdown
package import Vault

/// Reads the subjects that notes define under `subject:` (a map, or a list of maps for a note about
/// several subjects), with their traits.
///
/// `traits:` of a single subject is next to it or in it. For several subjects it is in each of
/// them, or next to them by the subject's id.
package func readSubjects(
    _ notes: [NoteData], registry: CriterionRegistry, names: EvidenceNames = EvidenceNames()
) -> (subjects: [Subject], diagnostics: [Diagnostic]) {
    var subjects: [Subject] = []
    var diagnostics: [Diagnostic] = []
    for note in notes where note.data?["subject"] == nil {
        diagnostics += strayTraits(note, registry)
    }
    for note in notes.sorted(by: { $0.file < $1.file }) where note.data?["subject"] != nil {
        var reading = SubjectReading(
            note: note, registry: registry, names: names, reader: ModelReader(file: note.file))
        for subject in reading.subjects() {
            if let known = subjects.first(where: { $0.id == subject.id }) {
                reading.reader.error(
                    .subjectDuplicate, at: subject.span,
                    "the subject “\(subject.id)” is defined by two notes",
                    notes: ["the other: \(known.file):\(known.span.start.line)"],
                    help: "give one of them another id, or merge their traits")
            } else {
                subjects.append(subject)
            }
        }
        diagnostics += reading.reader.diagnostics
    }
    return (ordered(subjects), diagnostics)
}

/// Traits of nobody. Any vault may have a property of this name: ours holds criteria.
private func strayTraits(_ note: NoteData, _ registry: CriterionRegistry) -> [Diagnostic] {
    guard let entry = note.data?.entries?.first(where: { $0.key == "traits" }),
        let traits = entry.value.entries, traits.contains(where: { registry[$0.key] != nil })
    else { return [] }
    return [
        Diagnostic(
            .warning, .subjectInvalid, file: note.file, span: entry.keySpan,
            "these traits belong to no subject: the note has no property “subject”",
            help: "add `subject: {id: …, label: …}`")
    ]
}

/// By the order that notes state, families together at their first member, then by label.
private func ordered(_ subjects: [Subject]) -> [Subject] {
    func key(_ subject: Subject) -> (Double, String) {
        (subject.order ?? .infinity, subject.label.folded)
    }
    let byOrder = subjects.sorted { a, b in
        let (p, q) = (key(a), key(b))
        return p == q ? a.id < b.id : p < q
    }
    var families: [String: [Subject]] = [:]
    for subject in byOrder {
        if let family = subject.family { families[family, default: []].append(subject) }
    }
    var result: [Subject] = []
    for subject in byOrder {
        guard let family = subject.family else {
            result.append(subject)
            continue
        }
        result += families.removeValue(forKey: family) ?? []
    }
    return result
}

private struct SubjectReading {
    let note: NoteData
    let registry: CriterionRegistry
    let names: EvidenceNames
    var reader: ModelReader

    mutating func subjects() -> [Subject] {
        guard let node = note.data?["subject"], !node.isNull else { return [] }
        // Without criteria nothing is compared here, and `subject:` may have any other meaning.
        if registry.criteria.isEmpty, node.entries == nil { return [] }
        let help = "a subject is `{id: threads, label: Threads}`"
        guard reader.belongsToModel(node, "subject", help: help) else { return [] }
        let maps = node.list ?? [node]
        let shared = note.data?["traits"]
        if maps.count > 1 {
            let ids = maps.compactMap { $0["id"]?.text?.trimmed }
            for entry in shared?.entries ?? [] where !ids.contains(entry.key) {
                reader.error(
                    .subjectUnknown, at: entry.keySpan,
                    "`traits` of several subjects stand by their ids, and “\(entry.key)” is none",
                    help: suggestion(for: entry.key, among: ids, named: "subjects of this note"))
            }
        }
        return maps.compactMap { map in
            guard map.entries != nil else {
                reader.wrongType("“subject”", "a map such as `{id: threads, label: Threads}`", map)
                return nil
            }
            return subject(
                map, traits: maps.count == 1 ? shared : nil, byID: maps.count > 1 ? shared : nil)
        }
    }

    private mutating func subject(
        _ map: DataNode, traits: DataNode?, byID: DataNode?
    ) -> Subject? {
        reader.checkKeys(
            of: map, "a subject",
            known: ["id", "label", "name", "family", "since", "env", "order", "traits"])
        guard let id = reader.text(map["id"], "a subject's `id`") else {
            reader.error(
                .subjectInvalid, at: map.span, "this subject has no `id`",
                help: "write `subject: {id: threads, label: Threads}`")
            return nil
        }
        guard reader.checkedIdentifier(id, "a subject", code: .subjectInvalid) != nil else {
            return nil
        }
        var result = Subject(
            id: id.value,
            label: reader.text(map["label"] ?? map["name"], "a subject's label")?.value
                ?? note.title,
            note: note.index, file: note.file, span: id.span)
        result.family = reader.text(map["family"], "a subject's family")?.value
        result.since = reader.text(map["since"], "a subject's `since`")?.value
        result.environment = reader.text(map["env"], "a subject's `env`")?.value
        result.order = reader.number(map["order"], "a subject's order") ?? note.order
        for node in [map["traits"], traits, byID?[id.value]] {
            read(traits: node, of: &result)
        }
        return result
    }

    private mutating func read(traits node: DataNode?, of subject: inout Subject) {
        guard let node, !node.isNull else { return }
        guard let entries = node.entries else {
            reader.wrongType("“traits”", "a map from criteria to values", node)
            return
        }
        for entry in entries {
            guard let criterion = registry[entry.key] else {
                reader.error(
                    .criterionUnknown, at: entry.keySpan, "no criterion is named “\(entry.key)”",
                    help: suggestion(
                        for: entry.key, among: registry.criteria.map(\.id), named: "criteria"))
                continue
            }
            if subject.traits[entry.key] != nil {
                reader.error(
                    .traitValue, at: entry.keySpan,
                    "“\(subject.id)” has two traits for “\(entry.key)”", help: "keep one of them")
                continue
            }
            guard let trait = reader.trait(entry.value, "the trait “\(entry.key)”") else {
                continue
            }
            reader.check(
                trait, of: criterion, subject: subject.id, registry: registry, names: names)
            subject.traits[entry.key] = trait
        }
    }
}
