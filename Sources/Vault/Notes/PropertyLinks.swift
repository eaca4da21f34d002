import Basics
package import Markdown

/// Returns the wikilinks in a note's properties (`"[[Note]]"`), which count like links in its text.
package func propertyLinks(_ data: DataNode?) -> [Link] {
    (data?.entries ?? []).flatMap { entry -> [Link] in
        entry.value.oneOrMany.compactMap { node in
            node.text.flatMap { wikilink($0, property: entry.key, span: node.span) }
        }
    }
}

/// Returns the link if `text` is exactly one wikilink and nothing else.
private func wikilink(_ text: String, property: String, span: SourceSpan) -> Link? {
    guard text.hasPrefix("[["), text.hasSuffix("]]"), text.count > 4 else { return nil }
    let inner = text.dropFirst(2).dropLast(2)
    guard !inner.contains("[["), !inner.contains("]]") else { return nil }
    let parts = inner.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let target = parts[0].split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = target.isEmpty ? "" : target[0].trimmed
    let subpath = target.count > 1 ? target[1].trimmed : ""
    guard !path.isEmpty || !subpath.isEmpty else { return nil }
    let display = parts.count > 1 ? parts[1].trimmed : nil
    let shown = wikilinkText(path: path, subpath: subpath, display: display)
    let context = "\(property): \(shown)"
    return Link(
        path: path, subpath: subpath, display: display,
        span: span, context: context,
        contextRange: (context.utf8.count - shown.utf8.count)..<context.utf8.count)
}

extension Link {
    /// The text that a wikilink shows: the part after its bar, or else `A` or `A > H`.
    package var shownText: String {
        wikilinkText(path: path, subpath: subpath, display: display)
    }

    /// The address of an image or wikilink that leads out of the vault, as written.
    package var externalAddress: String {
        if !destination.isEmpty { return destination }
        return subpath.isEmpty ? path : path + "#" + subpath
    }
}

private func wikilinkText(path: String, subpath: String, display: String?) -> String {
    if let display, !display.isEmpty { return display }
    let parts = [path] + subpath.split(separator: "#").map(String.init)
    return parts.filter { !$0.isEmpty }.joined(separator: " > ")
}
