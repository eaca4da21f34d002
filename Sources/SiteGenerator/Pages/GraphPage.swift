import Basics
import Evidence
import Files
import Vault

/// Returns the context of the page with the graph of all links.
///
/// - Parameter map: nil if there are no links or the graph can't be drawn.
func graphContext(_ map: LinkMap?, at path: PagePath, of site: Site) -> PageContext {
    let title = "Graph of links"
    var context = baseContext(title: title, kind: "graph", at: path, of: site)
    context["breadcrumbs"] = breadcrumbsHTML(folder: "", title: title, at: path, of: site)
    guard let map else {
        context["content"] =
            "<p>No note links to another, or Graphviz, which draws this page, was not there.</p>"
        return context
    }
    let count = site.vault.notes.count
    var html =
        "<p>\(plural(map.nodes.count, "note")) and \(plural(map.edges.count, "link")) between them"
    if map.nodes.count == LinkMap.limit, count > LinkMap.limit {
        html += ": the most linked of \(formatCount(count))"
    }
    html += ".</p><div class=\"graph-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Graph\">"
    context[bytes: "content"] = Array(html.utf8) + drawing(map, at: path, of: site) + "</div>".utf8
    return context
}

private func drawing(_ map: LinkMap, at path: PagePath, of site: Site) -> [UInt8] {
    let (width, height) = (map.width.rounded(.up), map.height.rounded(.up))
    var svg = Array(
        "<svg class=\"graph\" width=\"\(coordinate(width))\" height=\"\(coordinate(height))\" viewBox=\"0 0 \(coordinate(width)) \(coordinate(height))\">"
            .utf8)
    for (a, b) in map.edges {
        let (from, to) = (map.nodes[a], map.nodes[b])
        svg.append(
            tag: "<line",
            attributes: [("x1", from.x), ("y1", from.y - 4), ("x2", to.x), ("y2", to.y - 4)])
        svg.append("/>" as StaticString)
    }
    for node in map.nodes {
        let radius = min(3 + Double(node.degree).squareRoot(), 9)
        svg.append(
            node: site.vault.notes[node.note].title,
            href: path.href(to: site.plan.notePaths[node.note]),
            x: node.x, y: node.y - 4, radius: radius, label: (node.x, node.y + radius + 8, "middle")
        )
    }
    svg.append("</svg>" as StaticString)
    return svg
}
