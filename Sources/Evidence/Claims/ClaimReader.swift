import Markdown
package import Vault

/// Returns the claims of all notes, in the order of the files and then as written.
///
/// - Parameter samples: nil if the samples are unknown; then references to them are not checked.
package func readClaims(
    _ notes: [NoteData], measures: [String: MeasureDefinition]?, samples: SampleNames?,
    units: UnitTable
) -> (claims: [Claim], diagnostics: [Diagnostic]) {
    var claims: [Claim] = []
    var known: [String: Claim] = [:]
    var diagnostics: [Diagnostic] = []
    for note in notes.sorted(by: { $0.file < $1.file }) {
        guard let node = note.data?["claims"], !node.isNull else { continue }
        var reading = ClaimReading(
            note: note, names: EvidenceNames(measures: measures), samples: samples, units: units,
            reader: ModelReader(file: note.file))
        for claim in reading.claims(node) {
            if let other = known[claim.id] {
                reading.reader.error(
                    .claimDuplicate, at: claim.span, "two claims are named “\(claim.id)”",
                    notes: ["the other: \(other.file):\(other.span.start.line)"],
                    help: "give this one another `id`")
            } else {
                known[claim.id] = claim
                claims.append(claim)
            }
        }
        diagnostics += reading.reader.diagnostics
    }
    return (claims, diagnostics)
}

struct ClaimReading {
    let note: NoteData
    let names: EvidenceNames
    let samples: SampleNames?
    let units: UnitTable
    var reader: ModelReader

    private static let conditionKeys = [
        "measure", "quantity", "ratio", "faster", "than", "by", "same", "within", "at-least",
        "at-most", "sample", "runtime", "prints", "contains", "matches", "exits", "raises", "takes",
    ]
    /// What each of these means anything with.
    private static let companions: [(key: String, needs: [String])] = [
        ("than", ["faster"]), ("by", ["faster"]), ("within", ["same"]),
        ("at-least", ["quantity", "ratio", "measure"]),
        ("at-most", ["quantity", "ratio", "measure"]), ("runtime", ["sample"]),
        ("prints", ["sample"]), ("contains", ["sample"]), ("matches", ["sample"]),
        ("exits", ["sample"]), ("raises", ["sample"]), ("takes", ["sample"]),
    ]
    /// Of these, one at a time: each is a comparison of its own.
    private static let forms = ["faster", "same", "ratio", "quantity"]

    mutating func claims(_ node: DataNode) -> [Claim] {
        guard
            reader.belongsToModel(
                node, "claims", help: "a claim is a map with `text` and what must hold")
        else { return [] }
        guard let list = node.list else {
            reader.wrongType("“claims”", "a list of claims", node)
            return []
        }
        return list.enumerated().compactMap { index, element in
            claim(element, number: index + 1)
        }
    }

    private mutating func claim(_ node: DataNode, number: Int) -> Claim? {
        guard node.entries != nil else {
            reader.wrongType("a claim", "a map with `text` and what must hold", node)
            return nil
        }
        reader.checkKeys(
            of: node, "a claim", known: ["id", "text", "needs", "all"] + Self.conditionKeys)
        let written = reader.text(node["id"], "a claim's `id`")
        let id = written.flatMap {
            reader.checkedIdentifier($0, "a claim", code: .claimInvalid)
        }
        if written != nil, id == nil { return nil }
        guard let text = reader.text(node["text"], "a claim's text") else {
            reader.error(
                .claimInvalid, at: node.span, "this claim has no `text`",
                help: "say in a sentence what is claimed")
            return nil
        }
        let parts = [node] + (node["all"]?.oneOrMany ?? [])
        var conditions: [Claim.Condition] = []
        var failed = false
        for (index, part) in parts.enumerated() {
            if index > 0 {
                guard part.entries != nil else {
                    reader.wrongType("a condition", "a map such as `{sample: a, exits: 0}`", part)
                    failed = true
                    continue
                }
                reader.checkKeys(of: part, "a condition", known: Self.conditionKeys)
            }
            guard let found = self.conditions(part) else {
                failed = true
                continue
            }
            if index > 0, found.isEmpty {
                reader.error(
                    .claimInvalid, at: part.span,
                    "nothing says how this condition is to be checked",
                    help: "add `measure:` with `faster:`, `ratio:`, `quantity:` or `sample:`")
                failed = true
            }
            conditions += found
        }
        if failed { return nil }
        if conditions.isEmpty {
            reader.error(
                .claimInvalid, at: node.span, "nothing says how this claim is to be checked",
                help: "add `measure:` with `faster:`, `ratio:`, `quantity:` or `sample:`")
            return nil
        }
        let needsCanary = needsCanary(node["needs"])
        if needsCanary, conditions.allSatisfy(\.references.isEmpty) {
            misplaced(node, "needs", needs: "measure")
            return nil
        }
        return Claim(
            id: id?.value ?? "\(slug(VaultPath(note.file).stem))-\(number)", text: text.value,
            conditions: conditions, needsCanary: needsCanary, note: note.index,
            file: note.file, span: id?.span ?? node.span)
    }

    private mutating func needsCanary(_ node: DataNode?) -> Bool {
        let needs = reader.texts(node, "`needs`")
        for need in needs where need.value != "canary" {
            reader.error(
                .claimInvalid, at: need.span, "a claim can need a `canary`, not “\(need.value)”")
        }
        return needs.contains { $0.value == "canary" }
    }

    /// Nil after a mistake; empty when there is nothing to check here.
    private mutating func conditions(_ node: DataNode) -> [Claim.Condition]? {
        let before = errorCount
        checkPresence(node)
        if errorCount > before { return nil }
        var result: [Claim.Condition] = []
        if has(node, "sample") { result += sample(node).map { [.sample($0)] } ?? [] }
        if has(node, "faster") {
            result += faster(node).map { [$0] } ?? []
        } else if has(node, "same") {
            result += same(node)
        } else if let expression = expression(node) {
            result += bounded(expression, node).map { [$0] } ?? []
        }
        return errorCount > before ? nil : result
    }

    /// Keys without a value, and keys that mean nothing beside the others: what they ask for would
    /// not be checked.
    private mutating func checkPresence(_ node: DataNode) {
        for entry in node.entries ?? []
        where entry.value.isNull && Self.conditionKeys.contains(entry.key) {
            reader.error(
                .claimInvalid, at: entry.keySpan, "`\(entry.key)` has no value here",
                help: "give it one, or delete it; text such as null or ~ needs quotes")
        }
        for (key, needs) in Self.companions
        where has(node, key) && !needs.contains(where: { has(node, $0) }) {
            misplaced(node, key, needs: needs[0])
        }
        let forms = Self.forms.filter { has(node, $0) }
        if forms.count > 1 {
            misplaced(node, forms[1], beside: forms[0])
        } else if let form = forms.first, form == "faster" || form == "same" {
            for key in ["at-least", "at-most"] where has(node, key) {
                misplaced(node, key, beside: form)
            }
        }
    }

    var errorCount: Int { reader.diagnostics.count { $0.severity == .error } }

    func has(_ node: DataNode, _ key: String) -> Bool { !(node[key]?.isNull ?? true) }

    private mutating func misplaced(_ node: DataNode, _ key: String, needs: String) {
        let span = node.entries?.first { $0.key == key }?.keySpan ?? node.span
        reader.error(
            .claimInvalid, at: span, "`\(key)` can't be used without `\(needs)`",
            help: "add `\(needs):`")
    }

    private mutating func misplaced(_ node: DataNode, _ key: String, beside other: String) {
        let span = node.entries?.first { $0.key == key }?.keySpan ?? node.span
        let help =
            other == "faster" && key.hasPrefix("at-")
            ? "write `by: 3` for “at least 3 times faster”"
            : "write a list under `all:` with one of them in each element"
        reader.error(
            .claimInvalid, at: span, "`\(key)` and `\(other)` are different claims", help: help)
    }
}
