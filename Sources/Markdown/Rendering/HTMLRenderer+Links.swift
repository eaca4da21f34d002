extension HTMLRenderer {
    /// Used instead of a link's number if its element is already complete, or if it has none.
    private static let finalElement = -1
    static let noElement = -2

    /// A link to a note or a file becomes slots. A link to another site is final.
    mutating func openLink(_ node: Node) {
        let destination = document.bytes[node.text.range]
        if let problem = refusal(of: destination, as: .link) {
            report(problem, document.string(node.text), node.source)
            openLinks.append((Self.noElement, plain.count))
            return
        }
        if LinkTarget.isExternal(destination) {
            openLinks.append((Self.finalElement, plain.count))
            result.externalLinks.append(
                ExternalLink(address: document.string(node.text), span: place(node.source)))
            writer.write("<a href=\"")
            writer.write(address: destination)
            writer.write(UInt8(ascii: "\""))
            if !node.title.isEmpty {
                writer.write(" title=\"")
                write(escaped: node.title)
                writer.write(UInt8(ascii: "\""))
            }
            writer.write(UInt8(ascii: ">"))
            return
        }
        let target = LinkTarget(destination: destination, isExternal: false)
        openLinks.append((result.links.count, plain.count))
        writer.slot(.linkOpen(result.links.count))
        result.links.append(
            Link(
                syntax: .markdown, isEmbed: false, path: target.path, subpath: target.subpath,
                display: nil, title: document.string(node.title),
                destination: document.string(node.text), span: place(node.source), context: "",
                contextRange: 0..<0))
    }

    mutating func closeLink() {
        guard let (link, textStart) = openLinks.popLast() else { return }
        switch link {
        case Self.noElement: break
        case Self.finalElement: writer.write("</a>")
        default:
            writer.slot(.linkClose(link))
            plain.append(link: link, from: textStart)
        }
    }

    mutating func writeImage(_ node: Node, isBlock: Bool) {
        let destination = document.bytes[node.text.range]
        if let problem = refusal(of: destination, as: .media) {
            report(problem, document.string(node.text), node.source)
            if isBlock { writer.write("<p>") }
            writer.write(escaped: document.string(node.detail))
            if isBlock { writer.write("</p>") }
            return
        }
        let target = LinkTarget(
            destination: destination, isExternal: LinkTarget.isExternal(destination))
        writer.slot(.embed(result.links.count, isBlock: isBlock))
        plain.append(link: result.links.count, from: plain.count)
        result.links.append(
            Link(
                syntax: .markdown, isEmbed: true, path: target.path, subpath: target.subpath,
                display: document.string(node.detail), title: document.string(node.title),
                destination: document.string(node.text), span: place(node.source), context: "",
                contextRange: 0..<0, place: embedPlace(node, isBlock: isBlock)))
    }

    private func refusal(of address: ArraySlice<UInt8>, as use: Address.Use) -> Problem.Kind? {
        if Address.isScript(address) { return .scriptAddress }
        return options.html == .allow || Address.isAllowed(address, as: use) ? nil : .refusedScheme
    }

    private func embedPlace(_ node: Node, isBlock: Bool) -> Link.Place {
        if isBlock { return .alone }
        let parent = self.node(node.parent)
        switch parent.kind {
        case .paragraph where sanitizer.open.contains { $0.container == node.parent }:
            // The paragraph can't end inside an element that began in it.
            return .inline
        case .paragraph: return isTight(parent) ? .flow : .paragraph
        case .tableCell: return .flow
        default: return .inline
        }
    }

    /// - Returns: true if its children are its display text.
    @discardableResult
    mutating func writeWikilink(_ node: Node, isBlock: Bool) -> Bool {
        let target = wikilink(node)
        let index = result.links.count
        let isEmbed = node.flags.contains(.embed)
        result.links.append(
            Link(
                syntax: .wikilink, isEmbed: isEmbed, path: target.path, subpath: target.subpath,
                display: target.display, title: "", destination: "", span: place(node.source),
                context: "", contextRange: 0..<0, place: embedPlace(node, isBlock: isBlock)))
        let start = plain.count
        if isEmbed {
            writer.slot(.embed(index, isBlock: isBlock))
            plain.append(link: index, from: start)
            return false
        }
        writer.slot(.linkOpen(index))
        if node.firstChild >= 0 {
            openLinks.append((index, start))
            return true
        }
        writer.write(escaped: target.text)
        plain.append(target.text)
        writer.slot(.linkClose(index))
        plain.append(link: index, from: start)
        return false
    }

    func wikilink(_ node: Node) -> LinkTarget {
        let placeholder = source.bytes[placeholders.placeholders[Int(node.number)].source.range]
        let inner = placeholder.dropFirst(node.flags.contains(.embed) ? 3 : 2).dropLast(2)
        return LinkTarget(wikilink: inner)
    }
}
