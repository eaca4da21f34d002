package import Markdown
import Vault

/// The kind of evidence for a cell's value.
package enum EvidenceKind: String, Sendable, Hashable, CaseIterable, Codable {
    case fact, checked, measured, opinion
}

/// A heading above rows of a comparison table.
package struct CriterionGroup: Sendable, Hashable {
    package var id: String
    package var label: String

    package init(id: String, label: String) {
        self.id = id
        self.label = label
    }
}

/// A row of comparison tables: a question about every subject.
package struct Criterion: Sendable, Hashable {
    package var id: String
    package var label: String
    /// The id of the group.
    package var group: String?
    /// The weakest evidence that its cells may have.
    package var kind: EvidenceKind
    /// The allowed values; empty if any text is allowed.
    package var values: [String] = []
    package var unit: MeasureUnit?
    package var better: Direction?
    /// The range of a rating, such as 1 to 5.
    package var scale: ClosedRange<Double>?
    package var help: String?
    /// Warnings about it that may stand.
    package var accepted: [Acceptance] = []
    package var file: String
    package var span: SourceSpan
}

/// All rows in their order, and the units that they use.
package struct CriterionRegistry: Sendable {
    /// The groups in the order in which tables show them.
    package var groups: [CriterionGroup] = []
    /// The criteria by group, and in each group as written.
    package var criteria: [Criterion] = []
    package var units = UnitTable.builtIn
    private var positions: [String: Int] = [:]

    package init() {}

    package subscript(id: String) -> Criterion? { positions[id].map { criteria[$0] } }

    package func group(_ id: String) -> CriterionGroup? { groups.first { $0.id == id } }

    package func criteria(inGroup id: String) -> [Criterion] { criteria.filter { $0.group == id } }

    mutating func setCriteria(_ unordered: [Criterion]) {
        let rank = Dictionary(
            groups.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        criteria = unordered.enumerated().sorted { a, b in
            let (p, q) = (rank[a.element.group ?? ""], rank[b.element.group ?? ""])
            return (p ?? groups.count, a.offset) < (q ?? groups.count, b.offset)
        }.map(\.element)
        positions = Dictionary(
            criteria.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
