/// The files that a base's own filter leaves, as far as that filter does not ask for the place
/// where the base is shown.
///
/// A base may stand in a thousand notes, each time with another `this`: what doesn't depend on it
/// is found out once, and each place then looks at the few files that are left.
package struct BaseCandidates: Sendable {
    /// Positions in the ``BaseCorpus``.
    package let files: [Int]
    let problems: BaseProblems

    /// For all places at which `base` is shown in one build.
    package init(of base: Base, in corpus: BaseCorpus, now: BaseDate) {
        let parts = base.filter.map { base.leadingParts(of: $0) } ?? []
        guard !parts.isEmpty else {
            files = Array(corpus.files.indices)
            problems = BaseProblems()
            return
        }
        var query = BaseQuery(base: base, corpus: corpus, this: nil, now: now)
        // What can't be decided in time is left to the places to complain of.
        let found = try? query.matchingFiles([.all(parts)])
        files = found ?? Array(corpus.files.indices)
        problems = found == nil ? BaseProblems() : query.problems
    }
}

extension Base {
    /// The first parts of a conjunction, as long as they mean the same wherever the base stands. Not
    /// those behind: what stands before them may keep them from files that they would fail for.
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
        switch filter {
        case .all(let parts), .any(let parts), .none(let parts): parts.contains(where: mentionsThis)
        case .expression(let expression): mentionsThis(expression)
        case .broken: true
        }
    }

    /// Itself, or in one of the formulas that it needs.
    private func mentionsThis(_ expression: BaseExpression) -> Bool {
        var pending = [expression]
        var seen: Set<String> = []
        while let expression = pending.popLast() {
            var stack = [expression.root]
            while let node = stack.popLast() {
                switch node.kind {
                case .name("this"): return true
                // Which formula that is may be known only while evaluating.
                case .name("formula"):
                    pending += formulas.filter { seen.insert($0.name).inserted }.compactMap(
                        \.expression)
                default: break
                }
                stack += node.children
            }
        }
        return false
    }
}
