import Basics

extension BaseRenderer {
    package mutating func writeTable(_ result: BaseResult, isTab: Bool) {
        let view = result.view
        let name = escapedHTML(view.name)
        // A wide table scrolls. The box can have the focus so that keys can scroll it too.
        write("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"\(name)\">\n")
        write("<table>\n<thead><tr>")
        for (index, column) in view.columns.enumerated() {
            // The browser may choose another width on a narrow screen or for words that don't fit.
            let size = view.columnSizes[column].map {
                " style=\"width:\(numberText($0 / 16))rem\""
            }
            let kind = isNumeric(index, in: result) ? " class=\"number\"" : ""
            write("<th scope=\"col\"\(kind)\(size ?? "")>\(escapedHTML(label(of: column)))</th>")
        }
        write("</tr></thead>\n")
        for group in result.groups {
            write("<tbody>\n")
            if let order = view.group { writeHeader(of: group, order.property, view) }
            if view.group != nil { writeSummaries(group.summaries, view) }
            for row in group.rows { write(row, view) }
            write("</tbody>\n")
        }
        if !result.summaries.isEmpty {
            write("<tfoot>\n")
            writeSummaries(result.summaries, view)
            write("</tfoot>\n")
        }
        write("</table>\n</div>\n")
    }

    /// True if a column has numbers only, so that its heading is aligned to the right like them.
    private func isNumeric(_ column: Int, in result: BaseResult) -> Bool {
        let cells = result.groups.flatMap(\.rows).map { $0.cells[column] }.filter { !isBlank($0) }
        return !cells.isEmpty
            && cells.allSatisfy { if case .value(.number) = $0 { true } else { false } }
    }

    private mutating func writeHeader(
        of group: BaseResult.Group, _ property: BaseProperty, _ view: BaseView
    ) {
        let span = view.columns.count > 1 ? " colspan=\"\(view.columns.count)\"" : ""
        write("<tr class=\"base-group\"><th scope=\"rowgroup\"\(span)>")
        writeGroupTitle(group, property)
        write("</th></tr>\n")
    }

    mutating func writeGroupTitle(_ group: BaseResult.Group, _ property: BaseProperty) {
        write("<span class=\"base-property\">\(escapedHTML(label(of: property)))</span> ")
        if group.key == .null {
            write("None")
        } else {
            write(group.key, property)
        }
        write(" <span class=\"base-count\">\(group.rows.count)</span>")
    }

    private mutating func write(_ row: BaseResult.Row, _ view: BaseView) {
        write("<tr>")
        for (column, cell) in zip(view.columns, row.cells) {
            if column == .file("name") {
                write("<th scope=\"row\">")
                writeLink(to: row.file)
                write("</th>")
                continue
            }
            if case .value(.number) = cell {
                write("<td class=\"number\">")
            } else {
                write("<td>")
            }
            write(cell, column)
            write("</td>")
        }
        write("</tr>\n")
    }

    private mutating func writeSummaries(_ summaries: [BaseResult.Summary], _ view: BaseView) {
        guard !summaries.isEmpty else { return }
        write("<tr class=\"base-summary\">")
        for column in view.columns.indices {
            let cell = summaries.first { $0.column == column }?.cell
            if case .value(.number)? = cell {
                write("<td class=\"number\">")
            } else {
                write("<td>")
            }
            if let summary = summaries.first(where: { $0.column == column }) {
                write("<span class=\"base-property\">\(escapedHTML(summary.name))</span> ")
                writeSummary(summary.cell, view.columns[column])
            }
            write("</td>")
        }
        write("</tr>\n")
    }

    /// Writes a summary. A number has at most four decimal places.
    private mutating func writeSummary(_ cell: BaseResult.Cell, _ column: BaseProperty) {
        switch cell {
        case .value(.null): write("–")
        case .value(.number(let number)):
            write(escapedHTML(numberText(roundedDecimal(number, digits: 4))))
        default: write(cell, column)
        }
    }
}
