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
        let written = sanitizer.take()
        if written.html.pieces.isEmpty, written.findings.isEmpty { return }
        write(written, of: node)
        let piece = writer.fragment.pieces.count
        for element in written.closed where element.order >= 0 && element.piece < piece {
            result.rawElements[element.order].pieces = (element.piece + 1)..<(piece + 1)
        }
        var places = node.map { HTMLPlaces(document, $0) }
        for finding in written.findings {
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
                    tag: element.tag, name: element.name, pieces: 0..<0))
        }
    }

    private mutating func write(_ written: HTMLSanitizer.Written, of node: Node?) {
        let first = result.attributes.count
        var files: [Int: Int] = [:]
        var places = node.map { HTMLPlaces(document, $0) }
        for (index, addresses) in written.addresses.enumerated() {
            let link = add(addresses, at: places?.exactPlace(of: addresses.range) ?? .unknown)
            if addresses.attribute == nil { files[first + index] = link }
        }
        for piece in written.html.pieces {
            switch piece {
            case .html(let range): writer.write(raw: written.html.bytes[range])
            case .slot(.attribute(let index)) where files[index] != nil:
                writer.slot(.embed(files[index] ?? 0, isBlock: false))
            case .slot(let slot): writer.slot(slot)
            }
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

// Addresses in an author's own HTML, whatever else of it comes through.
extension HTMLRenderer {
    /// Adds the links of an attribute, and the attribute itself.
    ///
    /// - Returns: the number of the first link.
    @discardableResult
    mutating func add(_ addresses: LocalAddresses, at span: Span) -> Int {
        let first = result.links.count
        for candidate in addresses.candidates {
            let destination = Array(candidate.address.utf8)[...]
            let target = LinkTarget(
                destination: destination, isExternal: LinkTarget.isExternal(destination))
            plain.append(link: result.links.count, from: plain.count)
            result.links.append(
                Link(
                    syntax: .markdown, isEmbed: addresses.isEmbed, path: target.path,
                    subpath: target.subpath, display: nil, title: "",
                    destination: candidate.address, span: place(span), context: "",
                    contextRange: 0..<0))
        }
        result.attributes.append(
            RawAttribute(
                name: addresses.attribute ?? "",
                addresses: addresses.candidates.enumerated().map {
                    RawAttribute.Candidate(link: first + $0, descriptor: $1.descriptor)
                }))
        return first
    }

    /// Writes HTML as it is, but for its addresses.
    mutating func writeResolving(_ html: ArraySlice<UInt8>, of node: Node) {
        guard options.vaultSyntax else { return writer.write(raw: html) }
        var places = HTMLPlaces(document, node)
        var written = html.startIndex
        var rest = html
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[start...]
            if rest.starts(with: "<!--".utf8) {
                guard let end = rest.end(of: "-->") else { break }
                rest = rest[end...]
                continue
            }
            guard let tag = HTMLTag(rest) else {
                rest = rest.dropFirst()
                continue
            }
            rest = rest[tag.range.upperBound...]
            if tag.isClosing { continue }
            for attribute in tag.attributes {
                guard let kind = HTMLAllowlist.address(attribute.name, in: tag.name),
                    let addresses = LocalAddresses(attribute, kind)
                else { continue }
                writer.write(raw: html[written..<attribute.range.lowerBound].trimmingSpaceAtEnd)
                writer.slot(.attribute(result.attributes.count))
                written = attribute.range.upperBound
                add(addresses, at: places.exactPlace(of: addresses.range))
            }
        }
        writer.write(raw: html[written...])
    }
}

extension ArraySlice<UInt8> {
    fileprivate var trimmingSpaceAtEnd: ArraySlice<UInt8> {
        prefix(upTo: lastIndex { !$0.isASCIISpace }.map { $0 + 1 } ?? startIndex)
    }

    /// Behind the first `text`; nil when it is not there.
    fileprivate func end(of text: StaticString) -> Int? {
        let text = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        return indices.first { self[$0...].starts(with: text) }.map { $0 + text.count }
    }
}

/// Where the pieces of an HTML node stand in the note.
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

    /// Within a tag that stands in a line too. Else that is short enough to be shown whole.
    mutating func exactPlace(of range: Range<Int>) -> Span {
        let offset = range.lowerBound - Int(node.text.start)
        guard block == nil, node.source.range.count == node.text.range.count, offset >= 0,
            range.upperBound <= Int(node.text.end), !range.isEmpty
        else { return place(of: range) }
        let start = Int(node.source.start) + offset
        return Span(start, start + range.count)
    }
}
