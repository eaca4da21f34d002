import Vault

extension BaseCorpus {
    /// Returns the value as `toString()` and `+` convert it.
    package func text(of value: BaseValue) -> String {
        switch value {
        case .null: ""
        case .bool(let bool): bool ? "true" : "false"
        case .number(let number): numberText(number)
        case .text(let text), .tag(let text), .html(let text), .icon(let text): text
        case .date(let date): date.text
        case .duration(let duration): duration.text
        case .list(let values): values.map { text(of: $0) }.joined(separator: ", ")
        case .object(let entries):
            "{" + entries.map { "\($0.key): \(text(of: $0.value))" }.joined(separator: ", ") + "}"
        case .link(let link): text(of: link)
        case .file(let index): files[index].path.string
        case .image(let source): "![](\(plainText(of: source)))"
        }
    }

    private func text(of link: BaseLink) -> String {
        if link.isExternal { return link.target }
        let display = link.display.map { "|" + text(of: $0) } ?? ""
        return "[[\(link.target)\(display)]]"
    }

    /// Returns the value as an argument of the functions of texts; for a link that is its target.
    package func plainText(of value: BaseValue) -> String {
        if case .link(let link) = value { return link.target }
        return text(of: value)
    }

    /// Returns the value as a page shows it, in plain text.
    package func label(of value: BaseValue) -> String {
        switch value {
        case .link(let link):
            if let display = link.display { return label(of: display) }
            if link.subpath.isEmpty, let file = link.file { return files[file].name }
            return link.isExternal ? link.target : link.target.linkLabel
        case .file(let index): return files[index].name
        case .list(let values): return values.map { label(of: $0) }.joined(separator: ", ")
        case .tag(let tag): return "#" + tag
        default: return text(of: value)
        }
    }
}

extension String {
    /// `Note > Heading` for the link `Folder/Note#Heading`.
    var linkLabel: String {
        let parts = split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        guard let path = parts.first else { return self }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let label = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
        return ([label] + parts.dropFirst()).filter { !$0.isEmpty }.joined(separator: " > ")
    }
}
