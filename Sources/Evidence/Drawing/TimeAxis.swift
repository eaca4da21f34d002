import Samples

/// A horizontal axis of seconds with round ticks, shared by timeline and lanes. Positions are in
/// percent of the drawing's width, so that text keeps its size at any width.
struct TimeAxis {
    let start: Double
    let end: Double
    private let step: Double

    /// - Parameters:
    ///   - start: the first moment to show, in seconds.
    ///   - end: the last moment to show, in seconds.
    init(from start: Double = 0, end: Double) {
        var step = 1e-6
        let factors = [2.0, 2.5, 2.0]
        var index = 0
        while (end - start) / step > 5 {
            step *= factors[index % 3]
            index += 1
        }
        self.step = step
        self.start = start
        self.end = max(start + (end - start) * 1.02, start + step)
    }

    /// Returns a position in percent.
    func position(_ seconds: Double) -> Double {
        (min(max(seconds, start), end) - start) / (end - start) * 100
    }

    func x(_ seconds: Double) -> String { coordinate(position(seconds)) + "%" }

    /// Returns the axis at `y` with its ticks and the labels below, 20 pixels high in all.
    func svg(at y: Double) -> String {
        let line = coordinate(y)
        var result = "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"\(line)\" y2=\"\(line)\"/>"
        let first = Int(saturating: (start / step).rounded(.up))
        // There are at most six ticks.
        for offset in 0..<10 {
            let (index, isBeyond) = first.addingReportingOverflow(offset)
            if isBeyond || Double(index) * step > end { break }
            let x = x(Double(index) * step)
            result +=
                "<g class=\"tick\"><line x1=\"\(x)\" x2=\"\(x)\" y1=\"\(line)\" y2=\"\(coordinate(y + 4))\"/>"
                + "<text x=\"\(x)\" y=\"\(coordinate(y + 16))\" text-anchor=\"middle\">\(label(index))</text></g>"
        }
        return result
    }

    private func label(_ index: Int) -> String {
        if index == 0 { return "0" }
        let (unit, scale) =
            step >= 0.1 ? ("s", 1.0) : step >= 1e-4 || start > 0 ? ("ms", 1e3) : ("µs", 1e6)
        return coordinate(Double(index) * step * scale) + " " + unit
    }
}
