/// A horizontal axis of seconds with round ticks, shared by timeline and lanes.
struct TimeAxis {
    let end: Double
    let width: Double
    let left: Double
    private let step: Double

    /// - Parameter end: the last moment to show, in seconds.
    init(end: Double, left: Double, width: Double) {
        self.left = left
        self.width = width
        var step = 1e-6
        let factors = [2.0, 2.5, 2.0]
        var index = 0
        while end / step > 6 {
            step *= factors[index % 3]
            index += 1
        }
        self.step = step
        self.end = max(end * 1.02, step)
    }

    func x(_ seconds: Double) -> Double { left + min(max(seconds, 0), end) / end * width }

    /// Ticks from `top` to `bottom` with their labels below.
    func svg(top: Double, bottom: Double) -> String {
        var result = ""
        var index = 0
        while Double(index) * step <= end {
            let x = coordinate(x(Double(index) * step))
            result +=
                "<line class=\"tick\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(coordinate(top))\" y2=\"\(coordinate(bottom))\"/>"
                + "<text class=\"label\" x=\"\(x)\" y=\"\(coordinate(bottom + 14))\" text-anchor=\"middle\">\(label(index))</text>"
            index += 1
        }
        return result
    }

    private func label(_ index: Int) -> String {
        if index == 0 { return "0" }
        let (unit, scale) =
            step >= 0.1 ? ("s", 1.0) : step >= 1e-4 ? ("ms", 1e3) : ("µs", 1e6)
        return coordinate(Double(index) * step * scale) + " " + unit
    }
}
