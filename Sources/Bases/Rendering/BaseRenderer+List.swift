import Basics

extension BaseRenderer {
    mutating func writeList(_ result: BaseResult) {
        let view = result.view
        let element = view.marker == .number ? "ol" : "ul"
        let marker = view.marker == .none ? " base-unmarked" : ""
        for group in result.groups {
            if let order = view.group { writeTitle(of: group, order.property) }
            write("<\(element) class=\"base-items\(marker)\">\n")
            for row in group.rows { writeItem(row, view) }
            write("</\(element)>\n")
        }
    }

    private mutating func writeItem(_ row: BaseResult.Row, _ view: BaseView) {
        write("<li>")
        if let first = view.columns.first, let cell = row.cells.first {
            writeTitle(cell, first, row)
        }
        let rest = zip(view.columns, row.cells).dropFirst().filter { !isBlank($0.1) }
        if view.indentsProperties, !rest.isEmpty { write("<ul>") }
        for (column, cell) in rest {
            write(view.indentsProperties ? "<li>" : escapedHTML(view.separator))
            write("<span title=\"\(escapedHTML(label(of: column)))\">")
            write(cell, column)
            write(view.indentsProperties ? "</span></li>" : "</span>")
        }
        if view.indentsProperties, !rest.isEmpty { write("</ul>") }
        write("</li>\n")
    }
}
