import Basics
package import Markdown

/// Reads a map whose keys are known. It returns typed values, and reports each value of the wrong
/// type and each key that was not read.
package struct MapReader {
    package let file: String
    /// The map's name in messages, such as `site.yml` or `limits`.
    package let name: String
    package let entries: [DataNode.Entry]
    package let span: SourceSpan
    package let code: DiagnosticCode
    private var known: Set<String> = []
    package private(set) var diagnostics: [Diagnostic] = []

    /// - Parameter node: the map. If it is something else, that is reported, and all keys count as
    ///   absent.
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

    /// Returns the value of a key; nil if it is absent or null. The key counts as read.
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

    /// Returns nil also for a text that `isValid` refuses.
    package mutating func text(
        _ key: String, _ expected: String, where isValid: (String) -> Bool
    ) -> String? {
        guard let text = text(key), let node = node(key) else { return nil }
        if isValid(text) { return text }
        wrongType(key, node, expected)
        return nil
    }

    /// Returns the texts of a list that `isValid` accepts.
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

    /// Returns one of `choices`.
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

    /// Reports the keys that were not read. Call it last.
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
