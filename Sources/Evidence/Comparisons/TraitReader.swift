import Markdown
package import Vault

extension ModelReader {
    static let traitKeys = [
        "value", "note", "source", "as_of", "since", "because", "rating", "claim", "measure", "na",
        "why", "except",
    ]

    /// Reads a trait as written, a bare value or a map. Its content is checked later.
    package mutating func trait(_ node: DataNode, _ what: String) -> Trait? {
        if node.isNull { return nil }
        if node.entries == nil {
            guard let text = text(node, what) else { return nil }
            return Trait(.stated(text.value), span: text.span)
        }
        checkKeys(of: node, what, known: Self.traitKeys)
        if let why = node["why"], !why.isNull, node["na"]?.isNull ?? true {
            error(
                .traitValue, at: why.span, "`why` of \(what) stands without `na`",
                help: "write `because:` for the reason of a value, or add `na: true`")
        }
        guard var result = content(of: node, what) else { return nil }
        result.note = text(node["note"], "the note of \(what)")?.value
        result.sources = texts(node["source"], "the source of \(what)").map(\.value)
        result.asOf = text(node["as_of"], "`as_of` of \(what)")?.value
        result.since = text(node["since"], "`since` of \(what)")?.value
        result.because = texts(node["because"], "`because` of \(what)")
        result.rating = number(node["rating"], "the rating of \(what)")
        result.claims = texts(node["claim"], "the claim of \(what)")
        result.exceptions = (node["except"]?.oneOrMany ?? []).compactMap { exception($0, what) }
        return result
    }

    private mutating func content(of node: DataNode, _ what: String) -> Trait? {
        let value = text(node["value"], "the value of \(what)")
        if let written = text(node["measure"], "the measure of \(what)") {
            if let value {
                error(
                    .traitMeasure, at: value.span,
                    "\(what) gives a value beside its measure",
                    help: "delete the value: it comes from the measurement")
            }
            do {
                let reference = try MeasureReference(parsing: written.value)
                return Trait(.measured(reference), span: written.span)
            } catch {
                self.error(
                    .traitMeasure, at: written.span, error.message, help: MeasureSyntaxError.help)
                return nil
            }
        }
        if let na = node["na"], na.bool != false, !na.isNull {
            let why = na.bool == nil ? text(na, "`na` of \(what)") : nil
            let reason = text(node["why"], "`why` of \(what)") ?? why
            return Trait(.notApplicable(why: reason?.value), span: na.span)
        }
        guard let value else {
            if node["value"]?.text == nil, node["measure"]?.text == nil {
                error(
                    .traitValue, at: node.span, "\(what) has neither `value` nor `measure`",
                    help: "or write `na: true` with `why:` when there is none")
            }
            return nil
        }
        return Trait(.stated(value.value), span: value.span)
    }

    private mutating func exception(_ node: DataNode, _ what: String) -> Trait.Exception? {
        guard node.entries != nil else {
            wrongType("`except` of \(what)", "a list of maps with `when` and `value`", node)
            return nil
        }
        checkKeys(of: node, "an exception", known: ["when", "value", "source"])
        guard let when = text(node["when"], "`when` of \(what)"),
            let value = text(node["value"], "the exception's value of \(what)")
        else {
            error(
                .traitValue, at: node.span, "an exception of \(what) needs `when` and `value`")
            return nil
        }
        let source = text(node["source"], "the exception's source of \(what)")
        return Trait.Exception(when: when.value, value: value.value, source: source?.value)
    }
}
