extension HTMLRenderer {
    mutating func enterBlock(_ index: Document.NodeIndex, _ node: Node) -> Bool {
        // An embed alone in its paragraph ends the line, and so does a block identifier after it.
        let blockID = document.blockIDs.isEmpty ? nil : document.blockIDs[index]
        if node.kind == .footnoteDefinition { openFootnotes() }
        if blockID != nil || node.kind == .heading {
            writer.breakLine()
            blockStarts[index] = writer.endRun()
        }
        switch node.kind {
        case .paragraph: return enterParagraph(index, node, blockID)
        case .heading: enterHeading(index, node)
        case .blockQuote:
            writer.breakLine()
            writer.write("<blockquote")
            writeID(of: blockID)
            writeDirection(ofBlocksIn: node.source)
            writer.write(">\n")
        case .list: enterList(node, blockID)
        case .item: enterItem(node, blockID)
        case .codeBlock: writeCodeBlock(node, blockID)
        case .htmlBlock: writeHTMLBlock(node, blockID)
        case .thematicBreak:
            writer.breakLine()
            writer.write("<hr")
            writeID(of: blockID)
            writer.write(" />\n")
        case .table: enterTable(node, blockID)
        case .tableRow: enterRow(node)
        case .tableCell: enterCell(node)
        case .callout: enterCallout(node, blockID)
        case .calloutTitle: return enterCalloutTitle(node)
        case .footnoteDefinition: enterFootnoteDefinition(node)
        default: break
        }
        return true
    }

    mutating func leaveBlock(_ index: Document.NodeIndex, _ node: Node) {
        switch node.kind {
        case .paragraph: leaveParagraph(index, node)
        case .heading: leaveHeading(index, node)
        case .blockQuote:
            closeSections(in: index)
            writer.breakLine()
            writer.write("</blockquote>\n")
        case .list: writer.write(node.flags.contains(.ordered) ? "</ol>\n" : "</ul>\n")
        case .item:
            closeSections(in: index)
            writer.write("</li>\n")
        case .table: leaveTable()
        case .tableRow: leaveRow(node)
        case .tableCell: leaveCell(node)
        case .callout: leaveCallout(index, node)
        case .calloutTitle: leaveCalloutTitle(node)
        case .footnoteDefinition: leaveFootnoteDefinition(index, node)
        case .document:
            closeSections(in: index)
            if hasFootnotes { closeFootnotes() }
            writer.endRun()
        default: break
        }
        guard !document.blockIDs.isEmpty, node.kind != .heading, let start = blockStarts[index],
            let id = document.blockIDs[index], id.isFirst
        else { return }
        let saved = block
        block = node.source
        result.blocks.append(
            Block(
                id: id.name, span: place(node.source), pieces: start..<writer.endRun(),
                isListItem: node.kind == .item))
        block = saved
    }

    mutating func writeID(of block: Document.BlockID?) {
        if let block, block.isFirst { writer.slot(.id("^" + block.name)) }
    }

    /// In a tight list, paragraphs are shown without their tags.
    func isTight(_ node: Node) -> Bool {
        let parent = self.node(node.parent)
        guard parent.parent >= 0 else { return false }
        let grandparent = self.node(parent.parent)
        return grandparent.kind == .list && grandparent.flags.contains(.tight)
    }

    private mutating func enterParagraph(
        _ index: Document.NodeIndex, _ node: Node, _ blockID: Document.BlockID?
    ) -> Bool {
        block = node.source
        if options.vaultSyntax, writeStandaloneBlock(node, blockID) { return false }
        if isTight(node) {
            if let blockID, blockID.isFirst {
                writer.write("<span")
                writeID(of: blockID)
                writer.write("></span>")
            }
            return true
        }
        writer.breakLine()
        writer.write("<p")
        writeID(of: blockID)
        writeDirection()
        writer.write(UInt8(ascii: ">"))
        return true
    }

    /// Writes an embed, image or display formula that is alone in its paragraph, in place of the
    /// paragraph.
    private mutating func writeStandaloneBlock(_ node: Node, _ blockID: Document.BlockID?) -> Bool {
        guard isStandaloneBlock(node) else { return false }
        let tight = isTight(node)
        if !tight { writer.breakLine() }
        if blockID != nil {
            writer.write("<div")
            writeID(of: blockID)
            writer.write(UInt8(ascii: ">"))
        }
        let child = self.node(node.firstChild)
        switch child.kind {
        // A tight list has no paragraphs.
        case .wikilink: writeWikilink(child, isBlock: !tight)
        case .image: writeImage(child, isBlock: !tight)
        default: writeFormula(child, isBlock: true)
        }
        if blockID != nil { writer.write("</div>") }
        if !tight { writer.write(UInt8(ascii: "\n")) }
        return true
    }

    private func isStandaloneBlock(_ node: Node) -> Bool {
        guard options.vaultSyntax, node.firstChild >= 0, node.firstChild == node.lastChild,
            self.node(node.parent).kind != .footnoteDefinition
        else { return false }
        let child = self.node(node.firstChild)
        switch child.kind {
        case .wikilink: return child.flags.contains(.embed)
        case .image: return true
        case .formula: return child.flags.contains(.display)
        default: return false
        }
    }

    private mutating func leaveParagraph(_ index: Document.NodeIndex, _ node: Node) {
        plain.endBlock(&result.links)
        if isTight(node) || isStandaloneBlock(node) { return }
        if self.node(node.parent).kind == .footnoteDefinition, node.next < 0 {
            writer.write(UInt8(ascii: " "))
            writeBackReference(self.node(node.parent))
        }
        writer.write("</p>\n")
    }

    private mutating func enterList(_ node: Node, _ blockID: Document.BlockID?) {
        writer.breakLine()
        writer.write(node.flags.contains(.ordered) ? "<ol" : "<ul")
        if node.flags.contains(.ordered), node.number != 1 {
            writer.write(" start=\"")
            writer.write(Int(node.number))
            writer.write(UInt8(ascii: "\""))
        }
        writeID(of: blockID)
        writeDirection(ofBlocksIn: node.source)
        writer.write(">\n")
    }

    private mutating func enterItem(_ node: Node, _ blockID: Document.BlockID?) {
        writer.breakLine()
        writer.write("<li")
        let isTask = node.flags.contains(.task)
        if isTask, options.vaultSyntax {
            writer.write(" class=\"task\" data-task=\"")
            writer.write(escaped: TaskState(node.number).character)
            writer.write(UInt8(ascii: "\""))
        }
        writeID(of: blockID)
        writer.write(UInt8(ascii: ">"))
        guard isTask else { return }
        writer.write("<input type=\"checkbox\"")
        if node.number != 0x20 { writer.write(" checked=\"\"") }
        writer.write(" disabled=\"\"")
        if options.vaultSyntax {
            writer.write(" aria-label=\"")
            writer.write(escaped: TaskState(node.number).label)
            writer.write(UInt8(ascii: "\""))
        }
        writer.write(" /> ")
    }

    private mutating func writeCodeBlock(_ node: Node, _ blockID: Document.BlockID?) {
        writer.breakLine()
        if let blockID, blockID.isFirst {
            writer.write("<div")
            writeID(of: blockID)
            writer.write(">\n")
        }
        block = node.source
        let span = place(node.source)
        writer.slot(.code(result.codeBlocks.count))
        writer.write(UInt8(ascii: "\n"))
        result.codeBlocks.append(
            CodeBlock(
                info: document.string(node.detail), code: document.string(node.text), span: span,
                firstCodeLine: span.start.line + (node.flags.contains(.fenced) ? 1 : 0),
                indentation: span.start.column - 1))
        if blockID?.isFirst == true { writer.write("</div>\n") }
    }
}
