extension Document {
    /// Returns the link reference definitions that nothing uses, and those that repeat an earlier
    /// one.
    ///
    /// The parser doesn't keep the place of a definition. But each one is on a line that belongs to
    /// no other block.
    func referenceProblems() -> [TextProblem] {
        let (used, isComplete) = usedLabels()
        var seen: Set<String> = []
        var problems: [TextProblem] = []
        for definition in definitions() {
            let label = bytes[definition.label.range]
            let name = normalizedLabel(label)
            let isFirst = seen.insert(name).inserted
            guard !isFirst || (isComplete && !used.contains(name)) else { continue }
            problems.append(
                TextProblem(
                    kind: isFirst ? .unusedReference : .duplicateReference,
                    subject: String(decoding: label, as: UTF8.self), place: definition.place))
        }
        return problems
    }

    private struct Definition {
        var label: Span
        /// `[label]:`
        var place: Span
    }

    private func definitions() -> [Definition] {
        let blocks = leafSpans()
        var result: [Definition] = []
        var next = 0
        let starts = bytes.withUnsafeBufferPointer {
            SourceText.lineStarts(of: $0, count: parsedCount)
        }
        for start in starts {
            guard let definition = definition(onLineAt: Int(start)) else { continue }
            let place = definition.place.start
            while next < blocks.count, blocks[next].end <= place { next += 1 }
            if next < blocks.count, blocks[next].start <= place { continue }
            result.append(definition)
        }
        return result
    }

    /// Returns the places of the blocks that contain text, in the order of the text.
    private func leafSpans() -> [Span] {
        var spans: [Span] = []
        var index: NodeIndex? = 0
        while let current = index {
            let node = nodes[Int(current)]
            switch node.kind {
            case .paragraph, .heading, .codeBlock, .htmlBlock, .table, .thematicBreak:
                if node.source.isKnown { spans.append(node.source) }
                index = following(current, within: 0, intoChildren: false)
            default:
                index = following(current, within: 0)
            }
        }
        return spans.sorted { $0.start < $1.start }
    }

    private func definition(onLineAt start: Int) -> Definition? {
        bytes.withUnsafeBufferPointer { bytes in
            var index = start
            while index < parsedCount {
                let byte = bytes[index]
                if byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: ">") {
                    index += 1
                } else if let end = listMarkerEnd(bytes, at: index, end: parsedCount) {
                    index = end
                } else {
                    break
                }
            }
            guard index + 1 < parsedCount, bytes[index] == UInt8(ascii: "["),
                bytes[index + 1] != UInt8(ascii: "^"),
                let end = LinkTail.labelEnd(
                    UnsafeBufferPointer(rebasing: bytes[..<parsedCount]), at: index),
                end < parsedCount, bytes[end] == UInt8(ascii: ":")
            else { return nil }
            return Definition(label: Span(index + 1, end - 1), place: Span(index, end + 1))
        }
    }

    /// Returns the labels that links and images use. `isComplete` is false if the place of one of
    /// them is unknown.
    private func usedLabels() -> (labels: Set<String>, isComplete: Bool) {
        var labels: Set<String> = []
        var isComplete = true
        var index: NodeIndex? = 0
        while let current = index {
            let node = nodes[Int(current)]
            if node.kind == .link || node.kind == .image, !node.flags.contains(.autolink) {
                if let label = label(of: node) {
                    labels.insert(normalizedLabel(bytes[label.range]))
                } else if !node.source.isKnown {
                    isComplete = false
                }
            }
            index = following(current, within: 0)
        }
        return (labels, isComplete)
    }

    /// Returns the place of the label in `[text][label]`, `[label][]` or `[label]`.
    private func label(of node: Node) -> Span? {
        guard node.source.isKnown, node.ordinal > node.source.start else { return nil }
        // `ordinal` holds the offset of the bracket that ends the text.
        let tail = node.source.end - node.ordinal
        if tail > 3, bytes[Int(node.ordinal) + 1] == UInt8(ascii: "[") {
            return Span(start: node.ordinal + 2, end: node.source.end - 1)
        }
        if tail > 1, bytes[Int(node.ordinal) + 1] == UInt8(ascii: "(") { return nil }
        let bracket: Int32 = node.kind == .image ? 2 : 1
        return Span(start: node.source.start + bracket, end: node.ordinal)
    }
}
