import Markdown
import Vault

extension BaseReader {
    /// Reads a filter: a text, or a map with exactly one of `and`, `or` and `not`.
    package mutating func filter(_ node: DataNode) -> BaseFilter? {
        switch node.value {
        case .scalar:
            if node.isNull, !lines.looksTagged(node.span) { return nil }
            guard let expression = expression(node, "this filter") else { return .broken }
            // Evaluating a filter with such an error would fail for every file and leave an empty
            // table.
            let problems = BaseChecker(base: base).check(expression)
            base.diagnostics += problems
            return problems.isEmpty ? .expression(expression) : .broken
        case .list:
            report(
                node, "filters are a text or a map, and this is a list",
                help: "put the list below and:, or: or not:")
            return .broken
        case .map(let entries):
            let known = entries.filter { Self.conjunctions.contains($0.key) }
            checkKeys(of: node, known: Self.conjunctions, name: "a filter")
            guard known.count == entries.count else { return .broken }
            guard known.count <= 1 else {
                report(
                    known[1].keySpan,
                    "a filter has exactly one of and, or, not, and here “\(known[1].key)” follows “\(known[0].key)”",
                    help: "put one into the list of the other")
                return .broken
            }
            guard let only = known.first else { return nil }
            return conjunction(only)
        }
    }

    private static let conjunctions = ["and", "or", "not"]

    private mutating func conjunction(_ entry: DataNode.Entry) -> BaseFilter {
        let nodes: [DataNode] =
            switch entry.value.value {
            case .list(let nodes): nodes
            default: entry.value.isNull && !lines.looksTagged(entry.value.span) ? [] : [entry.value]
            }
        var parts: [BaseFilter] = []
        for node in nodes {
            if let part = filter(node) { parts.append(part) }
        }
        switch entry.key {
        case "or": return parts.isEmpty ? .all([]) : .any(parts)
        case "not": return .none(parts)
        default: return .all(parts)
        }
    }
}

extension YAMLLines {
    /// True if an empty value begins with `!`, so that YAML took an expression for a tag.
    func looksTagged(_ span: SourceSpan) -> Bool {
        let place = place(span.start)
        // The reader's span begins at the sign or after it.
        return [place.byte - 1, place.byte].contains {
            byte(at: Place(line: place.line, byte: $0)) == UInt8(ascii: "!")
        }
    }
}
