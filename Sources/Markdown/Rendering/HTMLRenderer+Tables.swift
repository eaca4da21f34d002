extension HTMLRenderer {
    mutating func enterTable(_ node: Node, _ blockID: Document.BlockID?) {
        writer.breakLine()
        if options.vaultSyntax {
            // A wide table scrolls on its own, by keyboard too.
            writer.write("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\"")
            writer.write(" aria-label=\"Table\"")
            writeID(of: blockID)
            writer.write(">\n")
        }
        writer.write("<table")
        writeDirection(ofBlocksIn: node.source)
        writer.write(UInt8(ascii: ">"))
        isTableBodyOpen = false
    }

    mutating func leaveTable() {
        if isTableBodyOpen {
            writer.breakLine()
            writer.write("</tbody>")
        }
        isTableBodyOpen = false
        writer.breakLine()
        writer.write("</table>\n")
        if options.vaultSyntax { writer.write("</div>\n") }
    }

    mutating func enterRow(_ node: Node) {
        block = node.source
        writer.breakLine()
        if node.flags.contains(.headerRow) {
            writer.write("<thead>\n")
        } else if !isTableBodyOpen {
            writer.write("<tbody>\n")
            isTableBodyOpen = true
        }
        writer.write("<tr>")
    }

    mutating func leaveRow(_ node: Node) {
        plain.endBlock(&result.links)
        writer.breakLine()
        writer.write("</tr>")
        if node.flags.contains(.headerRow) { writer.write("\n</thead>") }
    }

    mutating func enterCell(_ node: Node) {
        writer.breakLine()
        writer.write(isInHeader(node) ? "<th" : "<td")
        let alignment: StaticString? =
            switch UInt8(truncatingIfNeeded: node.number) {
            case UInt8(ascii: "l"): "left"
            case UInt8(ascii: "c"): "center"
            case UInt8(ascii: "r"): "right"
            default: nil
            }
        if let alignment {
            // The attribute in GFM's specification is obsolete in HTML.
            writer.write(options.vaultSyntax ? " class=\"align-" : " align=\"")
            writer.write(alignment)
            writer.write(UInt8(ascii: "\""))
        }
        writeDirection()
        writer.write(UInt8(ascii: ">"))
        if node.previous >= 0 { plain.append(" | ") }
    }

    mutating func leaveCell(_ node: Node) {
        writer.write(isInHeader(node) ? "</th>" : "</td>")
    }

    private func isInHeader(_ node: Node) -> Bool {
        self.node(node.parent).flags.contains(.headerRow)
    }
}
