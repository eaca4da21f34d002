package import Samples

/// Everything that pages are made from, once all notes are read, linked and run. Pages only read it.
package struct Site: Sendable {
    package var configuration: Configuration
    package var vault: Vault
    package var graph: LinkGraph
    package var plan: SitePlan
    /// By attachment: the file to copy.
    package var attachmentFiles: [String]
    /// By note: its file.
    package var noteFiles: [String]
    package var navigation: Navigation
    package var theme: Theme
    /// For each note, one role for each of its code blocks.
    package var roles: [[CodeRole]]
    package var results: SampleResults
    package var highlighting: Conversions
    var syntaxTrees: SyntaxTrees
    package var math: Conversions
    package var graphs: Conversions
    /// Nil when nothing is linked, or can't be drawn.
    package var linkMap: Task<LinkMap?, Never>
    package var comparisons: ComparisonViews
    var bases = VaultBases()
    /// Warnings that may stand, with their reasons.
    var accepted: [Acceptance] {
        acceptances(of: vault.notes).0 + comparisons.model.registry.criteria.flatMap(\.accepted)
    }
    /// When each file was last changed, where git knows: ISO dates.
    package var changes: [VaultPath: String]
    /// Nil when the site has no search.
    var search: SearchIndex?
}

/// Sample results by note and name.
package struct SampleResults: Sendable {
    private var byName: [String: [String: [SampleResult]]] = [:]

    package init(_ results: [SampleResult]) {
        for result in results {
            byName[result.sample.note, default: [:]][result.sample.name, default: []].append(result)
        }
    }

    /// Replaces all results of a note.
    mutating func replace(_ note: String, with results: [SampleResult]) {
        byName[note] = Dictionary(grouping: results, by: \.sample.name)
    }

    func all(of note: String) -> [SampleResult] {
        (byName[note] ?? [:]).sorted { $0.key < $1.key }.flatMap(\.value)
    }

    package subscript(note: String, name: String) -> [SampleResult] { byName[note]?[name] ?? [] }
}
