import Bases
package import Evidence
import Samples
package import Vault

/// The data that all pages are rendered from, after all notes are read, linked and run. Rendering
/// doesn't change it.
package struct Site: Sendable {
    package var configuration: Configuration
    package var vault: Vault
    package var graph: LinkGraph
    package var plan: SitePlan
    /// The file to copy, by attachment.
    package var attachmentFiles: [String]
    /// The file of the note, by note.
    package var noteFiles: [String]
    package var navigation: Navigation
    package var theme: Theme
    /// The roles of the code blocks, by note.
    package var roles: [[CodeRole]]
    package var results: SampleResults
    package var highlighting: Conversions
    var syntaxTrees: SyntaxTrees
    package var math: Conversions
    package var graphs: Conversions
    /// The drawing of the links. Its value is nil if there are no links or it can't be drawn.
    package var linkMap: Task<LinkMap?, Never>
    package var comparisons: ComparisonViews
    var bases = VaultBases()
    /// Warnings that may stand, with their reasons.
    var accepted: [Acceptance] {
        acceptances(of: vault.notes).0 + comparisons.model.registry.criteria.flatMap(\.accepted)
    }
    /// When each file was last changed, where git knows: ISO dates.
    package var changes: [VaultPath: String]
    /// The search index, or nil if the site has no search.
    var search: SearchIndex?
}
