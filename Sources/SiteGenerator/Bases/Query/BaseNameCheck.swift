import Markdown

/// Names of properties that no note has, though one has a very similar name: most likely a slip,
/// whose column would stay empty without a word.
func checkNames(in base: Base, against corpus: BaseCorpus) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var seen: Set<String> = []
    func check(_ name: String, _ span: @autoclosure () -> SourceSpan) {
        guard name.utf8.count >= 5, !seen.contains(name), !corpus.propertyNames.contains(name),
            !BaseNameCheck.reserved.contains(name)
        else { return }
        seen.insert(name)
        guard !corpus.propertyNames.contains(where: { $0.folded == name.folded }),
            let near = nearest(to: name, among: corpus.propertyNames.sorted()),
            near.utf8.count >= 5, near.first?.lowercased() == name.first?.lowercased()
        else { return }
        diagnostics.append(
            Diagnostic(
                .warning, .propertyUnknown, file: base.file, span: span(),
                "no note has the property “\(name)”", help: "did you mean “\(near)”?"))
    }
    for expression in base.expressions {
        for (name, range) in expression.propertyNames { check(name, expression.span(range)) }
    }
    for (property, span) in base.places {
        if case .note(let name) = property { check(name, span) }
    }
    return diagnostics.sorted()
}

private enum BaseNameCheck {
    static let reserved: Set<String> = ["value", "index", "values", "aliases", "cssclasses"]
}

extension Base {
    /// All of them, wherever they stand.
    var expressions: [BaseExpression] {
        var result = (formulas + summaries).compactMap(\.expression)
        func gather(_ filter: BaseFilter?) {
            guard let filter else { return }
            switch filter {
            case .all(let parts), .any(let parts), .none(let parts): parts.forEach(gather)
            case .expression(let expression): result.append(expression)
            case .broken: break
            }
        }
        gather(filter)
        for view in views { gather(view.filter) }
        return result
    }
}

extension BaseExpression {
    /// The properties of notes that it reads, with their places.
    fileprivate var propertyNames: [(name: String, range: Range<Int>)] {
        var result: [(name: String, range: Range<Int>)] = []
        var stack = [root]
        while let node = stack.popLast() {
            switch node.kind {
            case .name(let name) where !["file", "note", "this", "formula", "acc"].contains(name):
                result.append((name, node.range))
            case .member(let receiver, let name):
                if case .name("note") = receiver.kind { result.append((name, node.nameRange)) }
            case .index(let receiver, let index):
                if case .name("note") = receiver.kind, case .literal(.text(let name)) = index.kind {
                    result.append((name, node.nameRange))
                }
            default: break
            }
            stack += node.children
        }
        return result.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
}
