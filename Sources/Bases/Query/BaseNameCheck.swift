import Basics
import Markdown
package import Vault

/// Reports properties that no note has when some note has one of a very similar name. That is most
/// likely a mistake, which would otherwise leave a column empty without a message.
package func checkNames(in base: Base, against corpus: BaseCorpus) -> [Diagnostic] {
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
    /// The expressions of all formulas, summaries and filters.
    package var expressions: [BaseExpression] {
        (formulas + summaries).compactMap(\.expression)
            + ([filter] + views.map(\.filter)).flatMap { $0?.expressions ?? [] }
    }
}

extension BaseExpression {
    /// The properties of notes that it reads, with their places.
    fileprivate var propertyNames: [(name: String, range: Range<Int>)] {
        let names = root.nodes.compactMap { node -> (name: String, range: Range<Int>)? in
            if case .name(let name) = node.kind {
                return Self.objects.contains(name) ? nil : (name, node.range)
            }
            return node.member(of: "note").map { ($0, node.nameRange) }
        }
        return names.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The names of things other than a property.
    private static let objects: Set<String> = ["file", "note", "this", "formula", "acc"]
}
