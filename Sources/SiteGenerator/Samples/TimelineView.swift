import Samples

/// When each line was printed, as a drawing: concurrency that a reader can see.
///
/// Drawn only where the lines came at clearly different moments.
func timelineHTML(_ record: SampleRecord, id: String) -> String {
    let moments = record.observation.moments
    guard isSpread(record), let last = moments.last else { return "" }
    let end = max(record.observation.wallSeconds, last)
    let axis = TimeAxis(end: end, left: 12, width: 616)
    let rows = layOut(moments, axis: axis)
    let height = Double(rows.max() ?? 0) * 9 + 26
    var dots = ""
    for (index, moment) in moments.enumerated() {
        let y = height - 12 - Double(rows[index]) * 9
        let line = record.output.indices.contains(index) ? plainText(record.output[index].text) : ""
        let isError = record.output.indices.contains(index) && record.output[index].stream == .error
        dots +=
            "<circle class=\"dot\(isError ? " error" : "")\" cx=\"\(coordinate(axis.x(moment)))\" cy=\"\(coordinate(y))\" r=\"3.5\"><title>\(formatSeconds(moment)): \(escapedHTML(line.prefix(80)))</title></circle>"
    }
    let first = moments.first ?? 0
    let text =
        "\(plural(moments.count, "line")) printed between \(formatSeconds(first)) and \(formatSeconds(last)) after the start; the program ran for \(formatSeconds(end))."
    return """
        <figure class="timeline"><svg viewBox="0 0 640 \(coordinate(height + 18))" role="img" aria-labelledby="\(id)-t" xmlns="http://www.w3.org/2000/svg"><title id="\(id)-t">\(text)</title>\
        \(axis.svg(top: 6, bottom: height - 2))<line class="axis" x1="12" x2="628" y1="\(coordinate(height - 2))" y2="\(coordinate(height - 2))"/>\(dots)</svg>\
        <figcaption>When each line was printed</figcaption></figure>
        """
}

/// Whether the moments tell more than that the program printed and ended.
func isSpread(_ record: SampleRecord) -> Bool {
    let moments = record.observation.moments
    guard moments.count > 1, moments.count <= 400, let first = moments.first, let last = moments.last
    else { return false }
    return last - first >= 0.05
}

/// The row of each dot: dots that would overlap are stacked.
private func layOut(_ moments: [Double], axis: TimeAxis) -> [Int] {
    var rows: [Int] = []
    var previous = -Double.infinity
    var row = 0
    for moment in moments {
        let x = axis.x(moment)
        row = x - previous < 7 ? min(row + 1, 12) : 0
        if row == 0 { previous = x }
        rows.append(row)
    }
    return rows
}

/// A line without its escape sequences.
func plainText(_ line: String) -> String {
    var text = ""
    var inSequence = false
    for scalar in line.unicodeScalars {
        if scalar == "\u{1B}" {
            inSequence = true
        } else if inSequence {
            if scalar.properties.isAlphabetic { inSequence = false }
        } else if scalar.value >= 0x20 {
            text.unicodeScalars.append(scalar)
        }
    }
    return text
}
