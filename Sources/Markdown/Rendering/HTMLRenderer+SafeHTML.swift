// Writes an author's own HTML under `html: safe`, using ``HTMLSanitizer``.
extension HTMLRenderer {
    mutating func writeSafeHTML(_ node: Node) {
        let isInLink = openLinks.contains { $0.link != Self.noElement }
        sanitizer.write(document.bytes[node.text.range], in: node.parent, isInLink: isInLink)
        finishHTML(of: node)
    }

    /// Closes the elements that were opened in a block or element of Markdown that ends.
    mutating func closeHTML(in index: Document.NodeIndex) {
        sanitizer.close(in: index)
        finishHTML(of: nil)
    }

    mutating func prepareHTMLForBlock() {
        sanitizer.prepareForBlock()
        finishHTML(of: nil)
    }

    /// Takes the sanitizer's output and its findings.
    private mutating func finishHTML(of node: Node?) {
        let (html, findings, closed) = sanitizer.take()
        if html.isEmpty, findings.isEmpty { return }
        writer.write(raw: html)
        let piece = writer.fragment.pieces.count
        for element in closed where element.order >= 0 && element.piece < piece {
            result.rawElements[element.order].pieces = (element.piece + 1)..<(piece + 1)
        }
        var places = node.map { HTMLPlaces(document, $0) }
        for finding in findings {
            let place = finding.place ?? places?.place(of: finding.range) ?? .unknown
            report(finding, at: place)
        }
        // The same text may close elements and open others.
        for index in sanitizer.open.indices where sanitizer.open[index].order < 0 {
            let element = sanitizer.open[index]
            sanitizer.open[index].piece = piece
            sanitizer.open[index].order = result.rawElements.count
            sanitizer.open[index].place = node.map {
                var places = HTMLPlaces(document, $0)
                return places.place(of: element.range)
            }
            result.rawElements.append(
                RawElement(
                    tag: String(decoding: element.tag, as: UTF8.self), name: element.name,
                    pieces: 0..<0))
        }
    }

    private mutating func report(_ finding: HTMLSanitizer.Finding, at place: Span) {
        let kind: Problem.Kind =
            switch finding.kind {
            case .element, .elementEnd: .droppedElement
            case .attributes: .droppedAttributes
            case .frame: .droppedFrame
            case .malformed: .malformedTag
            case .unopened: .unopenedElement
            case .unclosed: .unclosedElement
            }
        // Each kind of tag is reported once: a note written by another program can contain
        // thousands.
        if let first = htmlProblems[kind]?[finding.subject] {
            if finding.kind != .elementEnd { result.problems[first].repetitions += 1 }
            return
        }
        htmlProblems[kind, default: [:]][finding.subject] = result.problems.count
        report(kind, finding.subject, place)
    }
}

/// Finds the places of the pieces of an HTML node in the note.
private struct HTMLPlaces {
    private let node: Node
    private var block: HTMLBlockPlaces?

    init(_ document: Document, _ node: Node) {
        self.node = node
        if node.kind == .htmlBlock { block = HTMLBlockPlaces(document, node) }
    }

    /// - Parameter range: a range in the document's bytes, never before that of an earlier call.
    mutating func place(of range: Range<Int>) -> Span {
        block?.place(of: range.lowerBound, count: range.count) ?? node.source
    }
}
