import Basics
import Vault

/// Returns a measurement as a figure: drawing, table and method.
///
/// - Parameter id: an identifier, unique on the page; links to ``EvidenceTarget/measure`` lead to
///   `measure-NAME`.
package func measurementHTML(_ view: MeasurementView, id: String) -> String {
    var html = MarkupWriter()
    let arms = view.series.flatMap(\.arms)
    let isUsable = arms.allSatisfy(\.quantity.isUsable)
    html.open("figure", [("class", isUsable ? "chart" : "chart unusable"), ("id", id)])
    html.newline()
    html.wrap("figcaption") {
        $0.text(view.title)
        if !arms.isEmpty { writeReading(view, &$0) }
    }
    html.newline()
    if arms.isEmpty {
        html.element(
            "p", [("class", "chart-verdict")],
            view.obstacle.map { sentence("Not measured: " + $0) }
                ?? "This has not been measured yet.")
    } else {
        writePlot(view, id: id, &html)
        html.newline()
        writeVerdict(view, &html)
        writeTable(view, &html)
        writeMethod(view, &html)
        writeHistory(view, &html)
    }
    html.close("figure")
    html.newline()
    return html.html
}

/// Returns the placeholder for a measurement that has no results yet.
package func missingMeasurementHTML(_ name: String, title: String?) -> String {
    var html = MarkupWriter()
    html.open("figure", [("class", "chart unmeasured"), ("id", "measure-" + name)])
    html.element("figcaption", title ?? name)
    html.element("p", [("class", "chart-verdict")], "This has not been measured yet.")
    html.close("figure")
    return html.html
}

/// Writes which direction is better, and the kind of axis.
private func writeReading(_ view: MeasurementView, _ html: inout MarkupWriter) {
    html.open("span", [("class", "chart-reading")])
    html.text(" \(view.better == .lower ? "Lower" : "Higher") is better.")
    if chartAxis(of: view).isLogarithmic { html.text(" The axis is logarithmic.") }
    html.close("span")
}

/// Writes the drawing. The style sheet makes room for the longest name, or puts the names above
/// their lines.
private func writePlot(_ view: MeasurementView, id: String, _ html: inout MarkupWriter) {
    let longest = view.series.flatMap(\.arms).map(\.label.count).max() ?? 0
    let fits = longest <= 32
    html.wrap(
        "div",
        [
            ("class", fits ? "chart-plot" : "chart-plot names-above"),
            ("style", fits ? "--longest: \(max(longest, 8))" : nil),
        ]
    ) { $0.raw(measurementChart(view, id: id)) }
    html.newline()
}

/// Writes one or two comparisons as a sentence; more belong in the table.
private func writeVerdict(_ view: MeasurementView, _ html: inout MarkupWriter) {
    let reasons = Set(view.series.flatMap(\.arms).compactMap(\.quantity.reason)).sorted()
    if view.series.flatMap(\.arms).contains(where: { !$0.quantity.isUsable }) {
        html.element(
            "p", [("class", "chart-verdict")],
            sentence("Not to be relied on: " + (reasons.first ?? "the machine was too noisy")))
        html.newline()
        return
    }
    let comparisons = view.series.flatMap { series in
        series.arms.compactMap { arm in
            view.comparison(of: arm, in: series).map { "\(arm.label): \($0.words)" }
        }
    }
    guard view.series.count == 1, (1...2).contains(comparisons.count) else { return }
    html.element("p", [("class", "chart-verdict")], comparisons.joined(separator: "; ") + ".")
    html.newline()
}

private func writeTable(_ view: MeasurementView, _ html: inout MarkupWriter) {
    let arms = view.series.flatMap(\.arms)
    let hasCores = arms.contains { $0.coresBusy != nil }
    let hasComparisons = view.series.contains { $0.arms.count > 1 }
    let columns = 2 + (hasComparisons ? 1 : 0) + (hasCores ? 1 : 0)
    html.openScrollingBox(label: "Values: " + view.title)
    html.open("table")
    html.wrap("thead") {
        $0.open("tr")
        $0.element("th", [("scope", "col")], "Subject")
        $0.element("th", [("scope", "col")], "Median")
        if hasComparisons {
            let base = view.series.first.flatMap { view.base(of: $0) }?.label
            $0.element("th", [("scope", "col")], "Against " + (base ?? "the baseline"))
        }
        if hasCores { $0.element("th", [("scope", "col")], "Cores busy") }
        $0.close("tr")
    }
    html.newline()
    for series in view.series {
        html.open("tbody")
        if let heading = view.heading(of: series) {
            html.wrap("tr", [("class", "group")]) {
                $0.element("th", [("scope", "rowgroup"), ("colspan", "\(columns)")], heading)
            }
            html.newline()
        }
        for arm in series.arms {
            html.open("tr", [("class", arm.quantity.isUsable ? nil : "unusable")])
            html.element("th", [("scope", "row")], arm.label)
            html.element(
                "td", [("class", "median")], arm.quantity.readable().textWithUncertainty)
            if hasComparisons { html.element("td", comparedText(arm, in: series, view)) }
            if hasCores {
                html.element("td", arm.coresBusy.map { decimalText($0, decimals: 2) } ?? "")
            }
            html.close("tr")
            html.newline()
        }
        if let null = series.nullArm {
            html.open("tr", [("class", "null-arm")])
            html.element("th", [("scope", "row")], "An empty program")
            html.element("td", [("class", "median")], null.readable().textWithUncertainty)
            if columns > 2 {
                html.element("td", [("colspan", "\(columns - 2)")], "what starting costs")
            }
            html.close("tr")
            html.newline()
        }
        html.close("tbody")
        html.newline()
    }
    html.close("table")
    html.close("div")
    html.newline()
}

/// Returns the comparison in words. The reason for a missing one is written once, below the
/// drawing.
private func comparedText(
    _ arm: MeasurementView.Arm, in series: MeasurementView.Series, _ view: MeasurementView
) -> String {
    guard let (ratio, words) = view.comparison(of: arm, in: series, namesBase: false) else {
        return "baseline"
    }
    return ratio?.isUsable == false ? "no ratio" : words
}

private func writeMethod(_ view: MeasurementView, _ html: inout MarkupWriter) {
    let quantities = view.series.flatMap(\.arms).map(\.quantity)
    guard let first = quantities.first else { return }
    html.open("details", [("class", "method")])
    html.element("summary", "How this was measured")
    let isRange = quantities.contains(where: \.isRange)
    html.element(
        "p",
        (isRange
            ? "Fewer than six rounds: the range of their values is shown. "
            : "± is half of the 95 % confidence interval of the median. ")
            + "Each dot is one round. Ratios are medians of the ratios within the rounds, and need "
            + "not equal the quotient of the two medians shown.")
    html.open("dl")
    var conditions = view.conditions
    if !conditions.contains(where: { $0.label == "Rounds" }) {
        let counts = Set(quantities.map(\.n)).sorted().map { formatCount($0) }
        conditions.insert(.init("Rounds", counts.joined(separator: ", ")), at: 0)
    }
    for (label, text) in [
        ("Runtime", first.runtimeVersion), ("Host", first.host), ("Date", first.date),
    ] where !text.isEmpty && !conditions.contains(where: { $0.label == label }) {
        conditions.append(.init(label, text))
    }
    if let canary = view.series.compactMap(\.canaryCores).min() {
        conditions.append(
            .init(
                "Canary", "two plain processes kept \(decimalText(canary, decimals: 2)) cores busy")
        )
    }
    for condition in conditions {
        html.element("dt", condition.label)
        html.element("dd", condition.text)
    }
    for series in view.series {
        for arm in series.arms {
            guard let low = arm.values.min(), let high = arm.values.max() else { continue }
            let place = view.heading(of: series).map { " (\($0))" } ?? ""
            html.element("dt", "Range of \(arm.label)\(place)")
            let range = MeasuredQuantity(
                median: arm.quantity.median, low: low, high: high, isRange: true, unit: view.unit,
                n: arm.values.count)
            html.element("dd", range.readable().textWithUncertainty)
        }
    }
    html.close("dl")
    html.close("details")
    html.newline()
}

/// Writes earlier results: ratios from any host, medians only from the current host.
private func writeHistory(_ view: MeasurementView, _ html: inout MarkupWriter) {
    guard !view.history.isEmpty else { return }
    let subjects = view.series.first?.arms.map { ($0.subject, $0.label) } ?? []
    let baseline = view.baseline ?? subjects.first?.0 ?? ""
    let host = view.series.first?.arms.first?.quantity.host ?? ""
    html.open("details", [("class", "method history")])
    html.element("summary", "Earlier measurements (\(view.history.count))")
    html.openScrollingBox(label: "Earlier measurements: " + view.title)
    html.open("table")
    html.wrap("thead") {
        $0.open("tr")
        $0.element("th", [("scope", "col")], "Date")
        for (_, label) in subjects { $0.element("th", [("scope", "col")], label) }
        $0.element("th", [("scope", "col")], "Where")
        $0.close("tr")
    }
    html.open("tbody")
    html.newline()
    for past in view.history {
        html.open("tr")
        html.wrap("th", [("scope", "row")]) {
            $0.element("time", [("datetime", past.date)], past.date.prefix(10))
            if let parameter = past.parameter { $0.text(" @\(parameter)") }
        }
        for (subject, _) in subjects {
            html.element(
                "td", pastText(past, subject, baseline, view, showsMedian: past.host == host))
        }
        html.element(
            "td", [past.runtimeVersion, past.host].filter { !$0.isEmpty }.joined(separator: ", "))
        html.close("tr")
        html.newline()
    }
    html.close("tbody")
    html.close("table")
    html.close("div")
    html.close("details")
    html.newline()
}

private func pastText(
    _ past: MeasurementView.Past, _ subject: String, _ baseline: String, _ view: MeasurementView,
    showsMedian: Bool
) -> String {
    guard let median = past.medians[subject] else { return "" }
    var texts: [String] = []
    if showsMedian {
        let quantity = MeasuredQuantity(
            median: median, low: median, high: median, unit: view.unit, n: 0)
        texts.append(quantity.readable().text)
    }
    if subject == baseline {
        texts.append("baseline")
    } else if let base = past.medians[baseline], median > 0, base > 0 {
        let ratio = view.better == .lower ? base / median : median / base
        let words = ComparisonWords(unit: view.unit, better: view.better)
        let (shown, word) = ratio >= 1 ? (ratio, words.better) : (1 / ratio, words.worse)
        texts.append("\(decimalText(shown, decimals: decimals(of: shown, halfWidth: 0)))× \(word)")
    }
    return texts.joined(separator: ", ")
}
