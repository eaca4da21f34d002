import Markdown

/// The bases of a vault, and what they are evaluated over.
struct VaultBases: Sendable {
    /// A `.base` file.
    struct Document: Sendable {
        var base: Base
        /// What its own filter leaves, found out once for all places that show it.
        var candidates: BaseCandidates
        /// The links that lead to it, in the order of their notes.
        var backlinks: [LinkGraph.Backlink]
    }

    /// All files as bases see them; nil when the vault has no base.
    var corpus: BaseCorpus?
    /// What they mean by now.
    var now = BaseDate(secondsSince1970: 0)
    /// The `.base` files, by attachment.
    var documents: [Int: Document] = [:]
    /// Some base asks what time it is, so that another moment may make another site.
    var asksTheTime = false
}

extension Base {
    /// Whether some expression of it calls for the time at which it is evaluated.
    var asksTheTime: Bool {
        expressions.contains { expression in
            expression.root.contains { node in
                guard case .call(_, let name, _) = node.kind else { return false }
                return ["now", "today", "relative"].contains(name)
            }
        }
    }
}

extension BaseNode {
    /// Itself or a node below it; chains lean to the left and may be long, so there is no recursion.
    func contains(where isWanted: (BaseNode) -> Bool) -> Bool {
        var stack = [self]
        while let node = stack.popLast() {
            if isWanted(node) { return true }
            stack += node.children
        }
        return false
    }
}
