import Markdown

/// The bases of a vault and the files that they are evaluated over.
struct VaultBases: Sendable {
    /// A `.base` file.
    struct Document: Sendable {
        var base: Base
        /// The files that pass its own filter, which are found once for all places that show it.
        var candidates: BaseCandidates
        /// The links to it, in the order of their notes.
        var backlinks: [LinkGraph.Backlink]
    }

    /// The properties of all files; nil when the vault has no base.
    var corpus: BaseCorpus?
    /// The value of `now()`.
    var now = BaseDate(secondsSince1970: 0)
    /// The `.base` files, by the number of their attachment.
    var documents: [Int: Document] = [:]
    /// Whether a base depends on the time of the build.
    var asksTheTime = false
}

extension Base {
    /// Whether an expression depends on the time of the build.
    var asksTheTime: Bool {
        expressions.contains { expression in
            expression.root.nodes.contains { node in
                guard case .call(_, let name, _) = node.kind else { return false }
                return ["now", "today", "relative"].contains(name)
            }
        }
    }
}
