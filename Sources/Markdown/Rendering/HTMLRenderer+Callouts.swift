extension HTMLRenderer {
    mutating func enterCallout(_ node: Node, _ blockID: Document.BlockID?) {
        let callout = document.callouts[Int(node.number)]
        writer.breakLine()
        writer.write(folds(node) ? "<details" : "<div")
        writer.write(" class=\"callout callout-")
        writer.write(escaped: CalloutType.look(of: callout.type))
        writer.write("\" data-callout=\"")
        writer.write(escaped: callout.type)
        writer.write(UInt8(ascii: "\""))
        if !callout.metadata.isEmpty {
            writer.write(" data-callout-metadata=\"")
            writer.write(escaped: callout.metadata)
            writer.write(UInt8(ascii: "\""))
        }
        writeID(of: blockID)
        writeDirection(ofBlocksIn: node.source)
        if folds(node), callout.fold == .open { writer.write(" open") }
        writer.write(">\n")
    }

    mutating func leaveCallout(_ index: Document.NodeIndex, _ node: Node) {
        closeSections(in: index)
        if hasBody(node) {
            writer.breakLine()
            writer.write("</div>\n")
        }
        writer.write(folds(node) ? "</details>\n" : "</div>\n")
    }

    mutating func enterCalloutTitle(_ node: Node) -> Bool {
        let callout = self.node(node.parent)
        let content = document.callouts[Int(callout.number)]
        block = callout.source
        writer.write(folds(callout) ? "<summary" : "<div")
        writer.write(" class=\"callout-title\"><span class=\"callout-icon\" aria-hidden=\"true\">")
        writer.write("</span><span class=\"callout-title-text\">")
        if options.slottedCallouts.contains(content.type) {
            writer.slot(.calloutTitle(result.callouts.count))
            result.callouts.append(
                SlottedCallout(
                    type: content.type, title: sourceText(content.title),
                    span: place(callout.source)))
            return false
        }
        if !CalloutType.isKnown(content.type) {
            result.otherCallouts.append(
                SlottedCallout(
                    type: content.type, title: sourceText(content.title),
                    span: place(callout.source)))
        }
        if node.firstChild < 0 {
            let title = CalloutType.title(of: content.type)
            writer.write(escaped: title)
            plain.append(title)
        }
        return true
    }

    mutating func leaveCalloutTitle(_ node: Node) {
        plain.endBlock(&result.links)
        let callout = self.node(node.parent)
        writer.write("</span>")
        writer.write(folds(callout) ? "</summary>\n" : "</div>\n")
        if hasBody(callout) { writer.write("<div class=\"callout-body\">\n") }
    }

    /// True if the callout has content below the title.
    private func hasBody(_ callout: Node) -> Bool {
        callout.firstChild != callout.lastChild
    }

    private func folds(_ callout: Node) -> Bool {
        hasBody(callout) && document.callouts[Int(callout.number)].fold != .none
    }

    /// Returns the text as the author wrote it, trimmed.
    func sourceText(_ span: Span) -> String {
        guard !span.isEmpty else { return "" }
        let start = placeholders.sourceOffset(Int(span.start))
        let end = placeholders.sourceEnd(Int(span.end))
        return String(decoding: source.bytes[start..<max(start, end)].trimmingSpace, as: UTF8.self)
    }
}
