/// A table ready to be shown: every cell with what it says and how that is known.
package struct ComparisonTable: Sendable, Hashable {
    package struct Column: Sendable, Hashable {
        package var id: String
        package var label: String
        package var family: String?
        package var environment: String?
        package var note: Int
    }

    package struct Section: Sendable, Hashable {
        /// The group; nil if the rows have no heading.
        package var group: CriterionGroup?
        package var rows: [Row]
    }

    package struct Row: Sendable, Hashable {
        /// The identifier, unique in the table: the criteria's ids joined, or `row-N`.
        package var id: String
        package var label: String
        package var help: String?
        /// The criteria; empty for a row of the note alone.
        package var criteria: [String]
        package var kind: EvidenceKind?
        /// The unit, and which values are better.
        package var unit: MeasureUnit?
        package var better: Direction?
        /// The cells, one for each column.
        package var cells: [Cell]

        /// True if the subjects' known values differ in this row.
        package var differs: Bool {
            guard let first = cells.first else { return false }
            return cells.dropFirst().contains { !$0.isEquivalent(to: first) }
        }
    }

    package struct Cell: Sendable, Hashable {
        /// The parts: one, or one for each criterion of a row that joins several.
        package var parts: [Part]
        /// The text of an earlier version of the note.
        package var original: String?
        /// The note's own text, which replaces the trait's.
        package var wording: String?
        /// True if the cell is measured, and better than every other in its row beyond doubt.
        package var isBest = false
    }

    /// The facts known about one subject under one criterion.
    package struct Part: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable, Codable {
            case fact, checked, measured, opinion
            case notApplicable = "na"
            case notStated = "not stated"
        }

        package var kind: Kind
        /// The criterion's label, which distinguishes the parts of one cell.
        package var label: String
        /// The text as shown; for a measured part, its value with the uncertainty.
        package var text: String
        package var note: String?
        package var sources: [String] = []
        package var asOf: String?
        package var since: String?
        /// The reasons. Criteria and claims are named by their labels and sentences.
        package var because: [String] = []
        package var rating: Double?
        package var scale: ClosedRange<Double>?
        package var exceptions: [Trait.Exception] = []
        package var claims: [ClaimEvidence] = []
        package var reference: MeasureReference?
        /// The position in ``Vault/notes`` of the note that defines the measurement.
        package var measureNote: Int?
        /// The value in the criterion's unit; nil if there is no result.
        package var quantity: MeasuredQuantity?
        /// The runtime's version, where those of a row differ.
        package var runtime: String?
    }

    package struct ClaimEvidence: Sendable, Hashable {
        package var id: String
        package var text: String
        package var outcome: Verdict.Outcome
        package var note: Int
    }

    package var title: String
    /// The position in ``Vault/notes`` of the note that contains the table; nil on generated pages.
    package var note: Int?
    package var columns: [Column]
    package var sections: [Section]

    package var rows: [Row] { sections.flatMap(\.rows) }
}

extension ComparisonTable.Cell {
    /// True if the cells show no difference.
    package func isEquivalent(to other: Self) -> Bool {
        guard wording == other.wording, parts.count == other.parts.count else { return false }
        return zip(parts, other.parts).allSatisfy { a, b in
            if let p = a.quantity, let q = b.quantity {
                // Overlapping intervals mean that no difference was measured.
                return p.low <= q.high && q.low <= p.high
            }
            return a.kind == b.kind && a.text == b.text && a.rating == b.rating
        }
    }
}
