extension Document {
    /// Links can't contain links, in Markdown or in HTML. If the text of a link contains a wikilink
    /// or a footnote, the inner one counts and the outer one is shown as it is written.
    mutating func unwrapLinksAroundLinks(_ placeholders: PlaceholderText) {
        guard
            placeholders.placeholders.contains(where: {
                $0.kind == .wikilink || $0.kind == .inlineFootnote
            })
        else { return }
        var index: NodeIndex? = 0
        while let current = index {
            index = following(current, within: 0)
            let node = nodes[Int(current)]
            guard node.kind == .link, !node.flags.contains(.autolink), holdsLink(current) else {
                continue
            }
            unwrap(current)
        }
    }

    func holdsLink(_ parent: NodeIndex) -> Bool {
        var index = following(parent, within: parent)
        while let current = index {
            let node = nodes[Int(current)]
            switch node.kind {
            case .wikilink where !node.flags.contains(.embed): return true
            case .link, .footnoteReference: return true
            default: index = following(current, within: parent)
            }
        }
        return false
    }

    private mutating func unwrap(_ link: NodeIndex) {
        let node = nodes[Int(link)]
        guard node.source.isKnown, node.ordinal > node.source.start else { return }
        var tail = Node(.text)
        tail.text = Span(start: node.ordinal, end: node.source.end)
        tail.source = tail.text
        tail.flags = .verbatim
        let last = insert(tail, after: link)
        // `[` replaces the link, and the children follow it.
        nodes[Int(link)].kind = .text
        nodes[Int(link)].text = Span(start: node.source.start, end: node.source.start + 1)
        nodes[Int(link)].source = nodes[Int(link)].text
        nodes[Int(link)].flags = .verbatim
        nodes[Int(link)].firstChild = Self.none
        nodes[Int(link)].lastChild = Self.none
        guard node.firstChild >= 0 else { return }
        var child = node.firstChild
        while child >= 0 {
            nodes[Int(child)].parent = node.parent
            child = nodes[Int(child)].next
        }
        nodes[Int(link)].next = node.firstChild
        nodes[Int(node.firstChild)].previous = link
        nodes[Int(node.lastChild)].next = last
        nodes[Int(last)].previous = node.lastChild
    }
}
