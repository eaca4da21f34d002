extension Document {
    /// Replaces placeholders in text by nodes, and placeholders anywhere else by the original
    /// source.
    ///
    /// - Parameter insets: the definitions that were made for the text's insets.
    /// - Returns: the beginnings of placeholders for several lines that turned up in code or HTML,
    ///   which must not be replaced there.
    mutating func resolvePlaceholders(
        _ placeholders: PlaceholderText, insets: [NodeIndex], source: [UInt8]
    ) -> Set<Int32> {
        if placeholders.placeholders.isEmpty { return [] }
        var resolver = PlaceholderResolver(
            placeholders: placeholders, source: source, insets: insets, places: placeholders.places)
        // An inset may be part of an earlier one, and any inset may be part of the text.
        for inset in insets.reversed() { resolver.resolve(&self, below: inset) }
        resolver.resolve(&self, below: 0)
        return resolver.misplaced
    }
}

extension PlaceholderText {
    /// The places of the placeholders in ``bytes``.
    fileprivate var places: [Span] {
        var places = [Span](repeating: .unknown, count: placeholders.count)
        bytes.withUnsafeBufferPointer { bytes in
            for edit in edits where !edit.parsed.isEmpty {
                if let placeholder = placeholder(in: bytes, at: Int(edit.parsed.start)) {
                    places[placeholder.number] = edit.parsed
                }
            }
        }
        return places
    }
}

private struct PlaceholderResolver {
    let placeholders: PlaceholderText
    let source: [UInt8]
    let insets: [Document.NodeIndex]
    let places: [Span]
    var misplaced: Set<Int32> = []

    mutating func resolve(_ document: inout Document, below root: Document.NodeIndex) {
        var visited: [Document.NodeIndex] = []
        var index: Document.NodeIndex? = root
        while let current = index {
            visited.append(current)
            index = document.following(current, within: root)
        }
        for current in visited {
            let node = document.nodes[Int(current)]
            switch node.kind {
            case .text:
                guard node.mayHold(.placeholder) else { continue }
                if isInAutolink(document, current) {
                    restore(&document, current, \.text)
                } else {
                    replacePlaceholders(&document, current)
                }
            case .code, .htmlInline, .htmlBlock:
                findMisplaced(document, node.text)
                restore(&document, current, \.text)
            case .codeBlock:
                findMisplaced(document, node.text)
                restore(&document, current, \.text)
                restore(&document, current, \.detail)
            case .link, .image:
                endAtWikilink(&document, current)
                findMisplaced(document, document.nodes[Int(current)].text)
                restore(&document, current, \.text)
                restore(&document, current, \.title)
            default:
                break
            }
        }
    }

    /// The parser extends a bare address up to the next space. If it contains a wikilink, the
    /// address ends there.
    private mutating func endAtWikilink(_ document: inout Document, _ index: Document.NodeIndex) {
        let link = document.nodes[Int(index)]
        // This doesn't apply between `<` and `>`.
        guard link.kind == .link, link.flags.contains(.autolink), link.number == 0,
            link.firstChild >= 0, link.firstChild == link.lastChild
        else { return }
        let child = document.nodes[Int(link.firstChild)]
        guard child.kind == .text, let cut = wikilink(in: child.text, document),
            let end = wikilink(in: link.text, document), cut > child.text.start
        else { return }
        var rest = child
        rest.text.start = cut
        if child.source.isKnown, child.source.count == child.text.count {
            let place = child.source.start + (cut - child.text.start)
            rest.source.start = place
            document.nodes[Int(link.firstChild)].source.end = place
            if link.source.isKnown { document.nodes[Int(index)].source.end = place }
        } else {
            rest.source = .unknown
        }
        document.nodes[Int(link.firstChild)].text.end = cut
        document.nodes[Int(index)].text.end = end
        replacePlaceholders(&document, document.insert(rest, after: index))
    }

    private func wikilink(in span: Span, _ document: Document) -> Int32? {
        document.bytes.withUnsafeBufferPointer { bytes in
            var offset = Int(span.start)
            while offset < span.end {
                if bytes[offset] == Placeholder.lead,
                    let placeholder = placeholders.placeholder(in: bytes, at: offset),
                    [.wikilink, .embed].contains(placeholders.placeholders[placeholder.number].kind)
                {
                    return Int32(truncatingIfNeeded: offset)
                }
                offset += 1
            }
            return nil
        }
    }

    private mutating func findMisplaced(_ document: Document, _ span: Span) {
        guard document.holdsLead(span) else { return }
        for number in placeholders.numbers(in: document.bytes[span.range])
        where placeholders.placeholders[number].spansLines {
            misplaced.insert(placeholders.placeholders[number].source.start)
        }
    }

    private func restore(
        _ document: inout Document, _ index: Document.NodeIndex,
        _ field: WritableKeyPath<Node, Span>
    ) {
        let span = document.nodes[Int(index)][keyPath: field]
        guard document.holdsLead(span) else { return }
        let text = placeholders.restored([UInt8](document.bytes[span.range]), source: source)
        document.nodes[Int(index)][keyPath: field] = document.keep(text)
        if document.nodes[Int(index)].kind == .text {
            document.nodes[Int(index)].flags.remove(.verbatim)
        }
    }

    private func isInAutolink(_ document: Document, _ index: Document.NodeIndex) -> Bool {
        let parent = document.nodes[Int(document.nodes[Int(index)].parent)]
        return parent.kind == .link && parent.flags.contains(.autolink)
    }

    private func replacePlaceholders(_ document: inout Document, _ index: Document.NodeIndex) {
        let original = document.nodes[Int(index)]
        guard document.holdsLead(original.text) else { return }
        var last = index
        var start = Int(original.text.start)
        let end = Int(original.text.end)
        var sourceStart = original.source.start
        var offset = start
        var isFirst = true
        var hasComment = false

        func addText(_ document: inout Document, upTo end: Int, sourceEnd: Int32) {
            guard start < end else { return }
            var node = original
            node.text = Span(start, end)
            node.source =
                sourceStart < 0 || sourceEnd < 0
                ? .unknown : Span(start: sourceStart, end: sourceEnd)
            node.flags.remove(.verbatim)
            if node.source.count == node.text.count, node.source.isKnown {
                node.flags.insert(.verbatim)
            }
            place(&document, node)
        }
        func place(_ document: inout Document, _ node: Node) {
            if isFirst {
                var node = node
                node.parent = original.parent
                node.previous = original.previous
                node.next = original.next
                document.nodes[Int(index)] = node
                isFirst = false
            } else {
                last = document.insert(node, after: last)
            }
        }

        while offset < end {
            guard document.bytes[offset] == Placeholder.lead,
                let placeholder = document.bytes.withUnsafeBufferPointer({
                    placeholders.placeholder(in: $0, at: offset)
                })
            else {
                offset += 1
                continue
            }
            let parsed = places[placeholder.number]
            addText(&document, upTo: offset, sourceEnd: parsed.start)
            if let node = node(for: placeholder.number, &document) {
                place(&document, node)
                adoptDisplay(of: placeholder.number, by: isFirst ? index : last, &document)
            } else {
                hasComment = true
            }
            sourceStart = parsed.end
            start = placeholder.end
            offset = placeholder.end
        }
        addText(&document, upTo: end, sourceEnd: original.source.end)
        if isFirst { document.unlinkWithLine(index) }
        if hasComment { document.unlinkIfBlank(original.parent) }
    }

    /// The display text of a wikilink becomes its children if it has markup and contains no link.
    private func adoptDisplay(
        of number: Int, by link: Document.NodeIndex, _ document: inout Document
    ) {
        let placeholder = placeholders.placeholders[number]
        guard placeholder.kind == .wikilink, placeholder.inset >= 0 else { return }
        let paragraph = document.nodes[Int(insets[Int(placeholder.inset)])].firstChild
        guard paragraph >= 0, document.nodes[Int(paragraph)].firstChild >= 0,
            !document.holdsLink(paragraph)
        else { return }
        document.move(
            from: document.nodes[Int(paragraph)].firstChild,
            through: document.nodes[Int(paragraph)].lastChild, into: link)
    }

    /// Returns the node for a placeholder; nil for a comment.
    private func node(for number: Int, _ document: inout Document) -> Node? {
        let placeholder = placeholders.placeholders[number]
        var node: Node
        switch placeholder.kind {
        case .comment:
            return nil
        case .literal, .callout:
            node = Node(.text)
            node.text = document.keep(source[placeholder.source.range])
        case .wikilink, .embed:
            node = Node(.wikilink)
            if placeholder.kind == .embed { node.flags.insert(.embed) }
        case .math, .displayMath:
            node = Node(.formula)
            if placeholder.kind == .displayMath { node.flags.insert(.display) }
        case .inlineFootnote:
            node = Node(.footnoteReference)
            node.number = Int32(truncatingIfNeeded: document.footnotes.count)
            node.ordinal = 1
            let definition = insets[Int(placeholder.inset)]
            document.nodes[Int(definition)].number = node.number
            document.footnotes.append(
                Document.Footnote(label: [], definition: definition, number: 0, referenceCount: 1))
        }
        if placeholder.kind != .inlineFootnote, placeholder.kind != .literal,
            placeholder.kind != .callout
        {
            node.number = Int32(truncatingIfNeeded: number)
        }
        node.source = places[number]
        return node
    }
}

extension Document {
    /// True if the text contains the first byte of a placeholder.
    fileprivate func holdsLead(_ span: Span) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var index = Int(span.start)
            while index < span.end {
                if bytes[index] == Placeholder.lead { return true }
                index += 1
            }
            return false
        }
    }

    /// Removes a node, and one of the line breaks around it if it was alone on its line.
    mutating func unlinkWithLine(_ index: NodeIndex) {
        let node = nodes[Int(index)]
        let previousBreaks = isBreak(node.previous)
        let nextBreaks = isBreak(node.next)
        unlink(index)
        if nextBreaks, previousBreaks || node.previous < 0 {
            unlink(node.next)
        } else if previousBreaks, node.next < 0 {
            unlink(node.previous)
        }
    }

    private func isBreak(_ index: NodeIndex) -> Bool {
        index >= 0 && [.softBreak, .lineBreak].contains(nodes[Int(index)].kind)
    }

    /// Removes a paragraph that contains only white space.
    mutating func unlinkIfBlank(_ paragraph: NodeIndex) {
        guard nodes[Int(paragraph)].kind == .paragraph else { return }
        var child = nodes[Int(paragraph)].firstChild
        while child >= 0 {
            let node = nodes[Int(child)]
            guard node.kind == .text, bytes[node.text.range].allSatisfy(\.isASCIISpace) else {
                return
            }
            child = node.next
        }
        unlink(paragraph)
    }
}
