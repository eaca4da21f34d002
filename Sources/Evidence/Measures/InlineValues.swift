import Basics
package import Markdown
package import Vault

/// Returns the HTML of inline code `` `= NAME.subject` ``: the value or ratio, rounded to the
/// precision of its interval. Code that is not such an expression is shown as written.
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

/// Returns the problems of a note's inline values. In a vault without measurements, such code is
/// taken for another tool's syntax.
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
