import Vault

/// The files that pass the part of a base's filter that does not depend on `this`.
///
/// A base may be shown in a thousand notes, and `this` is another note in each. So the part of the
/// filter that doesn't depend on it is evaluated once, and each note only looks at the files that are
/// left.
package struct BaseCandidates: Sendable {
    /// The files' positions in the ``BaseCorpus``.
    package let files: [Int]
    package let problems: BaseProblems

    /// Finds the files for all notes that show `base`.
    package init(of base: Base, in corpus: BaseCorpus, now: BaseDate) {
        let parts = base.filter.map { base.leadingParts(of: $0) } ?? []
        guard !parts.isEmpty else {
            files = corpus.shown
            problems = BaseProblems()
            return
        }
        var query = BaseQuery(base: base, corpus: corpus, this: nil, now: now)
        // When the evaluation takes too long, each note that shows the base reports it.
        let found = try? query.matchingFiles([.all(parts)])
        files = found?.filter { !corpus.files[$0].path.isHidden } ?? corpus.shown
        problems = found == nil ? BaseProblems() : query.problems
    }
}

extension BaseCorpus {
    /// A base lists no file that is there for those notes alone that show it.
    package var shown: [Int] { files.indices.filter { !files[$0].path.isHidden } }
}

extension Base {
    /// Returns the first parts of a conjunction, up to the one that depends on `this`. A later part
    /// may be an error for files that this one excludes, so it can't be evaluated without it.
    fileprivate func leadingParts(of filter: BaseFilter) -> [BaseFilter] {
        guard case .all(let parts) = filter else {
            return filter.isBroken || mentionsThis(filter) ? [] : [filter]
        }
        var result: [BaseFilter] = []
        for part in parts {
            result += leadingParts(of: part)
            if part.isBroken || mentionsThis(part) { break }
        }
        return result
    }

    private func mentionsThis(_ filter: BaseFilter) -> Bool {
        filter.expressions.contains { mentions("this", $0) }
            || filter.expressions.contains { mentions("formula", $0) } && formulasMentionThis
    }

    /// An expression may compute the name of a formula, so that all formulas are looked at.
    private var formulasMentionThis: Bool {
        formulas.contains { $0.expression.map { mentions("this", $0) } ?? false }
    }

    private func mentions(_ name: String, _ expression: BaseExpression) -> Bool {
        expression.root.nodes.contains { node in
            if case .name(name) = node.kind { true } else { false }
        }
    }
}
