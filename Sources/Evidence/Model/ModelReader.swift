import Basics
package import Markdown
package import Vault

/// Reads one file's maps, and reports problems at their places.
package struct ModelReader {
    package let file: String
    package var diagnostics: [Diagnostic] = []

    package init(file: String) { self.file = file }

    package mutating func error(
        _ code: DiagnosticCode, at span: SourceSpan, _ message: String, notes: [String] = [],
        help: String? = nil
    ) {
        diagnostics.append(
            Diagnostic(.error, code, file: file, span: span, message, notes: notes, help: help))
    }

    package mutating func warning(
        _ code: DiagnosticCode, at span: SourceSpan, _ message: String, help: String? = nil
    ) {
        diagnostics.append(Diagnostic(.warning, code, file: file, span: span, message, help: help))
    }

    package mutating func wrongType(_ what: String, _ expected: String, _ node: DataNode) {
        error(
            .propertyType, at: node.span,
            "\(what) must be \(expected), and this is \(node.kindDescription)")
    }

    /// Returns a scalar's text, trimmed; nil if it is absent. A value that is not a text is
    /// reported.
    package mutating func text(_ node: DataNode?, _ what: String) -> Spanned<String>? {
        guard let node, !node.isNull else { return nil }
        guard let text = node.text?.trimmed else {
            wrongType(what, "text", node)
            return nil
        }
        return text.isEmpty ? nil : Spanned(text, span: node.span)
    }

    /// Returns the texts of one text or a list of texts.
    package mutating func texts(_ node: DataNode?, _ what: String) -> [Spanned<String>] {
        (node?.oneOrMany ?? []).compactMap { text($0, what) }
    }

    package mutating func number(_ node: DataNode?, _ what: String) -> Double? {
        guard let node, !node.isNull else { return nil }
        guard let number = node.number else {
            wrongType(what, "a number", node)
            return nil
        }
        return number
    }

    /// Returns one of a few words.
    package mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: DataNode?, _ what: String, code: DiagnosticCode
    ) -> Choice? where Choice.RawValue == String {
        guard let written = text(node, what) else { return nil }
        if let choice = Choice(rawValue: written.value) { return choice }
        let choices = Choice.allCases.map(\.rawValue)
        error(
            code, at: written.span,
            "\(what) must be \(listed(choices, "or")), and this is “\(written.value)”",
            help: nearest(to: written.value, among: choices).map { "did you mean “\($0)”?" })
        return nil
    }

    /// True if a note's property belongs to the data model. A mere text under such a name is most
    /// likely the author's own, as in vaults that are not written for this program.
    mutating func belongsToModel(_ node: DataNode, _ name: String, help: String) -> Bool {
        let parts = node.oneOrMany
        if parts.contains(where: { $0.text == nil && !$0.isNull }) { return true }
        if !parts.isEmpty {
            warning(
                .propertyType, at: node.span,
                "“\(name)” is \(node.kindDescription) and is left alone", help: help)
        }
        return false
    }

    /// Warns about unknown keys, which are most often slips.
    package mutating func checkKeys(of node: DataNode, _ what: String, known: [String]) {
        for entry in node.entries ?? [] where !known.contains(entry.key) {
            warning(
                .propertyUnknown, at: entry.keySpan, "\(what) has no property “\(entry.key)”",
                help: nearest(to: entry.key, among: known).map { "did you mean “\($0)”?" }
                    ?? "it may have \(listed(known, "and"))")
        }
    }

    /// Reads a list of maps with an `id` each, or a map from ids to maps, in the order written. An
    /// entry without a usable `id` is reported and left out.
    mutating func identified(
        _ node: DataNode, _ what: String, code: DiagnosticCode
    ) -> [(id: Spanned<String>, node: DataNode)] {
        if let entries = node.entries {
            return entries.compactMap { entry in
                let id = Spanned(entry.key, span: entry.keySpan)
                return checkedIdentifier(id, what, code: code).map { ($0, entry.value) }
            }
        }
        guard let list = node.list else {
            wrongType("“\(what)”", "a list or a map", node)
            return []
        }
        return list.compactMap { element in
            guard element.entries != nil else {
                wrongType(what, "a map with an `id`", element)
                return nil
            }
            guard let id = text(element["id"], "the `id` of \(what)") else {
                if element["id"]?.list == nil, element["id"]?.entries == nil {
                    error(
                        code, at: element.span, "\(what) has no `id`",
                        help: "give it one: a short word of letters, digits and “-”")
                }
                return nil
            }
            return checkedIdentifier(id, what, code: code).map { ($0, element) }
        }
    }

    mutating func checkedIdentifier(
        _ id: Spanned<String>, _ what: String, code: DiagnosticCode
    ) -> Spanned<String>? {
        if isIdentifier(id.value) { return id }
        error(
            code, at: id.span, "“\(id.value)” can't be the `id` of \(what)",
            help: "only letters, digits, “-” and “_” are allowed in it")
        return nil
    }
}
