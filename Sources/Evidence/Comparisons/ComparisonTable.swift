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
        /// Nil when its rows have no heading.
        package var group: CriterionGroup?
        package var rows: [Row]
    }

    package struct Row: Sendable, Hashable {
        /// The criteria's ids joined, or `row-N`: unique in the table.
        package var id: String
        package var label: String
        package var help: String?
        /// Empty for a row of the note alone.
        package var criteria: [String]
        package var kind: EvidenceKind?
        /// How its values are to be read: unit, and which are better.
        package var unit: MeasureUnit?
        package var better: Direction?
        /// One for each column.
        package var cells: [Cell]

        /// Whether the subjects differ in it as far as is known.
        package var differs: Bool {
            guard let first = cells.first else { return false }
            return cells.dropFirst().contains { !$0.says(theSameAs: first) }
        }
    }

    package struct Cell: Sendable, Hashable {
        /// One, or one for each criterion of a row that joins several.
        package var parts: [Part]
        /// What an earlier version of the note said.
        package var original: String?
        /// This note's own words in place of the trait's.
        package var wording: String?
        /// True when it is measured, and better than every other in its row beyond doubt.
        package var isBest = false
    }

    /// What is known about one subject under one criterion.
    package struct Part: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable, Codable {
            case fact, checked, measured, opinion
            case notApplicable = "na"
            case notStated = "not stated"
        }

        package var kind: Kind
        /// The criterion's label, to tell parts of one cell apart.
        package var label: String
        /// As shown; for a measured part its value with uncertainty.
        package var text: String
        package var note: String?
        package var sources: [String] = []
        package var asOf: String?
        package var since: String?
        /// Reasons, criteria and claims named by their labels and sentences.
        package var because: [String] = []
        package var rating: Double?
        package var scale: ClosedRange<Double>?
        package var exceptions: [Trait.Exception] = []
        package var claims: [ClaimEvidence] = []
        package var reference: MeasureReference?
        /// Position in ``Vault/notes`` of the note that defines the measurement.
        package var measureNote: Int?
        /// In the criterion's unit; nil when there is no result.
        package var quantity: MeasuredQuantity?
    }

    package struct ClaimEvidence: Sendable, Hashable {
        package var id: String
        package var text: String
        package var outcome: Verdict.Outcome
        package var note: Int
    }

    package var title: String
    /// Position in ``Vault/notes`` of the note it stands in; nil on pages of its own.
    package var note: Int?
    package var columns: [Column]
    package var sections: [Section]

    package var rows: [Row] { sections.flatMap(\.rows) }
}

extension ComparisonTable.Cell {
    package func says(theSameAs other: Self) -> Bool {
        guard wording == other.wording, parts.count == other.parts.count else { return false }
        return zip(parts, other.parts).allSatisfy { a, b in
            if let p = a.quantity, let q = b.quantity {
                // Intervals that meet: no difference was measured.
                return p.low <= q.high && q.low <= p.high
            }
            return a.kind == b.kind && a.text == b.text && a.rating == b.rating
        }
    }
}
