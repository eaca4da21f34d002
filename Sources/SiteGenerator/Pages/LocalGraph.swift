import Basics
import Evidence
import Vault

/// Draws a note between those that link to it (left) and those it links to (right). The nodes are
/// links. Returns nil if the note has no links.
///
/// The number of links that are examined and drawn is limited.
func localGraphHTML(of note: Int, at path: PagePath, site: Site) -> [UInt8]? {
    let (incoming, outgoing) = neighbours(of: note, in: site.graph)
    let rows = max(incoming.count, outgoing.count)
    if rows == 0 { return nil }
    let spacing = 30.0
    let height = Double(max(rows, 2)) * spacing + 16
    let middle = (x: 200.0, y: height / 2)
    var html: [UInt8] = []
    html.reserveCapacity(8_192)

    func forEach(_ use: (_ neighbour: Int, _ x: Double, _ y: Double, _ sign: Double) -> Void) {
        for (side, sign) in [(incoming, -1.0), (outgoing, 1.0)] {
            for (row, neighbour) in side.enumerated() {
                let offset = Double(row) - Double(side.count - 1) / 2
                let bend = side.count > 1 ? abs(offset) / (Double(side.count - 1) / 2) : 0
                let x = middle.x + sign * (62 - 22 * bend * bend)
                use(neighbour, x, middle.y + offset * spacing, sign)
            }
        }
    }
    html.append("<svg class=\"graph\" viewBox=\"0 0 400 " as StaticString)
    html.append(coordinate: height)
    html.append("\">" as StaticString)
    forEach { _, x, y, _ in
        html.append(
            tag: "<line", attributes: [("x1", middle.x), ("y1", middle.y), ("x2", x), ("y2", y)])
        html.append("/>" as StaticString)
    }
    html.append(
        tag: "<g class=\"is-current\"><circle",
        attributes: [("cx", middle.x), ("cy", middle.y), ("r", 6)])
    html.append("/></g>" as StaticString)
    forEach { neighbour, x, y, sign in
        html.append(
            node: site.vault.notes[neighbour].title,
            href: path.href(to: site.plan.notePaths[neighbour]),
            x: x, y: y, label: (x + sign * 9, y + 4, sign < 0 ? "end" : "start"))
    }
    html.append("</svg>" as StaticString)
    return html
}

extension [UInt8] {
    /// Writes a node of the graph.
    mutating func append(
        node title: String, href: String, x: Double, y: Double, radius: Double = 4.5,
        label: (x: Double, y: Double, anchor: StaticString)
    ) {
        let isLong = title.utf8.count > 22 && title.count > 22
        append("<a href=\"" as StaticString)
        append(href)
        append("\"" as StaticString)
        if isLong {
            // The drawing shortens long names. The label gives the whole name to screen readers.
            append(" aria-label=\"" as StaticString)
            append(escaped: title)
            append("\"" as StaticString)
        }
        append(tag: "><circle", attributes: [("cx", x), ("cy", y), ("r", radius)])
        append(tag: "/><text", attributes: [("x", label.x), ("y", label.y)])
        append(" text-anchor=\"" as StaticString)
        append(label.anchor)
        append("\">" as StaticString)
        append(escaped: isLong ? String(title.prefix(21)) + "…" : title)
        append("</text></a>" as StaticString)
    }

    /// Writes a tag with its coordinates, without its end.
    mutating func append(
        tag: StaticString, attributes: [(StaticString, Double)]
    ) {
        append(tag)
        for (name, value) in attributes {
            append(UInt8(ascii: " "))
            append(name)
            append("=\"" as StaticString)
            append(coordinate: value)
            append(UInt8(ascii: "\""))
        }
    }
}

/// Returns up to eight notes for each side. A note linked in both directions is on the right. If
/// one side has room left, the other may have more notes.
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
