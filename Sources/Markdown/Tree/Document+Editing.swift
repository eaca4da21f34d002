extension Document {
    /// Adds `node` after the last child of `parent`.
    @discardableResult
    mutating func append(_ node: Node, to parent: NodeIndex) -> NodeIndex {
        let index = NodeIndex(truncatingIfNeeded: nodes.count)
        var node = node
        node.parent = parent
        node.next = Self.none
        if parent >= 0 {
            let last = nodes[Int(parent)].lastChild
            node.previous = last
            if last >= 0 {
                nodes[Int(last)].next = index
            } else {
                nodes[Int(parent)].firstChild = index
            }
            nodes[Int(parent)].lastChild = index
        }
        nodes.append(node)
        return index
    }

    /// Adds `node` directly after `sibling`.
    @discardableResult
    mutating func insert(_ node: Node, after sibling: NodeIndex) -> NodeIndex {
        let index = NodeIndex(truncatingIfNeeded: nodes.count)
        var node = node
        let parent = nodes[Int(sibling)].parent
        let next = nodes[Int(sibling)].next
        node.parent = parent
        node.previous = sibling
        node.next = next
        nodes.append(node)
        nodes[Int(sibling)].next = index
        if next >= 0 {
            nodes[Int(next)].previous = index
        } else {
            nodes[Int(parent)].lastChild = index
        }
        return index
    }

    /// Removes a node and everything below it from the tree.
    mutating func unlink(_ index: NodeIndex) {
        let node = nodes[Int(index)]
        if node.previous >= 0 {
            nodes[Int(node.previous)].next = node.next
        } else if node.parent >= 0 {
            nodes[Int(node.parent)].firstChild = node.next
        }
        if node.next >= 0 {
            nodes[Int(node.next)].previous = node.previous
        } else if node.parent >= 0 {
            nodes[Int(node.parent)].lastChild = node.previous
        }
        nodes[Int(index)].parent = Self.none
        nodes[Int(index)].previous = Self.none
        nodes[Int(index)].next = Self.none
    }

    /// Moves the siblings from `first` through `last` to the end of the children of `parent`.
    mutating func move(from first: NodeIndex, through last: NodeIndex, into parent: NodeIndex) {
        let old = nodes[Int(first)].parent
        let before = nodes[Int(first)].previous
        let successor = nodes[Int(last)].next
        if before >= 0 {
            nodes[Int(before)].next = successor
        } else {
            nodes[Int(old)].firstChild = successor
        }
        if successor >= 0 {
            nodes[Int(successor)].previous = before
        } else {
            nodes[Int(old)].lastChild = before
        }
        var index = first
        while true {
            nodes[Int(index)].parent = parent
            if index == last { break }
            index = nodes[Int(index)].next
        }
        let end = nodes[Int(parent)].lastChild
        nodes[Int(first)].previous = end
        nodes[Int(last)].next = Self.none
        if end >= 0 {
            nodes[Int(end)].next = first
        } else {
            nodes[Int(parent)].firstChild = first
        }
        nodes[Int(parent)].lastChild = last
    }

    /// Stores `text` in ``bytes``.
    mutating func keep(_ text: some Collection<UInt8>) -> Span {
        let start = bytes.count
        bytes.append(contentsOf: text)
        return Span(start, bytes.count)
    }

    /// Stores a text of the library. The library writes `&#xFFFE;` and `&#xFFFF;` as the bytes FE
    /// and FF, which are not UTF-8.
    mutating func keep(_ text: UnsafeBufferPointer<UInt8>) -> Span {
        let start = bytes.count
        if text.contains(where: { $0 >= 0xFE }) {
            for byte in text {
                bytes += byte >= 0xFE ? [0xEF, 0xBF, byte - 0x40] : [byte]
            }
        } else {
            bytes.append(contentsOf: text)
        }
        return Span(start, bytes.count)
    }

    func string(_ span: Span) -> String {
        span.isEmpty ? "" : String(decoding: bytes[span.range], as: UTF8.self)
    }

    /// Returns the next node in the order of the text within `root`.
    func following(_ index: NodeIndex, within root: NodeIndex, intoChildren: Bool = true)
        -> NodeIndex?
    {
        if intoChildren, nodes[Int(index)].firstChild >= 0 { return nodes[Int(index)].firstChild }
        var index = index
        while index != root, index >= 0 {
            if nodes[Int(index)].next >= 0 { return nodes[Int(index)].next }
            index = nodes[Int(index)].parent
        }
        return nil
    }
}
