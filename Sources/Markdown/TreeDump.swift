extension MarkdownTree {
    /// Returns the tree in a readable form: one node per line, with its place in the source and its
    /// details. Tests compare it.
    func dump(_ source: SourceText) -> String {
        var dump = TreeDump(tree: self, source: source)
        dump.write()
        return dump.text
    }
}

private struct TreeDump {
    let tree: MarkdownTree
    let source: SourceText
    var text = ""

    mutating func write() {
        var index: Document.NodeIndex? = 0
        while let current = index {
            write(current)
            index = tree.document.following(current, within: 0)
        }
    }

    private mutating func write(_ index: Document.NodeIndex) {
        let node = tree.document.nodes[Int(index)]
        var depth = 0
        var parent = node.parent
        while parent >= 0 {
            depth += 1
            parent = tree.document.nodes[Int(parent)].parent
        }
        var line = String(repeating: "  ", count: depth) + "\(node.kind)"
        if node.source.isKnown { line += " " + place(node.source) }
        let details = details(of: node)
        if !details.isEmpty { line += " " + details }
        if let id = tree.document.blockIDs[index] { line += " ^" + id.name }
        text += line + "\n"
    }

    private func place(_ span: Span) -> String {
        let start = source.position(tree.placeholders.sourceOffset(Int(span.start)))
        let end = source.position(
            span.isEmpty
                ? tree.placeholders.sourceOffset(Int(span.start))
                : tree.placeholders.sourceEnd(Int(span.end)))
        return "\(start.line):\(start.column)–\(end.line):\(end.column)"
    }

    private func details(of node: Node) -> String {
        let document = tree.document
        switch node.kind {
        case .heading:
            return "level \(node.number)"
        case .list:
            let kind = node.flags.contains(.ordered) ? "ordered from \(node.number)" : "bullets"
            return kind + (node.flags.contains(.tight) ? " tight" : " loose")
        case .item:
            return node.flags.contains(.task) ? "task “\(TaskState(node.number).character)”" : ""
        case .tableRow:
            return node.flags.contains(.headerRow) ? "header" : ""
        case .tableCell:
            return node.number == 0
                ? "" : "aligned " + String(Unicode.Scalar(UInt8(truncatingIfNeeded: node.number)))
        case .text, .code, .htmlInline, .htmlBlock, .tag:
            return quoted(node.text) + (node.flags.contains(.escaped) ? " escaped" : "")
        case .codeBlock:
            return (node.detail.isEmpty ? "" : "info \(quoted(node.detail)) ") + quoted(node.text)
        case .link:
            return quoted(node.text) + (node.title.isEmpty ? "" : " title \(quoted(node.title))")
        case .image:
            return quoted(node.text) + " alt \(quoted(node.detail))"
                + (node.title.isEmpty ? "" : " title \(quoted(node.title))")
        case .wikilink, .formula:
            let placeholder = tree.placeholders.placeholders[Int(node.number)]
            return String(decoding: source.bytes[placeholder.source.range], as: UTF8.self)
                .debugDescription
        case .footnoteReference, .footnoteDefinition:
            let footnote = document.footnotes[Int(node.number)]
            return "\(footnote.number) “\(document.name(of: footnote))”"
        case .callout:
            let callout = document.callouts[Int(node.number)]
            return "“\(callout.type)” \(callout.fold)"
                + (callout.metadata.isEmpty ? "" : " metadata “\(callout.metadata)”")
        default:
            return ""
        }
    }

    private func quoted(_ span: Span) -> String {
        tree.document.string(span).debugDescription
    }
}
