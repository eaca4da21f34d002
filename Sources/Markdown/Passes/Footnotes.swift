extension Document {
    /// Numbers the footnotes in the order of their first reference, and moves their definitions to
    /// the end of the text in that order. If there are no inline footnotes, the parser has done so
    /// already.
    mutating func numberFootnotes() {
        guard footnotes.contains(where: \.label.isEmpty) else { return }
        var order: [Int32] = []
        var seen: Set<Int32> = []
        for footnote in footnotes where nodes[Int(footnote.definition)].parent >= 0 {
            unlink(footnote.definition)
        }
        for index in footnotes.indices { footnotes[index].referenceCount = 0 }
        collectReferences(below: 0, &order, &seen)
        var next = 0
        while next < order.count {
            let definition = footnotes[Int(order[next])].definition
            collectReferences(below: definition, &order, &seen)
            next += 1
        }
        for (number, index) in order.enumerated() {
            footnotes[Int(index)].number = number + 1
            let definition = footnotes[Int(index)].definition
            nodes[Int(definition)].number = index
            attach(definition)
        }
    }

    private mutating func collectReferences(
        below root: NodeIndex, _ order: inout [Int32], _ seen: inout Set<Int32>
    ) {
        var index: NodeIndex? = root
        while let current = index {
            if nodes[Int(current)].kind == .footnoteReference {
                let number = nodes[Int(current)].number
                footnotes[Int(number)].referenceCount += 1
                nodes[Int(current)].ordinal = Int32(
                    truncatingIfNeeded: footnotes[Int(number)].referenceCount)
                if seen.insert(number).inserted { order.append(number) }
            }
            index = following(current, within: root)
        }
    }

    private mutating func attach(_ definition: NodeIndex) {
        let last = nodes[0].lastChild
        nodes[Int(definition)].parent = 0
        nodes[Int(definition)].previous = last
        nodes[Int(definition)].next = Self.none
        if last >= 0 {
            nodes[Int(last)].next = definition
        } else {
            nodes[0].firstChild = definition
        }
        nodes[0].lastChild = definition
    }

    /// Returns the name of its anchors, as a part of an address.
    func name(of footnote: Footnote) -> String {
        footnote.label.isEmpty
            ? "inline-\(footnote.number)" : percentEncoded(footnote.label)
    }
}
