import Vault

/// Converts front matter to values, with the types that Obsidian gives them.
struct BasePropertyReader {
    /// Finds the file that the path of a link in the note leads to.
    let resolve: (String) -> Int?

    func properties(_ data: DataNode?) -> [BaseFile.Property] {
        (data?.entries ?? []).map { entry in
            let isTags = entry.key.lowercased() == "tags" || entry.key.lowercased() == "tag"
            return BaseFile.Property(
                name: entry.key, value: isTags ? tags(entry.value) : value(entry.value))
        }
    }

    func value(_ node: DataNode) -> BaseValue {
        switch node.value {
        case .list(let nodes): return .list(nodes.map(value))
        case .map(let entries):
            return .object(entries.map { BaseValue.Entry(key: $0.key, value: value($0.value)) })
        case .scalar(let text, let isPlain):
            if node.isNull { return .null }
            if let bool = node.bool { return .bool(bool) }
            if isPlain, let number = node.number { return .number(number) }
            if var link = WikilinkText(text)?.link {
                link.file = resolve(link.path)
                return .link(link)
            }
            if let date = BaseDate(text, .property) { return .date(date) }
            return .text(text)
        }
    }

    /// A text may have several tags, separated by commas or spaces.
    private func tags(_ node: DataNode) -> BaseValue {
        if node.isNull { return .null }
        return .list(
            node.oneOrMany.flatMap { node -> [BaseValue] in
                guard let text = node.text else { return [value(node)] }
                return text.split { $0 == "," || $0.isWhitespace }.map {
                    .tag(String($0).withoutHash)
                }
            })
    }

    /// Returns the links in properties, which are links of the note as well.
    func links(in properties: [BaseFile.Property]) -> [BaseLink] {
        var links: [BaseLink] = []
        for property in properties { collect(property.value, into: &links) }
        return links
    }

    private func collect(_ value: BaseValue, into links: inout [BaseLink]) {
        switch value {
        case .link(let link): links.append(link)
        case .list(let values): for value in values { collect(value, into: &links) }
        case .object(let entries): for entry in entries { collect(entry.value, into: &links) }
        case .text(let text):
            guard let markdown = MarkdownLinkText(text), urlScheme(of: markdown.address) == nil
            else { return }
            var link = BaseLink(target: markdown.address, display: .text(markdown.shown))
            link.file = resolve(link.path)
            links.append(link)
        default: break
        }
    }
}
