package import Markdown

/// A comparison as a note asks for it: which subjects, which rows.
package struct Comparison: Sendable, Hashable {
    package enum Grouping: String, Sendable, Hashable, CaseIterable { case group, none }

    package struct Row: Sendable, Hashable {
        /// In place of the criterion's own.
        package var label: String?
        /// One, or several whose values share the cells, or none: a row of this note alone.
        package var criteria: [String]
        /// By subject: words in place of the trait's own, or all there is in a row without
        /// criterion.
        package var values: [String: Trait] = [:]
        /// By subject: what an earlier version of the note said.
        package var original: [String: String] = [:]
        package var span: SourceSpan
    }

    /// Position in ``Vault/notes``.
    package var note: Int
    package var file: String
    package var title: String
    package var subjects: [String]
    /// True when it asks for all subjects there are.
    package var isOfAll: Bool
    package var rows: [Row]
    package var grouping: Grouping
    package var span: SourceSpan
}

/// Everything that comparison tables are made from.
package struct ComparisonModel: Sendable {
    package var registry: CriterionRegistry
    /// In the order in which the columns of a table of all of them stand.
    package var subjects: [Subject]
    /// In the order of their notes' files.
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

    /// The comparison in a note's front matter.
    package func comparison(inNote index: Int) -> Comparison? {
        comparisons.first { $0.note == index }
    }

    /// The pairs of subjects that some note sets side by side, each once and in the order of the
    /// first note to do so. Tables of all subjects don't count: theirs is the matrix.
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

    /// The notes that set the two side by side.
    package func notes(comparing a: String, _ b: String) -> [Int] {
        comparisons.filter {
            !$0.isOfAll && $0.subjects.contains(a) && $0.subjects.contains(b)
        }.map(\.note)
    }
}
