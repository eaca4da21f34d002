import Basics
import Vault

/// Returns the drawing of a measurement: a common axis, and for each arm a line with a dot for each
/// round, a bar for the interval and a stroke for the median.
///
/// Positions are percentages of the width. Names are on the left, where the style sheet leaves
/// room; without a style sheet the drawing is still readable. The arms are distinguished by their
/// names.
func measurementChart(_ view: MeasurementView, id: String) -> String {
    let rows = ChartRow.rows(of: view)
    guard !rows.isEmpty else { return "" }
    let axis = chartAxis(of: view)
    let bottom = Double(rows.last?.bottom ?? 0) + 6
    var svg = MarkupWriter()
    svg.open(
        "svg",
        [
            ("width", "100%"), ("height", coordinate(bottom + 22)), ("role", "img"),
            ("aria-labelledby", "\(id)-title \(id)-desc"), ("xmlns", "http://www.w3.org/2000/svg"),
        ])
    svg.element("title", [("id", "\(id)-title")], view.title)
    svg.element("desc", [("id", "\(id)-desc")], description(of: view, axis))
    for (tick, label) in zip(axis.ticks, tickLabels(axis, view.unit)) {
        writeTick(tick, label, axis, bottom: bottom, &svg)
    }
    line(&svg, "axis", x: (0, 100), y: (bottom, bottom))
    for (index, row) in rows.enumerated() {
        if let heading = row.heading {
            svg.element(
                "text",
                [("class", "label heading"), ("x", "0"), ("y", coordinate(row.top + 17))], heading)
        }
        if row.isBaseline {
            let end = rows[index...].prefix { $0.series == row.series }.last?.bottom ?? row.bottom
            let x = axis.percent(row.arm.quantity.median)
            line(&svg, "baseline", x: (x, x), y: (row.middle - 12, end))
        }
        write(row, axis, &svg)
    }
    svg.close("svg")
    return svg.html
}

/// Returns the axis that all arms share.
func chartAxis(of view: MeasurementView) -> ChartAxis {
    ChartAxis(
        covering: view.series.flatMap(\.arms).flatMap { arm in
            arm.values + [arm.quantity.median, arm.quantity.low, arm.quantity.high]
        })
}

/// A row of the drawing, for one arm.
private struct ChartRow {
    var arm: MeasurementView.Arm
    /// The index of the measurement's series that the row belongs to.
    var series: Int
    var heading: String?
    var isBaseline: Bool
    var top: Double

    private static let height = 34.0
    private static let headingHeight = 27.0

    var middle: Double { top + (heading == nil ? 0 : Self.headingHeight) + Self.height / 2 }
    var bottom: Double { top + (heading == nil ? 0 : Self.headingHeight) + Self.height }

    static func rows(of view: MeasurementView) -> [ChartRow] {
        var rows: [ChartRow] = []
        for (number, series) in view.series.enumerated() {
            let baseline = view.baseline ?? series.arms.first?.subject
            for (index, arm) in series.arms.enumerated() {
                rows.append(
                    ChartRow(
                        arm: arm, series: number,
                        heading: index == 0 ? view.heading(of: series) : nil,
                        isBaseline: arm.subject == baseline && series.arms.count > 1,
                        top: rows.last?.bottom ?? 4))
            }
        }
        return rows
    }
}

private func write(_ row: ChartRow, _ axis: ChartAxis, _ svg: inout MarkupWriter) {
    let quantity = row.arm.quantity
    let y = row.middle
    svg.open("g", [("class", quantity.isUsable ? "arm" : "arm unusable")])
    svg.element(
        "text",
        [
            ("class", "label"), ("x", "0"), ("dx", "-10"), ("y", coordinate(y + 4)),
            ("text-anchor", "end"),
        ], row.arm.label)
    for (index, value) in row.arm.values.enumerated() {
        // On one line, neighbouring dots would hide each other.
        let offset = Double(index % 3 - 1) * 4
        svg.element(
            "circle",
            [
                ("class", "dot"), ("cx", percent(axis.percent(value))),
                ("cy", coordinate(y + offset)), ("r", "3"), ("fill-opacity", "0.5"),
            ], "")
    }
    let (low, high) = (axis.percent(quantity.low), axis.percent(quantity.high))
    let median = axis.percent(quantity.median)
    line(&svg, "interval", x: (low, high), y: (y, y))
    for end in [low, high] { line(&svg, "interval", x: (end, end), y: (y - 5, y + 5)) }
    line(&svg, "median", x: (median, median), y: (y - 10, y + 10))
    svg.close("g")
}

/// Returns the labels of the ticks. On a linear axis all ticks have one unit, which is written
/// once.
private func tickLabels(_ axis: ChartAxis, _ unit: MeasureUnit) -> [String] {
    func quantity(_ value: Double) -> MeasuredQuantity {
        MeasuredQuantity(median: value, low: value, high: value, unit: unit, n: 0)
    }
    guard !axis.isLogarithmic, let last = axis.ticks.last else {
        return axis.ticks.map { quantity($0).readable().bareText }
    }
    let shown = quantity(last).readable().unit
    return axis.ticks.map { value in
        let tick = quantity(value).converted(to: shown) ?? quantity(value)
        return value == last ? tick.bareText : tick.bareNumber
    }
}

private func writeTick(
    _ value: Double, _ label: String, _ axis: ChartAxis, bottom: Double,
    _ svg: inout MarkupWriter
) {
    let x = axis.percent(value)
    line(&svg, "gridline", x: (x, x), y: (2, bottom), opacity: "0.2")
    svg.element(
        "text",
        [
            ("class", "tick"), ("x", percent(x)), ("y", coordinate(bottom + 15)),
            ("text-anchor", "middle"),
        ], label)
}

/// Writes a line. Its colour comes from the style sheet; the default is that of the text.
private func line(
    _ svg: inout MarkupWriter, _ style: String, x: (Double, Double), y: (Double, Double),
    opacity: String? = nil
) {
    svg.element(
        "line",
        [
            ("class", style), ("x1", percent(x.0)), ("x2", percent(x.1)), ("y1", coordinate(y.0)),
            ("y2", coordinate(y.1)), ("stroke", "currentColor"), ("stroke-opacity", opacity),
        ], "")
}

private func percent(_ value: Double) -> String { coordinate(value) + "%" }

/// Returns a description in words of all that the drawing shows.
private func description(of view: MeasurementView, _ axis: ChartAxis) -> String {
    var sentences: [String] = []
    for series in view.series {
        let arms = series.arms.map { arm in
            "\(arm.label) \(arm.quantity.readable().textWithUncertainty)"
        }
        let heading = view.heading(of: series).map { "At \($0): " } ?? ""
        sentences.append(heading + arms.joined(separator: "; ") + ".")
    }
    if axis.isLogarithmic { sentences.append("The axis is logarithmic.") }
    return sentences.joined(separator: " ")
}

extension MeasurementView {
    /// Returns `n = 1,000`; nil if there is no parameter.
    package func heading(of series: Series) -> String? {
        series.parameter.map { parameter in
            (parameterName.map { "\($0) = " } ?? "")
                + (Int(parameter).map { formatCount($0) } ?? parameter)
        }
    }
}
