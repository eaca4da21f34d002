extension CMarkParser.Result {
    func footnoteProblems() -> [TextProblem] {
        if footnoteDefinitions.isEmpty { return [] }
        let used = Set(document.footnotes.map { normalizedLabel($0.label) })
        var seen: Set<String> = []
        var problems: [TextProblem] = []
        for definition in footnoteDefinitions {
            let name = normalizedLabel(definition.label)
            let kind: Problem.Kind
            if !seen.insert(name).inserted {
                kind = .duplicateFootnote
            } else if !used.contains(name) {
                kind = .unusedFootnote
            } else {
                continue
            }
            problems.append(
                TextProblem(
                    kind: kind, subject: String(decoding: definition.label, as: UTF8.self),
                    place: place(of: definition)))
        }
        return problems
    }

    /// Returns the place of `[^label]:`.
    private func place(of definition: CMarkParser.FootnoteDefinition) -> Span {
        var start = definition.offset
        let bytes = document.bytes
        while start < document.parsedCount, bytes[start] != UInt8(ascii: "[") { start += 1 }
        return Span(start, min(start + definition.label.count + 4, document.parsedCount))
    }
}

extension Document {
    /// Finds `[^name]` and `[text][name]` that stay text because nothing defines the name.
    ///
    /// - Parameter hasReferences: whether the text defines any references. A text without them may
    ///   well mean `array [state][event]`.
    func undefinedNames(hasReferences: Bool) -> [TextProblem] {
        var problems: [TextProblem] = []
        var index: NodeIndex? = 0
        while let current = index {
            let node = nodes[Int(current)]
            if node.mayHold(.bracket) {
                findUndefined(in: node, hasReferences: hasReferences, &problems)
            }
            index = following(current, within: 0, intoChildren: node.kind != .link)
        }
        return problems
    }

    private func findUndefined(
        in node: Node, hasReferences: Bool, _ problems: inout [TextProblem]
    ) {
        var open: Int?
        var index = Int(node.text.start)
        let end = Int(node.text.end)
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "["):
                open = index
            case UInt8(ascii: "]"):
                if let start = open, let problem = undefined(from: start, closedAt: index, node),
                    hasReferences || problem.kind != .undefinedReference
                {
                    problems.append(problem)
                }
                open = nil
            default:
                break
            }
            index += 1
        }
    }

    private func undefined(from start: Int, closedAt close: Int, _ node: Node) -> TextProblem? {
        func place(_ start: Int, _ end: Int) -> Span {
            guard node.flags.contains(.verbatim) else { return .unknown }
            return Span(start, end)
        }
        let label = bytes[start + 1..<close]
        guard !label.isEmpty, !label.contains(Placeholder.lead) else { return nil }
        if label.first == UInt8(ascii: "^") {
            let name = label.dropFirst()
            guard !name.isEmpty, !name.contains(where: \.isASCIISpace) else { return nil }
            return TextProblem(
                kind: .undefinedFootnote, subject: String(decoding: name, as: UTF8.self),
                place: place(start, close + 1))
        }
        // `[text][name]` looks like a reference, but `a[i][j]` doesn't.
        guard start > node.text.start, bytes[start - 1] == UInt8(ascii: "]") else { return nil }
        var first = start - 1
        while first > node.text.start, bytes[first - 1] != UInt8(ascii: "[") {
            first -= 1
            if bytes[first] == UInt8(ascii: "]") { return nil }
        }
        guard first > node.text.start else { return nil }
        // `[1][2]` are notes in copied text, and `[so][so]` is not meant as a reference either.
        let text = bytes[first..<start - 1]
        if text == label || (text + label).allSatisfy(\.isASCIIDigit) { return nil }
        let opening = first - 1
        if opening > node.text.start {
            let before = bytes[opening - 1]
            if before.isASCIILetter || before.isASCIIDigit || before == UInt8(ascii: "]")
                || before == UInt8(ascii: "_")
            {
                return nil
            }
        }
        return TextProblem(
            kind: .undefinedReference, subject: String(decoding: label, as: UTF8.self),
            place: place(start, close + 1))
    }
}
