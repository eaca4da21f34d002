import Basics
import Foundation
package import Markdown

/// The links in a note's properties: they count like links in its text. All that is a wikilink
/// (`"[[Note]]"`), and the picture that `cover` or `image` names, be it a wikilink, an embed or a path.
package func propertyLinks(_ data: DataNode?) -> [Link] {
    (data?.entries ?? []).flatMap { entry -> [Link] in
        entry.value.oneOrMany.compactMap { node in
            node.text.flatMap {
                let cover = entry.key == "cover" || entry.key == "image"
                return wikilink($0, property: entry.key, span: node.span)
                    ?? (cover ? pictureLink($0, span: node.span) : nil)
            }
        }
    }
}

/// `![[picture.png]]`, `![](picture.png)` or `folder/picture.png`. Other texts are the author's own.
private func pictureLink(_ text: String, span: SourceSpan) -> Link? {
    let text = text.trimmed
    if text.hasPrefix("![[") {
        var link = wikilink(String(text.dropFirst()), property: "", span: span)
        link?.isEmbed = true
        link?.context = ""
        link?.contextRange = 0..<0
        return link
    }
    let path = text.wholeMatch(of: /!\[[^\]]*\]\(([^)\s]+)\)/).map { String($0.1) } ?? text
    guard Address.scheme(of: path) == nil, !path.hasPrefix("//"),
        imageExtensions.contains(VaultPath(path).fileExtension),
        !path.contains("{{"), !path.contains("<%")
    else { return nil }
    var link = Link(
        path: path.removingPercentEncoding ?? path, subpath: "", display: nil, span: span,
        context: "", contextRange: 0..<0)
    link.syntax = .markdown
    link.isEmbed = true
    link.destination = path
    return link
}

/// Exactly one wikilink and nothing else.
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
