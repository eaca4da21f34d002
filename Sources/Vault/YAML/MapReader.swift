import Basics
package import Markdown

/// Reads a map whose keys are known: typed values, a diagnostic for each that does not fit, and for
/// each key that is not among those asked for.
package struct MapReader {
    package let file: String
    /// What the map is called in messages, e.g. `site.yml` or `limits`.
    package let name: String
    package let entries: [DataNode.Entry]
    package let span: SourceSpan
    package let code: DiagnosticCode
    private var known: Set<String> = []
    package private(set) var diagnostics: [Diagnostic] = []

    /// - Parameter node: when it is no map, that is a diagnostic, and all keys count as absent.
    package init(
        _ node: DataNode?, name: String, file: String,
        code: DiagnosticCode = .configurationInvalid
    ) {
        self.file = file
        self.name = name
        self.code = code
        span = node?.span ?? SourceSpan(line: 1, column: 1)
        entries = node?.entries ?? []
        if let node, node.entries == nil, !node.isNull {
            report(node, "“\(name)” must be a map, and this is \(node.kindDescription)")
        }
    }

    package mutating func node(_ key: String) -> DataNode? {
        known.insert(key)
        guard let node = entries.first(where: { $0.key == key })?.value, !node.isNull
        else { return nil }
        return node
    }

    package mutating func text(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        if node.text == nil { wrongType(key, node, "text") }
        return node.text
    }

    /// Nil too for a text that is not what `isValid` asks for.
    package mutating func text(
        _ key: String, _ expected: String, where isValid: (String) -> Bool
    ) -> String? {
        guard let text = text(key), let node = node(key) else { return nil }
        if isValid(text) { return text }
        wrongType(key, node, expected)
        return nil
    }

    /// Those of a list that are what `isValid` asks for.
    package mutating func texts(
        _ key: String, _ expected: String, where isValid: (String) -> Bool
    ) -> [String] {
        guard let node = node(key) else { return [] }
        return node.oneOrMany.compactMap { element in
            if let text = element.text, isValid(text) { return text }
            wrongType(key, element, expected)
            return nil
        }
    }

    package mutating func bool(_ key: String) -> Bool? {
        guard let node = node(key) else { return nil }
        if node.bool == nil { wrongType(key, node, "true or false") }
        return node.bool
    }

    package mutating func number(_ key: String) -> Double? {
        guard let node = node(key) else { return nil }
        if node.number == nil { wrongType(key, node, "a number") }
        return node.number
    }

    package mutating func texts(_ key: String) -> [String]? {
        guard let node = node(key) else { return nil }
        return node.oneOrMany.compactMap { element in
            if element.text == nil { wrongType(key, element, "a list of texts") }
            return element.text
        }
    }

    /// One of `choices`.
    package mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ choices: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        guard let node = node(key) else { return nil }
        if let choice = node.text.flatMap(Choice.init(rawValue:)) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        report(
            node,
            "“\(key)” must be one of \(names.joined(separator: ", ")), and this is \(node.kindDescription)",
            help: node.text.flatMap { nearest(to: $0, among: names) }.map {
                "did you mean “\($0)”?"
            })
        return nil
    }

    package mutating func report(_ node: DataNode, _ message: String, help: String? = nil) {
        diagnostics.append(
            Diagnostic(.error, code, file: file, span: node.span, message, help: help))
    }

    package mutating func wrongType(_ key: String, _ node: DataNode, _ expected: String) {
        report(node, "“\(key)” must be \(expected), and this is \(node.kindDescription)")
    }

    /// Call last: reports the keys that nobody asked for.
    package mutating func finish() -> [Diagnostic] {
        for entry in entries where !known.contains(entry.key) {
            let suggestion = nearest(to: entry.key, among: known.sorted())
            diagnostics.append(
                Diagnostic(
                    .error, code, file: file, span: entry.keySpan,
                    "“\(name)” has no key “\(entry.key)”",
                    help: suggestion.map { "did you mean “\($0)”?" }
                        ?? "it may have: \(known.sorted().joined(separator: ", "))"))
        }
        return diagnostics
    }
}
