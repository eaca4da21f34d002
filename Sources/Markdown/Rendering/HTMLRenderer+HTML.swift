extension HTMLRenderer {
    mutating func writeHTMLInline(_ node: Node) {
        let html = document.bytes[node.text.range]
        switch options.html {
        case .forbid: return writeForbidden(node)
        case .safe: return writeSafeHTML(node)
        case .allow: break
        }
        if !isOfFrame(node), let name = TagFilter.filteredName(in: html, at: html.startIndex) {
            report(.filteredHTML, name, node.source)
            writer.write("&lt;")
            writer.write(raw: html.dropFirst())
        } else {
            writeResolving(html, of: node)
        }
    }

    mutating func writeHTMLBlock(_ node: Node, _ blockID: Document.BlockID?) {
        writer.breakLine()
        block = node.source
        if let blockID, blockID.isFirst {
            writer.write("<div")
            writeID(of: blockID)
            writer.write("></div>\n")
        }
        switch options.html {
        case .forbid:
            guard !isComment(node) else { return }
            writer.write("<p>")
            writeForbidden(node)
            writer.write("</p>\n")
        case .safe:
            writeSafeHTML(node)
            writer.breakLine()
        case .allow: writeFilteredHTML(node)
        }
    }

    /// Writes everything except tags that GFM's tag filter disarms.
    private mutating func writeFilteredHTML(_ node: Node) {
        let html = document.bytes[node.text.range]
        var places = HTMLBlockPlaces(document, node)
        var start = html.startIndex
        var frameEnd = html.startIndex
        var framesEnd = options.vaultSyntax
        for index in html.indices where html[index] == UInt8(ascii: "<") && index >= frameEnd {
            if framesEnd, let contentStart = Frame.openingEnd(in: html, from: index) {
                let end = Frame.end(in: html, from: contentStart)
                framesEnd = end != nil
                frameEnd = end ?? frameEnd
            }
            guard index >= frameEnd, let name = TagFilter.filteredName(in: html, at: index) else {
                continue
            }
            writeResolving(html[start..<index], of: node)
            writer.write("&lt;")
            start = index + 1
            let bracket = html[index + 1] == UInt8(ascii: "/") ? 2 : 1
            let place = places.place(of: index, count: bracket + name.utf8.count)
            report(.filteredHTML, name, place)
        }
        writeResolving(html[start...], of: node)
        writer.breakLine()
    }

    /// True for the start tag of a frame, or for its end tag directly after it.
    private func isOfFrame(_ tag: Node) -> Bool {
        guard options.vaultSyntax else { return false }
        if isFrame(from: tag, to: tag.next) { return true }
        return tag.previous >= 0 && isFrame(from: node(tag.previous), to: node(tag.previous).next)
            && Frame.isEndTag(document.bytes[tag.text.range])
    }

    private func isFrame(from tag: Node, to next: Document.NodeIndex) -> Bool {
        guard tag.kind == .htmlInline, next >= 0, node(next).kind == .htmlInline else {
            return false
        }
        let html = document.bytes[tag.text.range]
        return Frame.openingEnd(in: html, from: html.startIndex) == html.endIndex
            && Frame.isEndTag(document.bytes[node(next).text.range])
    }

    private func isComment(_ node: Node) -> Bool {
        document.bytes[node.text.range].trimmingSpace.starts(with: "<!--".utf8)
    }

    /// A comment is not shown in either case.
    private mutating func writeForbidden(_ node: Node) {
        guard !isComment(node) else { return }
        let html = document.bytes[node.text.range].trimmingSpace
        let name = html.dropFirst().drop { $0 == UInt8(ascii: "/") }.prefix {
            $0.isASCIILetter || $0.isASCIIDigit
        }
        report(.forbiddenHTML, String(decoding: name, as: UTF8.self), node.source)
        write(escaped: Span(html.startIndex, html.endIndex))
    }
}

/// Finds the places of the pieces of an HTML block: each line of it is the end of a line of the
/// note.
struct HTMLBlockPlaces {
    private let bytes: [UInt8]
    private let block: Span
    /// An offset in the block.
    private var lineEnd: Int
    private let end: Int
    /// An offset in the note.
    private var noteLineEnd: Int
    private let noteEnd: Int

    init(_ document: Document, _ node: Node) {
        bytes = document.bytes
        block = node.source
        end = Int(node.text.end)
        noteEnd = document.parsedCount
        lineEnd = Self.lineEnd(bytes, from: Int(node.text.start), to: end)
        noteLineEnd = Self.lineEnd(bytes, from: Int(node.source.start), to: noteEnd)
    }

    /// - Parameter index: an offset in the document's bytes, never before that of an earlier call.
    mutating func place(of index: Int, count: Int) -> Span {
        while index > lineEnd {
            lineEnd = Self.lineEnd(bytes, from: lineEnd + 1, to: end)
            noteLineEnd = Self.lineEnd(bytes, from: noteLineEnd + 1, to: noteEnd)
        }
        var behind = noteLineEnd
        if behind > 0, behind <= noteEnd, bytes[behind - 1] == 0x0D { behind -= 1 }
        let start = behind - (lineEnd - index)
        guard start >= 0, start + count <= noteEnd, bytes[start] == bytes[index] else {
            return block
        }
        return Span(start, start + count)
    }

    private static func lineEnd(_ bytes: [UInt8], from start: Int, to end: Int) -> Int {
        var index = start
        while index < end, bytes[index] != 0x0A { index += 1 }
        return index
    }
}
