import Samples

/// Threads, tasks and processes of a traced sample as bars on one time axis.
func lanesHTML(_ lanes: [Lane], id: String) -> String {
    guard !lanes.isEmpty else { return "" }
    let shown = lanes.prefix(40)
    let end = shown.map(\.end).max() ?? 0
    let left = 150.0
    let axis = TimeAxis(end: end, left: left, width: 478)
    let rowHeight = 20.0
    let bottom = 8 + Double(shown.count) * rowHeight
    var bars = ""
    for (index, lane) in shown.enumerated() {
        let y = 8 + Double(index) * rowHeight
        let (x, width) = extent(lane.start, lane.end, axis)
        bars +=
            "<text class=\"label\" x=\"\(coordinate(left - 8))\" y=\"\(coordinate(y + 13))\" text-anchor=\"end\">\(escapedHTML(shortened(lane.name)))</text>"
            + "<rect class=\"bar bar-\(lane.kind.rawValue)\" x=\"\(x)\" y=\"\(coordinate(y + 4))\" width=\"\(width)\" height=\"11\" rx=\"2\"><title>\(escapedHTML(lane.name)), \(lane.kind.rawValue): \(formatSeconds(lane.start)) to \(formatSeconds(lane.end))</title></rect>"
        for busy in lane.busy {
            let (x, width) = extent(busy.lowerBound, busy.upperBound, axis)
            bars +=
                "<rect class=\"busy\" x=\"\(x)\" y=\"\(coordinate(y + 4))\" width=\"\(width)\" height=\"11\"/>"
        }
    }
    let more =
        lanes.count > shown.count
        ? "; the first \(shown.count) of \(formatCount(lanes.count)) are shown" : ""
    let hasBusy = lanes.contains { !$0.busy.isEmpty }
    return """
        <figure class="lanes"><svg viewBox="0 0 640 \(coordinate(bottom + 22))" role="img" aria-labelledby="\(id)-l" xmlns="http://www.w3.org/2000/svg"><title id="\(id)-l">\(escapedHTML(description(of: Array(shown), end: end)))</title>\
        \(axis.svg(top: 4, bottom: bottom + 2))\(bars)</svg>\
        <figcaption>What ran when\(hasBusy ? " (solid: on a processor; pale: waiting)" : ""), from a separate traced run\(more)</figcaption></figure>
        """
}

private func extent(_ start: Double, _ end: Double, _ axis: TimeAxis) -> (String, String) {
    let x = axis.x(start)
    return (coordinate(x), coordinate(max(axis.x(end) - x, 1)))
}

private func shortened(_ name: String) -> String {
    name.count <= 22 ? name : name.prefix(21) + "…"
}

private func description(of lanes: [Lane], end: Double) -> String {
    let parts = lanes.prefix(12).map {
        "\($0.name) from \(formatSeconds($0.start)) to \(formatSeconds($0.end))"
    }
    return "\(plural(lanes.count, "lane")) over \(formatSeconds(end)): "
        + parts.joined(separator: "; ") + (lanes.count > 12 ? "; …" : "")
}
