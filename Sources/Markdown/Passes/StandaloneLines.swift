extension Document {
    /// Splits paragraphs so that each line that contains only an embed or a display formula becomes
    /// its own paragraph: it will be replaced by a block.
    mutating func splitStandaloneLines() {
        var paragraphs: [NodeIndex] = []
        var index: NodeIndex? = 0
        while let current = index {
            let node = nodes[Int(current)]
            let parent = node.parent
            if isBlockContent(node), node.previous >= 0 || node.next >= 0,
                nodes[Int(parent)].kind == .paragraph, paragraphs.last != parent,
                blockIDs[parent] == nil,
                nodes[Int(nodes[Int(parent)].parent)].kind != .footnoteDefinition
            {
                paragraphs.append(parent)
            }
            index = following(current, within: 0)
        }
        for paragraph in paragraphs { split(paragraph) }
    }

    private func isBlockContent(_ node: Node) -> Bool {
        switch node.kind {
        case .wikilink: node.flags.contains(.embed)
        case .formula: node.flags.contains(.display)
        default: false
        }
    }

    private struct Line {
        var first: NodeIndex
        var last: NodeIndex
        var isLone: Bool
        /// The line break after it.
        var lineBreak: NodeIndex
    }

    private func lines(of paragraph: NodeIndex) -> [Line] {
        var lines: [Line] = []
        var first = nodes[Int(paragraph)].firstChild
        var child = first
        while child >= 0 {
            let node = nodes[Int(child)]
            let isBreak = node.kind == .softBreak || node.kind == .lineBreak
            // Two adjacent line breaks: the general case does not apply.
            if isBreak, first == child { return [] }
            if isBreak || node.next < 0 {
                let last = isBreak ? node.previous : child
                let isLone = first == last && isBlockContent(nodes[Int(last)])
                lines.append(
                    Line(
                        first: first, last: last, isLone: isLone,
                        lineBreak: isBreak ? child : Self.none))
                first = node.next
            }
            child = node.next
        }
        return lines
    }

    private mutating func split(_ paragraph: NodeIndex) {
        let lines = lines(of: paragraph)
        guard lines.count > 1, lines.contains(where: \.isLone) else { return }
        var target = paragraph
        var previousIsLone = lines[0].isLone
        for (number, line) in lines.enumerated().dropFirst() {
            let lineBreak = lines[number - 1].lineBreak
            let begins = line.isLone || previousIsLone
            previousIsLone = line.isLone
            if begins {
                unlink(lineBreak)
                target = insert(Node(.paragraph), after: target)
                nodes[Int(target)].source = nodes[Int(line.first)].source
            } else if target != paragraph {
                move(from: lineBreak, through: lineBreak, into: target)
            }
            if target != paragraph { move(from: line.first, through: line.last, into: target) }
        }
    }
}
