import Basics
import Samples

/// Returns a drawing of when each line was printed, which makes concurrency visible.
///
/// It is empty unless the lines came at clearly different moments.
func timelineHTML(_ record: SampleRecord, id: String) -> String {
    let moments = record.observation.moments
    guard isSpread(record), let last = moments.last else { return "" }
    let end = max(record.observation.wallSeconds, last)
    let axis = TimeAxis(end: end)
    let rows = layOut(moments, axis: axis)
    let base = Double(rows.max() ?? 0) * 9 + 16
    var dots = ""
    for (index, moment) in moments.enumerated() {
        let line = record.output.indices.contains(index) ? record.output[index] : nil
        let classes = line?.stream == .error ? "dot stream-error" : "dot"
        let text = line.map { plainText($0.text).prefix(80) } ?? ""
        dots +=
            "<circle class=\"\(classes)\" cx=\"\(axis.x(moment))\" cy=\"\(coordinate(base - 7 - Double(rows[index]) * 9))\" r=\"4\"><title>\(formatSeconds(moment)): \(escapedHTML(text))</title></circle>"
    }
    let first = moments.first ?? 0
    let text =
        "\(plural(moments.count, "line")) printed between \(formatSeconds(first)) and \(formatSeconds(last)) after the start; the program ran for \(formatSeconds(end))."
    return """
        <figure class="timeline" data-pagefind-ignore><svg height="\(coordinate(base + 20))" role="img" aria-labelledby="\(id)-t">\
        <title id="\(id)-t">\(text)</title>\(axis.svg(at: base))\(dots)</svg>\
        <figcaption>When each line was printed</figcaption></figure>
        """
}

/// True if the moments tell more than that the program printed and ended.
func isSpread(_ record: SampleRecord) -> Bool {
    let moments = record.observation.moments
    guard moments.count > 1, moments.count <= 400, let first = moments.first,
        let last = moments.last
    else { return false }
    return last - first >= 0.05
}

/// Returns the row of each dot; dots that would overlap are stacked.
private func layOut(_ moments: [Double], axis: TimeAxis) -> [Int] {
    var rows: [Int] = []
    var previous = -Double.infinity
    var row = 0
    for moment in moments {
        // The width of a dot on a page, where one percent is about six pixels.
        let x = axis.position(moment)
        row = x - previous < 1.3 ? min(row + 1, 12) : 0
        if row == 0 { previous = x }
        rows.append(row)
    }
    return rows
}

/// Returns a line without its escape sequences and other control characters.
package func plainText(_ line: String) -> String {
    String(
        String.UnicodeScalarView(
            withoutEscapes(line[...]).unicodeScalars.filter { $0.value >= 0x20 }))
}
