extension HTMLRenderer {
    mutating func writeFootnoteReference(_ node: Node) {
        let footnote = document.footnotes[Int(node.number)]
        let name = document.name(of: footnote)
        writer.write("<sup class=\"footnote-ref\"><a href=\"#")
        writer.slot(.reference("fn-" + name))
        writer.write(UInt8(ascii: "\""))
        writer.slot(.id("fnref-" + name + suffix(Int(node.ordinal))))
        writer.write(" data-footnote-ref>")
        writer.write(footnote.number)
        writer.write("</a></sup>")
    }

    /// The first reference has no suffix.
    private func suffix(_ ordinal: Int) -> String {
        ordinal > 1 ? "-\(ordinal)" : ""
    }

    mutating func openFootnotes() {
        guard !hasFootnotes else { return }
        closeHTML(in: 0)
        closeSections(in: 0)
        hasFootnotes = true
        let start = writer.endRun()
        result.footnotes = start..<start
        writer.write("<section class=\"footnotes\" data-footnotes>\n<ol>\n")
    }

    mutating func closeFootnotes() {
        writer.write("</ol>\n</section>\n")
        result.footnotes = result.footnotes.lowerBound..<writer.endRun()
    }

    mutating func enterFootnoteDefinition(_ node: Node) {
        writtenBackReference = false
        writer.write("<li")
        let footnote = document.footnotes[Int(node.number)]
        let id = "fn-" + document.name(of: footnote)
        let start = writer.endRun()
        result.footnoteItems.append(
            FootnoteItem(id: id, number: footnote.number, pieces: start..<start))
        writer.slot(.id(id))
        writer.write(">\n")
    }

    mutating func leaveFootnoteDefinition(_ index: Document.NodeIndex, _ node: Node) {
        closeSections(in: index)
        if !writtenBackReference {
            writeBackReference(node)
            writer.write(UInt8(ascii: "\n"))
        }
        if let last = result.footnoteItems.indices.last {
            let start = result.footnoteItems[last].pieces.lowerBound
            result.footnoteItems[last].pieces = start..<writer.endRun()
        }
        writer.write("</li>\n")
    }

    mutating func writeBackReference(_ definition: Node) {
        guard !writtenBackReference else { return }
        writtenBackReference = true
        let footnote = document.footnotes[Int(definition.number)]
        let name = document.name(of: footnote)
        for ordinal in 1...max(1, footnote.referenceCount) {
            if ordinal > 1 { writer.write(UInt8(ascii: " ")) }
            writer.write("<a href=\"#")
            writer.slot(.reference("fnref-" + name + suffix(ordinal)))
            writer.write("\" class=\"footnote-backref\" data-footnote-backref")
            writer.write(" aria-label=\"Back to content\">↩")
            if ordinal > 1 {
                writer.write("<sup class=\"footnote-ref\">")
                writer.write(ordinal)
                writer.write("</sup>")
            }
            writer.write("</a>")
        }
    }
}
