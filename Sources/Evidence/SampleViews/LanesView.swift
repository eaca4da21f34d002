import Basics
import Samples

/// Returns the threads, tasks and processes of a traced sample as bars on one time axis.
func lanesHTML(_ lanes: [Lane], id: String) -> String {
    guard !lanes.isEmpty else { return "" }
    let shown = lanes.prefix(40)
    let end = shown.map(\.end).max() ?? 0
    let start = startShown(of: shown, end: end)
    let axis = TimeAxis(from: start, end: end)
    let rowHeight = 20.0
    let base = 6 + Double(shown.count) * rowHeight
    var bars = ""
    for (index, lane) in shown.enumerated() {
        let y = 4 + Double(index) * rowHeight
        let name = escapedHTML(lane.name)
        bars +=
            "<text class=\"label\" x=\"-10\" y=\"\(coordinate(y + 13))\" text-anchor=\"end\">\(escapedHTML(shortened(lane.name)))</text>"
            + "<rect class=\"bar kind-\(lane.kind.rawValue)\" \(extent(lane.start, lane.end, axis)) y=\"\(coordinate(y + 3))\" height=\"12\" rx=\"2\"><title>\(name), \(lane.kind.rawValue): \(formatSeconds(lane.start)) to \(formatSeconds(lane.end))</title></rect>"
        for busy in lane.busy where busy.upperBound > start {
            bars +=
                "<rect class=\"busy kind-\(lane.kind.rawValue)\" \(extent(busy.lowerBound, busy.upperBound, axis)) y=\"\(coordinate(y + 3))\" height=\"12\"/>"
        }
    }
    let cut = start > 0 ? "; the \(formatSeconds(start)) before are not drawn" : ""
    let more =
        lanes.count > shown.count
        ? "; the first \(shown.count) of \(formatCount(lanes.count)) are shown" : ""
    let hasBusy = lanes.contains { !$0.busy.isEmpty }
    let longest = max(8, shown.map { shortened($0.name).count }.max() ?? 0)
    return """
        <figure class="lanes" style="--longest: \(longest)" data-pagefind-ignore><svg height="\(coordinate(base + 20))" role="img" aria-labelledby="\(id)-l">\
        <title id="\(id)-l">\(escapedHTML(description(of: Array(shown), end: end)))</title>\(axis.svg(at: base))\(bars)</svg>\
        <figcaption>What ran when\(hasBusy ? " (solid: on a processor; pale: waiting)" : ""), from a separate traced run\(cut)\(more)</figcaption></figure>
        """
}

/// Returns the time at which the drawing starts. Tasks may begin and end in the last moments, long
/// after the interpreter's start: then only these moments are drawn.
private func startShown(of lanes: ArraySlice<Lane>, end: Double) -> Double {
    guard let first = lanes.dropFirst().map(\.start).min(), end - first < 0.3 * end else {
        return 0
    }
    return max(0, first - (end - first) * 0.15)
}

private func extent(_ start: Double, _ end: Double, _ axis: TimeAxis) -> String {
    let x = axis.position(start)
    return "x=\"\(coordinate(x))%\" width=\"\(coordinate(max(axis.position(end) - x, 0.3)))%\""
}

private func shortened(_ name: String) -> String {
    name.count <= 18 ? name : name.prefix(17) + "…"
}

private func description(of lanes: [Lane], end: Double) -> String {
    let parts = lanes.prefix(12).map {
        "\($0.name) from \(formatSeconds($0.start)) to \(formatSeconds($0.end))"
    }
    return "\(plural(lanes.count, "lane")) over \(formatSeconds(end)): "
        + parts.joined(separator: "; ") + (lanes.count > 12 ? "; …" : "")
}
