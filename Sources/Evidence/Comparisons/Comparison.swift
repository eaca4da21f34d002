package import Markdown

/// A comparison that a note asks for: its subjects and rows.
package struct Comparison: Sendable, Hashable {
    package enum Grouping: String, Sendable, Hashable, CaseIterable { case group, none }

    package struct Row: Sendable, Hashable {
        /// The label that replaces the criterion's own.
        package var label: String?
        /// The row's criteria: one; several whose values share the cells; or none for a row of this
        /// note alone.
        package var criteria: [String]
        /// By subject, the text that replaces the trait's own, or the whole value in a row without
        /// a criterion.
        package var values: [String: Trait] = [:]
        /// By subject, the text of an earlier version of the note.
        package var original: [String: String] = [:]
        package var span: SourceSpan
    }

    /// The note's position in ``Vault/notes``.
    package var note: Int
    package var file: String
    package var title: String
    package var subjects: [String]
    /// True if the comparison asks for all subjects.
    package var isOfAll: Bool
    package var rows: [Row]
    package var grouping: Grouping
    package var span: SourceSpan
}

/// The data of all comparison tables.
package struct ComparisonModel: Sendable {
    package var registry: CriterionRegistry
    /// The subjects in the order of the columns of the table of all subjects.
    package var subjects: [Subject]
    /// The comparisons in the order of their notes' files.
    package var comparisons: [Comparison]
    private let positions: [String: Int]

    package init(registry: CriterionRegistry, subjects: [Subject], comparisons: [Comparison]) {
        self.registry = registry
        self.subjects = subjects
        self.comparisons = comparisons
        positions = Dictionary(
            subjects.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func subject(_ id: String) -> Subject? { positions[id].map { subjects[$0] } }

    /// Returns the comparison in a note's front matter.
    package func comparison(inNote index: Int) -> Comparison? {
        comparisons.first { $0.note == index }
    }

    /// The pairs of subjects that some note compares, each once and in the order of the first note
    /// that does. Tables of all subjects don't count, since the matrix covers them.
    package var pairs: [(a: Subject, b: Subject)] {
        var seen: Set<[String]> = []
        var result: [(a: Subject, b: Subject)] = []
        for comparison in comparisons where !comparison.isOfAll {
            let subjects = comparison.subjects.compactMap(subject)
            for (index, a) in subjects.enumerated() {
                for b in subjects[(index + 1)...] where seen.insert([a.id, b.id].sorted()).inserted
                {
                    result.append((a, b))
                }
            }
        }
        return result
    }

    /// Returns the notes that compare the two subjects.
    package func notes(comparing a: String, _ b: String) -> [Int] {
        comparisons.filter {
            !$0.isOfAll && $0.subjects.contains(a) && $0.subjects.contains(b)
        }.map(\.note)
    }
}
