/// A note between those that link to it (left) and those it links to (right), as a drawing whose
/// nodes are links; nil for a note that stands alone.
///
/// However many links a note has, what is looked at and what is drawn is bounded.
func localGraphHTML(of note: Int, at path: PagePath, site: Site) -> [UInt8]? {
    let (incoming, outgoing) = neighbours(of: note, in: site.graph)
    let rows = max(incoming.count, outgoing.count)
    if rows == 0 { return nil }
    let spacing = 30.0
    let height = Double(max(rows, 2)) * spacing + 16
    let middle = (x: 200.0, y: height / 2)
    var lines: [UInt8] = []
    var nodes: [UInt8] = []
    nodes.reserveCapacity(4_096)

    func draw(_ side: [Int], sign: Double) {
        for (row, neighbour) in side.enumerated() {
            let offset = Double(row) - Double(side.count - 1) / 2
            let bend = side.count > 1 ? abs(offset) / (Double(side.count - 1) / 2) : 0
            let (x, y) = (middle.x + sign * (62 - 22 * bend * bend), middle.y + offset * spacing)
            lines.append(
                "<line x1=\"\(coordinate(middle.x))\" y1=\"\(coordinate(middle.y))\" x2=\"\(coordinate(x))\" y2=\"\(coordinate(y))\"/>"
            )
            nodes.append(
                nodeHTML(
                    site.vault.notes[neighbour].title,
                    href: path.href(to: site.plan.notePaths[neighbour]),
                    x: x, y: y, label: (x + sign * 9, y + 4, sign < 0 ? "end" : "start")))
        }
    }
    draw(incoming, sign: -1)
    draw(outgoing, sign: 1)
    let current =
        "<g class=\"is-current\"><circle cx=\"\(coordinate(middle.x))\" cy=\"\(coordinate(middle.y))\" r=\"6\"/></g>"
    var html = Array("<svg class=\"graph\" viewBox=\"0 0 400 \(coordinate(height))\">".utf8)
    html += lines
    html.append(current)
    html += nodes
    html.append("</svg>" as StaticString)
    return html
}

/// A node of a graph of links.
func nodeHTML(
    _ title: String, href: String, x: Double, y: Double, radius: Double = 4.5,
    label: (x: Double, y: Double, anchor: String)
) -> String {
    let isLong = title.utf8.count > 22 && title.count > 22
    let text = isLong ? String(title.prefix(21)) + "…" : title
    // Without the whole name in the link, those who don't see the drawing would hear a cut one.
    let name = isLong ? " aria-label=\"\(escapedHTML(title))\"" : ""
    return """
        <a href="\(href)"\(name)><circle cx="\(coordinate(x))" cy="\(coordinate(y))" r="\(coordinate(radius))"/>\
        <text x="\(coordinate(label.x))" y="\(coordinate(label.y))" text-anchor="\(label.anchor)">\(escapedHTML(text))</text></a>
        """
}

/// Up to eight notes on each side. A note that both links here and is linked to stands on the right;
/// a side that overflows fills up the other.
private func neighbours(of note: Int, in graph: LinkGraph) -> (incoming: [Int], outgoing: [Int]) {
    let (side, looked) = (8, 200)
    var seen: Set<Int> = [note]
    var outgoing: [Int] = []
    for resolution in graph.resolutions[note].prefix(looked) where outgoing.count < 2 * side {
        if case .note(let target)? = resolution.target, seen.insert(target).inserted {
            outgoing.append(target)
        }
    }
    var incoming: [Int] = []
    for backlink in graph.backlinks[note].prefix(looked) where incoming.count < 2 * side {
        if seen.insert(backlink.note).inserted { incoming.append(backlink.note) }
    }
    if incoming.count > side, outgoing.count < side {
        outgoing += incoming[side...].prefix(side - outgoing.count)
    } else if outgoing.count > side, incoming.count < side {
        incoming += outgoing[side...].prefix(side - incoming.count)
    }
    return (Array(incoming.prefix(side)), Array(outgoing.prefix(side)))
}
