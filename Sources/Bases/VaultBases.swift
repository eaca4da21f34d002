import Markdown
package import Vault

/// The bases of a vault and the files that they are evaluated over.
package struct VaultBases: Sendable {
    /// A `.base` file.
    package struct Document: Sendable {
        package var base: Base
        /// The files that pass its own filter, which are found once for all places that show it.
        package var candidates: BaseCandidates
        /// The links to it, in the order of their notes.
        package var backlinks: [LinkGraph.Backlink]

        package init(
            base: Base, candidates: BaseCandidates, backlinks: [LinkGraph.Backlink]
        ) {
            self.base = base
            self.candidates = candidates
            self.backlinks = backlinks
        }
    }

    /// The properties of all files; nil when the vault has no base.
    package var corpus: BaseCorpus?
    /// The value of `now()`.
    package var now = BaseDate(secondsSince1970: 0)
    /// The `.base` files, by the number of their attachment.
    package var documents: [Int: Document] = [:]
    /// True if a base depends on the time of the build.
    package var dependsOnTime = false

    package init() {}
}

extension Base {
    /// True if an expression depends on the time of the build.
    package var dependsOnTime: Bool {
        expressions.contains { expression in
            expression.root.nodes.contains { node in
                guard case .call(_, let name, _) = node.kind else { return false }
                return ["now", "today", "relative"].contains(name)
            }
        }
    }
}
