import Vault

/// Returns the page of all subjects under all criteria: controls that need scripts, the whole table
/// for everyone, and the pairs that notes compare.
package func matrixHTML(
    _ model: ComparisonModel, evidence: TableEvidence, link: EvidenceLink
) -> String {
    let table = model.matrix(title: "All subjects", evidence: evidence)
    var html = MarkupWriter()
    if table.columns.count < 2 || table.rows.isEmpty {
        html.element("p", "There is nothing to compare yet.")
        return html.html
    }
    var controls = MarkupWriter()
    writeControls(table, &controls)
    html.raw(comparisonHTML(table, id: "matrix", controls: controls.html, link: link))
    writePairs(model.pairs, link, &html)
    return html.html
}

/// Returns the page of two subjects under every criterion.
package func pairHTML(
    _ a: Subject, _ b: Subject, of model: ComparisonModel, evidence: TableEvidence,
    noteTitle: (Int) -> String, link: EvidenceLink
) -> String {
    let table = model.table(ofPair: a, b, evidence: evidence)
    var html = MarkupWriter()
    let notes = model.notes(comparing: a.id, b.id)
    if !notes.isEmpty {
        html.open("p", [("class", "pair-notes")])
        html.text("Discussed in ")
        for (index, note) in notes.enumerated() {
            if index > 0 { html.text(index == notes.count - 1 ? " and " : ", ") }
            html.link(noteTitle(note), to: link(.note(note)))
        }
        html.text(".")
        html.close("p")
        html.newline()
    }
    html.raw(comparisonHTML(table, id: "pair", link: link))
    if let matrix = link(.matrix) {
        html.wrap("p") { $0.link("All subjects side by side", to: matrix) }
        html.newline()
    }
    return html.html
}

/// Returns the slug of the pair's address and its title.
package func pairName(_ a: Subject, _ b: Subject) -> (slug: String, title: String) {
    ("\(slug(a.id))-vs-\(slug(b.id))", "\(a.label) vs \(b.label)")
}

/// Writes the controls, which are hidden until the script that they need shows them.
private func writeControls(_ table: ComparisonTable, _ html: inout MarkupWriter) {
    html.open(
        "form",
        [("class", "matrix-controls"), ("aria-label", "What the table shows"), ("hidden", "")])
    html.newline()
    html.wrap("fieldset", [("class", "matrix-subjects ledger-filter")]) {
        $0.element("legend", [("class", "visually-hidden")], "Subjects")
        for column in table.columns {
            writeCheckbox("subject", value: column.id, isChecked: true, column.label, &$0)
        }
    }
    html.newline()
    html.open("div", [("class", "comparison-controls")])
    html.open(
        "input",
        [
            ("type", "search"), ("name", "filter"), ("placeholder", "Filter rows"),
            ("aria-label", "Filter rows"),
        ])
    let groups = table.sections.compactMap(\.group)
    if groups.count > 1 {
        writeSelect(
            "group", "Group", [("", "All groups")] + groups.map { ($0.id, $0.label) }, &html)
    }
    writeSelect(
        "rows", "Order of the rows",
        [("", "Rows in order"), ("label", "Rows by name"), ("kind", "Rows by evidence")], &html)
    let sortable = table.rows.filter { row in
        row.cells.count { $0.parts.first?.quantity != nil || $0.parts.first?.rating != nil } > 1
    }
    writeSelect(
        "columns", "Order of the columns",
        [("", "Columns in order"), ("label", "Columns by name")]
            + sortable.map { ("row:" + $0.id, "Columns by: " + $0.label) }, &html)
    html.close("div")
    html.newline()
    html.wrap("div", [("class", "matrix-options ledger-filter")]) {
        writeCheckbox("differing", value: "yes", isChecked: false, "Only differences", &$0)
        $0.element("button", [("type", "reset"), ("class", "chip")], "Show all")
        $0.element("output", [("name", "count")], "")
    }
    html.newline()
    html.close("form")
    html.newline()
}

private func writeCheckbox(
    _ name: String, value: String, isChecked: Bool, _ label: String, _ html: inout MarkupWriter
) {
    let id = "matrix-\(name)-\(value)"
    html.open(
        "input",
        [
            ("type", "checkbox"), ("name", name), ("value", value), ("id", id),
            ("checked", isChecked ? "" : nil),
        ])
    html.element("label", [("for", id)], label)
}

private func writeSelect(
    _ name: String, _ label: String, _ options: [(value: String, text: String)],
    _ html: inout MarkupWriter
) {
    html.wrap("select", [("name", name), ("aria-label", label)]) {
        for option in options { $0.element("option", [("value", option.value)], option.text) }
    }
}

private func writePairs(
    _ pairs: [(a: Subject, b: Subject)], _ link: EvidenceLink, _ html: inout MarkupWriter
) {
    let linked = pairs.compactMap { pair in
        link(.pair(pair.a.id, pair.b.id)).map { (pairName(pair.a, pair.b).title, $0) }
    }
    if linked.isEmpty { return }
    html.element("h2", [("id", "pairs")], "Two at a time")
    html.newline()
    html.open("ul", [("class", "pair-list")])
    for (title, href) in linked {
        html.wrap("li") { $0.link(title, to: href) }
        html.newline()
    }
    html.close("ul")
    html.newline()
}
