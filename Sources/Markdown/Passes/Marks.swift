extension Document {
    /// Finds `==text==` with any content, if both ends are in the same element.
    mutating func findMarks() {
        var parents: [NodeIndex] = []
        var seen: Set<NodeIndex> = []
        var index: NodeIndex? = 0
        while let current = index {
            let node = nodes[Int(current)]
            if node.mayHold(.equals),
                firstMark(in: node.text, from: Int(node.text.start)) != nil,
                seen.insert(node.parent).inserted
            {
                parents.append(node.parent)
            }
            index = following(current, within: 0)
        }
        for parent in parents { pairMarks(of: parent) }
    }

    /// Finds exactly two `=` in a row.
    private func firstMark(in span: Span, from start: Int) -> Int? {
        var index = start
        let end = Int(span.end)
        while index + 1 < end {
            guard bytes[index] == UInt8(ascii: "=") else {
                index += 1
                continue
            }
            var runEnd = index
            while runEnd < end, bytes[runEnd] == UInt8(ascii: "=") { runEnd += 1 }
            if runEnd - index == 2 { return index }
            index = runEnd
        }
        return nil
    }

    private mutating func pairMarks(of parent: NodeIndex) {
        var opener: (node: NodeIndex, offset: Int)?
        var child = nodes[Int(parent)].firstChild
        var offset = child >= 0 ? Int(nodes[Int(child)].text.start) : 0
        while child >= 0 {
            let node = nodes[Int(child)]
            guard node.mayHold(.equals),
                let mark = firstMark(in: node.text, from: offset)
            else {
                child = node.next
                if child >= 0 { offset = Int(nodes[Int(child)].text.start) }
                continue
            }
            offset = mark + 2
            let spaceBefore = isSpace(before: mark, in: child)
            let spaceBehind = isSpace(after: mark + 2, in: child)
            if let open = opener, !spaceBefore, open.node != child || open.offset + 2 < mark {
                // The text after the mark is a new node, so the search continues there.
                child = wrap(from: open, to: (child, mark))
                opener = nil
                offset = child >= 0 ? Int(nodes[Int(child)].text.start) : 0
            } else if !spaceBehind {
                opener = (child, mark)
            }
        }
    }

    /// The start and the end of a line count as white space.
    func isSpace(before offset: Int, in text: NodeIndex) -> Bool {
        let node = nodes[Int(text)]
        if offset > node.text.start { return bytes[offset - 1].isASCIISpace }
        guard node.previous >= 0 else { return isBlock(node.parent) }
        let previous = nodes[Int(node.previous)]
        switch previous.kind {
        case .softBreak, .lineBreak: return true
        case .text: return !previous.text.isEmpty && bytes[Int(previous.text.end) - 1].isASCIISpace
        default: return false
        }
    }

    private func isSpace(after offset: Int, in text: NodeIndex) -> Bool {
        let node = nodes[Int(text)]
        if offset < node.text.end { return bytes[offset].isASCIISpace }
        guard node.next >= 0 else { return isBlock(node.parent) }
        let next = nodes[Int(node.next)]
        switch next.kind {
        case .softBreak, .lineBreak: return true
        case .text: return !next.text.isEmpty && bytes[Int(next.text.start)].isASCIISpace
        default: return false
        }
    }

    private func isBlock(_ index: NodeIndex) -> Bool {
        nodes[Int(index)].kind.rawValue < Node.Kind.text.rawValue
    }

    /// - Returns: the text after the mark if there is any, else the node that follows it.
    private mutating func wrap(
        from open: (node: NodeIndex, offset: Int), to close: (node: NodeIndex, offset: Int)
    ) -> NodeIndex {
        let remainder = split(close.node, at: close.offset, dropping: 2)
        let first = split(open.node, at: open.offset, dropping: 2)
        // If both ends are in one text, the part between them has become its own node.
        let last = open.node == close.node ? first : close.node
        var mark = Node(.mark)
        let (before, after) = (nodes[Int(open.node)].source, nodes[Int(remainder)].source)
        if before.isKnown, after.isKnown { mark.source = Span(start: before.end, end: after.start) }
        let markIndex = insert(mark, after: open.node)
        move(from: first, through: last, into: markIndex)
        if nodes[Int(open.node)].text.isEmpty { unlink(open.node) }
        if nodes[Int(remainder)].text.isEmpty {
            let next = nodes[Int(remainder)].next
            unlink(remainder)
            return next
        }
        return remainder
    }

    /// Splits a text; `count` bytes at the split belong to neither part.
    /// - Returns: the second part, which may be empty.
    @discardableResult
    mutating func split(_ text: NodeIndex, at offset: Int, dropping count: Int) -> NodeIndex {
        var second = nodes[Int(text)]
        let distance = Int32(truncatingIfNeeded: offset) - second.text.start
        second.text.start += distance + Int32(truncatingIfNeeded: count)
        nodes[Int(text)].text.end = Int32(truncatingIfNeeded: offset)
        if second.flags.contains(.verbatim) {
            second.source.start += distance + Int32(truncatingIfNeeded: count)
            nodes[Int(text)].source.end = nodes[Int(text)].source.start + distance
        } else {
            second.source = .unknown
            nodes[Int(text)].source = .unknown
        }
        return insert(second, after: text)
    }
}
