import Basics
import Markdown
import Vault

/// Returns the properties of a note as a list of terms. Those that the page shows elsewhere, and
/// the data for the site itself, are left out.
func propertiesHTML(_ note: Note, link: (DataNode) -> String?) -> String? {
    let rows = (note.frontMatter.data?.entries ?? []).compactMap { entry -> String? in
        guard !shownElsewhere.contains(entry.key) else { return nil }
        guard let value = propertyHTML(entry.value, link: link) else { return nil }
        return "<dt>\(escapedHTML(entry.key))</dt><dd>\(value)</dd>"
    }
    return rows.isEmpty ? nil : "<dl class=\"properties\">\(rows.joined())</dl>"
}

private let shownElsewhere: Set<String> = [
    "title", "description", "permalink", "cover", "image", "aliases", "alias", "tags", "tag",
    "cssclasses", "cssclass", "lang", "publish", "draft", "created", "date", "updated", "modified",
    "order",
    "subject", "traits", "compare", "claims", "measures", "allow",
]

private func propertyHTML(_ node: DataNode, link: (DataNode) -> String?) -> String? {
    switch node.value {
    case .list(let nodes):
        let items = nodes.compactMap { propertyHTML($0, link: link) }
        return items.isEmpty ? nil : items.joined(separator: ", ")
    case .map:
        return nil
    case .scalar(let text, _):
        if node.isNull || text.isEmpty { return nil }
        if let bool = node.bool { return bool ? "yes" : "no" }
        if text.hasPrefix("[["), text.hasSuffix("]]") { return link(node) ?? escapedHTML(text) }
        if Address.isWeb(text) {
            return
                "<a class=\"external\" rel=\"noopener\" href=\"\(escapedHTML(text.urlKept))\">\(escapedHTML(text))</a>"
        }
        return escapedHTML(text)
    }
}
