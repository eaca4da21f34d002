import Bases
package import Evidence
import Samples
package import Vault

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
