import Basics

/// Returns a comparison table as HTML: a figure with a table that is readable without styles and
/// scripts, and its notes below.
///
/// - Parameters:
///   - id: a prefix of all identifiers in the markup, unique on the page.
///   - link: returns the address of a note or of evidence.
package func comparisonHTML(
    _ table: ComparisonTable, id: String, link: EvidenceLink
) -> String {
    comparisonHTML(table, id: id, controls: "", link: link)
}

/// - Parameter controls: markup above the table.
package func comparisonHTML(
    _ table: ComparisonTable, id: String, controls: String, link: EvidenceLink
) -> String {
    var html = MarkupWriter()
    var notes = TableNotes(id: id)
    html.open("figure", [("class", "comparison"), ("id", id)])
    html.newline()
    html.raw(controls)
    html.openScrollingBox(label: "Comparison: " + table.title)
    html.open("table")
    html.newline()
    html.element("caption", [("class", "visually-hidden")], table.title)
    writeHead(table, link, &html)
    for section in table.sections {
        writeSection(section, of: table, &notes, link, &html)
    }
    html.close("table")
    html.close("div")
    html.newline()
    html.open("figcaption")
    if table.rows.contains(where: { $0.cells.contains { $0.original != nil } }) {
        html.element("p", "“Originally” marks what this table said before it was checked.")
    }
    notes.write(&html)
    html.close("figcaption")
    html.newline()
    html.close("figure")
    html.newline()
    return html.html
}

private func writeHead(
    _ table: ComparisonTable, _ link: EvidenceLink, _ html: inout MarkupWriter
) {
    html.open("thead")
    html.open("tr")
    html.element("td", "")
    for column in table.columns {
        html.open(
            "th",
            [("scope", "col"), ("data-subject", column.id), ("title", column.environment)])
        html.link(column.label, to: link(.note(column.note)))
        html.close("th")
    }
    html.close("tr")
    html.close("thead")
    html.newline()
}

private func writeSection(
    _ section: ComparisonTable.Section, of table: ComparisonTable, _ notes: inout TableNotes,
    _ link: EvidenceLink, _ html: inout MarkupWriter
) {
    html.open("tbody", [("data-group", section.group?.id)])
    html.newline()
    if let group = section.group {
        html.open("tr", [("class", "group")])
        html.wrap("th", [("scope", "rowgroup"), ("colspan", "\(table.columns.count + 1)")]) {
            $0.element("span", group.label)
        }
        html.close("tr")
        html.newline()
    }
    for row in section.rows {
        html.open(
            "tr",
            [
                ("data-criterion", row.id), ("data-kind", row.kind?.rawValue),
                ("data-differs", row.differs ? "yes" : "no"), ("data-better", row.better?.rawValue),
            ])
        html.open("th", [("scope", "row")])
        html.element("span", [("class", "row-label")], row.label)
        writeReading(row, &html)
        html.close("th")
        for (column, cell) in zip(table.columns, row.cells) {
            writeCell(cell, of: column, row, &notes, link, &html)
        }
        html.close("tr")
        html.newline()
    }
    html.close("tbody")
    html.newline()
}

/// Writes below a row's label what the criterion means, its unit, and which values are better.
private func writeReading(_ row: ComparisonTable.Row, _ html: inout MarkupWriter) {
    var reading: [String] = []
    if let symbol = row.unit?.symbol, !symbol.isEmpty, row.kind == .measured {
        reading.append(row.unit?.dimension == "ratio" ? "factor" : "in \(symbol)")
    }
    if let better = row.better { reading.append("\(better.rawValue) is better") }
    let sentences = [row.help.map(sentence), reading.isEmpty ? nil : asSentence(reading)]
    let help = sentences.compactMap { $0 }.joined(separator: " ")
    if !help.isEmpty { html.element("span", [("class", "criterion-help")], help) }
}

private func writeCell(
    _ cell: ComparisonTable.Cell, of column: ComparisonTable.Column, _ row: ComparisonTable.Row,
    _ notes: inout TableNotes, _ link: EvidenceLink, _ html: inout MarkupWriter
) {
    let kinds = cell.kindWords
    html.open(
        "td",
        [
            ("class", cell.classes), ("data-subject", column.id), ("data-label", column.label),
            ("data-value", cell.sortValue.map(compact)),
            ("data-interval", cell.interval.map { "\(compact($0.low)) \(compact($0.high))" }),
        ])
    if let wording = cell.wording {
        html.element("span", [("class", "cell-value cell-words")], wording)
    }
    for (index, part) in cell.parts.enumerated() {
        // A text replaces a stated value, but a measured number is shown next to it.
        let shows = cell.wording == nil || part.kind == .measured
        let name = cell.parts.count > 1 && shows ? part.label : nil
        if name != nil { html.open("div", [("class", "cell-part")]) }
        writePart(
            part, name: name, showsText: shows, place: "\(row.id)-\(column.id)-\(index)", &notes,
            link, &html)
        if name != nil { html.close("div") }
    }
    html.element("span", [("class", "cell-kind")], kinds)
    if let original = cell.original {
        html.wrap("span", [("class", "cell-note cell-original")]) {
            $0.text("Originally: ")
            $0.element("q", original)
        }
    }
    html.close("td")
}

private func writePart(
    _ part: ComparisonTable.Part, name: String?, showsText: Bool, place: String,
    _ notes: inout TableNotes, _ link: EvidenceLink, _ html: inout MarkupWriter
) {
    if let name { html.element("span", [("class", "part-label")], name + ": ") }
    if showsText {
        html.open("span", [("class", "cell-value")])
        if let reference = part.reference, let note = part.measureNote {
            html.link(part.text, to: link(.measure(reference.measure, note: note)))
        } else {
            html.text(part.text)
        }
        html.close("span")
        if let runtime = part.runtime {
            html.text(" ")
            html.element("span", [("class", "cell-runtime")], runtime)
        }
    }
    if let rating = part.rating, let scale = part.scale {
        html.text(" ")
        html.element(
            "span", [("class", "rating")],
            "(\(plain(rating)) of \(plain(scale.upperBound)))")
    }
    if let number = notes.number(for: part, at: place, link: link) {
        html.wrap("sup", [("class", "table-note-ref")]) {
            $0.element(
                "a",
                [
                    ("href", "#" + notes.anchor(number)), ("id", notes.origin(place)),
                    ("aria-label", "Note \(number)"),
                ], "\(number)")
        }
    }
    html.text(" ")
}

private func asSentence(_ parts: [String]) -> String {
    let text = parts.joined(separator: ", ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
}

extension ComparisonTable.Cell {
    fileprivate var classes: String {
        var classes = ["cell-" + (parts.first?.kind ?? .notStated).className]
        if isBest { classes.append("cell-best") }
        if parts.contains(where: { $0.quantity?.isUsable == false }) {
            classes.append("cell-unusable")
        }
        let verdicts = parts.flatMap(\.claims).map(\.outcome)
        if let worst = verdicts.worst, worst != .holds { classes.append("is-" + worst.className) }
        return classes.joined(separator: " ")
    }

    /// The kind of evidence in words, since many readers can't interpret a mark or colour alone.
    fileprivate var kindWords: String {
        var words: [String] = []
        for part in parts where !words.contains(part.kindWords) { words.append(part.kindWords) }
        if isBest { words.append("best") }
        return words.joined(separator: ", ")
    }

    fileprivate var sortValue: Double? {
        guard parts.count == 1, let part = parts.first else { return nil }
        return part.quantity?.median ?? part.rating
    }

    fileprivate var interval: MeasuredQuantity? {
        parts.count == 1 ? parts.first?.quantity : nil
    }
}

extension ComparisonTable.Part {
    var kindWords: String {
        switch kind {
        case .fact: return "sourced"
        case .checked:
            switch claims.map(\.outcome).worst {
            case .holds: return "checked: holds"
            case .refuted: return "checked: refuted"
            case .undecided: return "checked: undecided"
            case .notRun, nil: return "not yet checked"
            }
        case .measured:
            guard let quantity else { return "to be measured" }
            return quantity.isUsable ? "measured" : "measured, unreliable"
        case .opinion: return "opinion"
        case .notApplicable: return "does not apply"
        case .notStated: return "no entry"
        }
    }
}

extension ComparisonTable.Part.Kind {
    var className: String {
        switch self {
        case .notStated: "missing"
        default: rawValue
        }
    }
}

extension [Verdict.Outcome] {
    /// The outcome that a reader must know first.
    var worst: Verdict.Outcome? {
        [.refuted, .undecided, .notRun, .holds].first { contains($0) }
    }
}
