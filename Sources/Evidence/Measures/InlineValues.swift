package import Markdown
package import Vault

/// What inline code `` `= NAME.subject` `` shows: the value or ratio, rounded to what its interval
/// supports. What is no such expression is shown as it was written.
package func inlineValueHTML(
    _ expression: String, measures: [String: MeasureDefinition], results: MeasurementResults?,
    link: EvidenceLink
) -> String {
    var html = MarkupWriter()
    guard let parsed = try? MeasureExpression(parsing: expression),
        parsed.references.allSatisfy({ measures[$0.measure] != nil })
    else {
        html.element("code", "= " + expression)
        return html.html
    }
    guard let quantity = results?.quantity(for: parsed)?.readable() else {
        html.element(
            "span", [("class", "measured missing"), ("title", "\(parsed) has not been measured")],
            "(not measured)")
        return html.html
    }
    let measure = parsed.references.first?.measure ?? ""
    let href = results?[measure].flatMap { link(.measure(measure, note: $0.note)) }
    let facts = [
        quantity.isRange
            ? "range \(quantity.intervalText)" : "95 % interval \(quantity.intervalText)",
        plural(quantity.n, "round"), quantity.runtimeVersion, quantity.host,
        String(quantity.date.prefix(10)), quantity.isUsable ? "" : "unreliable",
    ]
    let attributes: [(String, String?)] = [
        ("class", quantity.isUsable ? "measured" : "measured unusable"), ("href", href),
        ("title", facts.filter { !$0.isEmpty }.joined(separator: "; ")),
    ]
    let text = quantity.text + (quantity.isUsable ? "" : " (unreliable)")
    html.element(href == nil ? "span" : "a", attributes, text)
    return html.html
}

/// What is wrong with a note's inline values. Where the vault measures nothing, they are somebody
/// else's syntax and no business of ours.
package func inlineValueDiagnostics(
    _ values: [InlineValue], file: String, measures: [String: MeasureDefinition],
    results: MeasurementResults?
) -> [Diagnostic] {
    if measures.isEmpty { return [] }
    var reader = ModelReader(file: file)
    for value in values where !value.expression.hasPrefix("this.") {
        do {
            let expression = try MeasureExpression(parsing: value.expression)
            let before = reader.diagnostics.count
            for reference in expression.references {
                _ = reader.checkReference(
                    reference, at: value.span, names: EvidenceNames(measures: measures))
            }
            if reader.diagnostics.count > before { continue }
            guard let results else { continue }
            if let missing = expression.references.first(where: { results.quantity(for: $0) == nil }
            ) {
                reader.warning(
                    .valueInvalid, at: value.span, "“\(missing)” has not been measured",
                    help: "run `site run` to measure it")
            } else if results.quantity(for: expression) == nil {
                reader.error(
                    .valueInvalid, at: value.span, "“\(expression)” can't be divided",
                    help: "both must be of one dimension and above zero")
            }
        } catch {
            reader.error(
                .valueInvalid, at: value.span, error.message, help: MeasureSyntaxError.help)
        }
    }
    return reader.diagnostics
}
