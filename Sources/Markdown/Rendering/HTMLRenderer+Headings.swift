extension HTMLRenderer {
    mutating func enterHeading(_ index: Document.NodeIndex, _ node: Node) {
        block = node.source
        let text = headingText(index)
        let id = slugger.slug(text)
        let level = Int(node.number)
        endSections(ofLevel: level, in: node.parent)
        openSections.append((result.headings.count, level, node.parent))
        let start = blockStarts[index] ?? 0
        result.headings.append(
            Heading(
                level: level, text: text, id: id, span: place(node.source),
                section: start..<start, source: headingSource(index),
                isQuoted: isQuoted(node)))
        writer.write("<h")
        writer.write(level)
        if options.vaultSyntax { writer.slot(.id(id)) }
        writeDirection()
        writer.write(UInt8(ascii: ">"))
    }

    private func isQuoted(_ node: Node) -> Bool {
        var index = node.parent
        while index >= 0 {
            let container = self.node(index)
            if container.kind == .blockQuote || container.kind == .callout { return true }
            index = container.parent
        }
        return false
    }

    mutating func leaveHeading(_ index: Document.NodeIndex, _ node: Node) {
        let blockID = document.blockIDs.isEmpty ? nil : document.blockIDs[index]
        if let blockID, blockID.isFirst {
            writer.write("<span")
            writeID(of: blockID)
            writer.write("></span>")
        }
        writer.write("</h")
        writer.write(Int(node.number))
        writer.write(">\n")
        plain.endBlock(&result.links)
        if let blockID, blockID.isFirst, let start = blockStarts[index] {
            result.blocks.append(
                Block(
                    id: blockID.name, span: place(node.source), pieces: start..<writer.endRun(),
                    isListItem: false))
        }
    }

    /// Ends the sections that a heading of `level` in the same block ends.
    private mutating func endSections(ofLevel level: Int, in container: Document.NodeIndex) {
        while let last = openSections.last, last.container == container, last.level >= level {
            endSection(last.heading)
        }
    }

    /// Ends the sections in a block that ends.
    mutating func closeSections(in container: Document.NodeIndex) {
        while let last = openSections.last, last.container == container {
            endSection(last.heading)
        }
    }

    private mutating func endSection(_ heading: Int) {
        openSections.removeLast()
        let start = result.headings[heading].section.lowerBound
        result.headings[heading].section = start..<writer.endRun()
    }

    /// Returns the heading with its markup but without special characters, as Obsidian writes it in
    /// links.
    private func headingSource(_ heading: Document.NodeIndex) -> String {
        let node = self.node(heading)
        guard node.source.isKnown,
            node.firstChild != node.lastChild || node.firstChild < 0
                || self.node(node.firstChild).kind != .text
        else { return "" }
        let start = placeholders.sourceOffset(Int(node.source.start))
        let end = placeholders.sourceEnd(Int(node.source.end))
        return start < end ? String(decoding: source.bytes[start..<end], as: UTF8.self) : ""
    }

    private func headingText(_ heading: Document.NodeIndex) -> String {
        var text = PlainText()
        var index = document.following(heading, within: heading)
        while let current = index {
            let node = self.node(current)
            switch node.kind {
            case .text, .code: text.append(document.bytes[node.text.range])
            case .softBreak, .lineBreak: text.appendSpace()
            case .wikilink where !node.flags.contains(.embed) && node.firstChild < 0:
                text.append(wikilink(node).text)
            case .formula: text.append(formula(node))
            case .tag:
                text.append("#")
                text.append(document.bytes[node.text.range])
            default: break
            }
            index = document.following(current, within: heading)
        }
        return String(decoding: text.bytes.trimmingSpace, as: UTF8.self)
    }
}
