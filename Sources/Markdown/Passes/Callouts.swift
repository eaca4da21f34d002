extension Document {
    /// Converts block quotes that begin with `[!type]` into callouts.
    mutating func findCallouts(_ placeholders: PlaceholderText, source: [UInt8]) {
        guard placeholders.placeholders.contains(where: { $0.kind == .callout }) else { return }
        var index: NodeIndex? = 0
        while let current = index {
            if nodes[Int(current)].kind == .blockQuote {
                makeCallout(current, placeholders, source: source)
            }
            index = following(current, within: 0)
        }
    }

    private mutating func makeCallout(
        _ quote: NodeIndex, _ placeholders: PlaceholderText, source: [UInt8]
    ) {
        let head = nodes[Int(quote)].firstChild
        guard head >= 0, [.paragraph, .heading].contains(nodes[Int(head)].kind) else { return }
        let first = nodes[Int(head)].firstChild
        guard first >= 0, nodes[Int(first)].kind == .text,
            nodes[Int(first)].flags.contains(.verbatim)
        else { return }
        let span = nodes[Int(first)].text
        let placeholder = bytes.withUnsafeBufferPointer {
            placeholders.placeholder(in: $0, at: Int(span.start))
        }
        guard let placeholder, placeholders.placeholders[placeholder.number].kind == .callout else {
            return
        }

        var callout = Self.callout(
            source[placeholders.placeholders[placeholder.number].source.range])
        callout.title = titleSpan(from: placeholder.end)
        nodes[Int(quote)].kind = .callout
        nodes[Int(quote)].number = Int32(truncatingIfNeeded: callouts.count)
        let end = callout.title.end
        callouts.append(callout)
        trimStart(of: first, to: placeholder.end)
        moveTitle(from: head, of: quote, endingAt: end)
    }

    /// Parses `[!type|metadata]+`.
    private static func callout(_ placeholder: ArraySlice<UInt8>) -> Callout {
        var fold = Callout.Fold.none
        var inner = placeholder.dropFirst(2)
        switch inner.last {
        case UInt8(ascii: "+"): fold = .open
        case UInt8(ascii: "-"): fold = .closed
        default: break
        }
        inner = inner.dropLast(fold == .none ? 1 : 2)
        let parts = inner.split(
            separator: UInt8(ascii: "|"), maxSplits: 1, omittingEmptySubsequences: false)
        func text(_ index: Int) -> String {
            index < parts.count
                ? String(decoding: parts[index].trimmingSpace, as: UTF8.self) : ""
        }
        return Callout(
            type: text(0).lowercased(), metadata: text(1), fold: fold, title: .empty)
    }

    private func titleSpan(from start: Int) -> Span {
        var end = start
        while end < parsedCount, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        return Span(start, end)
    }

    /// Removes the placeholder, and the white space after it, from the text.
    private mutating func trimStart(of text: NodeIndex, to start: Int) {
        var start = start
        let end = Int(nodes[Int(text)].text.end)
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        if start == end {
            unlink(text)
        } else {
            nodes[Int(text)].text.start = Int32(truncatingIfNeeded: start)
            nodes[Int(text)].source = nodes[Int(text)].text
        }
    }

    /// Moves the inlines of the first line into the title. The rest stays.
    private mutating func moveTitle(
        from head: NodeIndex, of callout: NodeIndex, endingAt titleEnd: Int32
    ) {
        var title = Node(.calloutTitle)
        title.source = Span(start: nodes[Int(head)].source.start, end: titleEnd)
        let titleIndex = append(title, to: callout)
        unlink(titleIndex)
        nodes[Int(titleIndex)].parent = callout
        nodes[Int(titleIndex)].next = nodes[Int(callout)].firstChild
        nodes[Int(nodes[Int(callout)].firstChild)].previous = titleIndex
        nodes[Int(callout)].firstChild = titleIndex

        var end = nodes[Int(head)].firstChild
        var last = Self.none
        while end >= 0, ![.softBreak, .lineBreak].contains(nodes[Int(end)].kind) {
            last = end
            end = nodes[Int(end)].next
        }
        if last >= 0 {
            move(from: nodes[Int(head)].firstChild, through: last, into: titleIndex)
        }
        if end >= 0 { unlink(end) }
        let rest = nodes[Int(head)].firstChild
        if rest >= 0, nodes[Int(rest)].source.isKnown {
            nodes[Int(head)].source.start = nodes[Int(rest)].source.start
        }
        guard nodes[Int(head)].firstChild < 0 else { return }
        if nodes[Int(head)].kind == .heading, nodes[Int(head)].number == 2 {
            // `---` below a title is not an underline.
            nodes[Int(head)].kind = .thematicBreak
        } else {
            unlink(head)
        }
    }
}

extension BidirectionalCollection<UInt8> where SubSequence: BidirectionalCollection {
    var trimmingSpace: SubSequence {
        var slice = self[...]
        while let first = slice.first, first.isASCIISpace { slice = slice.dropFirst() }
        while let last = slice.last, last.isASCIISpace { slice = slice.dropLast() }
        return slice
    }
}
