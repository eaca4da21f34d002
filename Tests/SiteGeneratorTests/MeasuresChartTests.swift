import Testing

@testable import Evidence
@testable import SiteGenerator

@Suite struct MeasuresChartTests {
    @Test(arguments: [
        ([1.0, 2, 9], false, [0.0, 2, 4, 6, 8, 10]),
        ([3.0, 20, 200], true, [3, 10, 30, 100, 300]),
        ([3.0, 20, 40], true, [3, 10, 30, 100]),
        ([10.0, 250_000], true, [10, 100, 1000, 10_000, 100_000, 1_000_000]),
        ([0.0, 5], false, [0, 1, 2, 3, 4, 5]),
        ([5.0], false, [0, 1, 2, 3, 4, 5]),
        ([0.0], false, [0, 1]),
        ([], false, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        ([-2.0, 8], false, [-2, 0, 2, 4, 6, 8]),
    ])
    func axesHaveRoundTicks(_ values: [Double], _ isLogarithmic: Bool, _ ticks: [Double]) {
        let axis = ChartAxis(covering: values)
        #expect(axis.isLogarithmic == isLogarithmic)
        #expect(axis.ticks.map { ($0 * 1e6).rounded() / 1e6 } == ticks)
        for value in values { #expect((0...100).contains(axis.percent(value))) }
    }

    static let view = MeasurementView(
        name: "spawn", title: "Start <one> unit", unit: UnitTable.builtIn["us"] ?? .second,
        better: .lower, baseline: "threads", parameterName: "n", note: 3,
        series: [10, 1000].map { n in
            MeasurementView.Series(
                parameter: "\(n)",
                arms: [
                    .init(
                        subject: "threads", label: "Threads", quantity: quantity(208, 196, 220),
                        values: [190, 205, 208, 211, 230], coresBusy: 0.98),
                    .init(
                        subject: "asyncio", label: "Asyncio", quantity: quantity(13.6, 13.2, 14.1),
                        values: [13, 13.5, 13.6, 13.8, 14.9]),
                ],
                ratios: [
                    .init(
                        numerator: "threads", denominator: "asyncio",
                        quantity: quantity(15.3, 14.6, 16.1, "x"))
                ],
                nullArm: quantity(13.8, 13.5, 14.2, "ms"), canaryCores: 1.93)
        },
        conditions: [.init("Method", "version 1")],
        history: [
            .init(
                date: "2025-11-01T10:00:00Z", host: "Xeon, 4 cores",
                runtimeVersion: "Python 3.11.2",
                parameter: "10", medians: ["threads": 150, "asyncio": 10]),
            .init(
                date: "2025-10-01T10:00:00Z", host: "EPYC, 2 cores",
                runtimeVersion: "Python 3.11.2",
                parameter: "10", medians: ["threads": 150, "asyncio": 300]),
        ])

    @Test func describesTheDrawingInWords() {
        let svg = measurementChart(Self.view, id: "m")
        #expect(isBalanced(svg))
        #expect(svg.contains("<title id=\"m-title\">Start &lt;one&gt; unit</title>"))
        #expect(
            svg.contains(
                "<desc id=\"m-desc\">At n = 10: Threads 210 ± 10\u{202F}µs; Asyncio 13.6 ± 0.5\u{202F}µs."
                    + " At n = 1,000: Threads 210 ± 10\u{202F}µs; Asyncio 13.6 ± 0.5\u{202F}µs."
                    + " The axis is logarithmic.</desc>"))
        #expect(svg.matches(of: /class="dot"/).count == 20)
        #expect(svg.matches(of: /class="median"/).count == 4)
        #expect(svg.matches(of: /class="baseline"/).count == 2)
        #expect(!svg.contains("NaN") && !svg.contains("inf"))
        #expect(!svg.contains("#"), "colours belong to the style sheet")
    }

    @Test func hasTableMethodAndHistory() {
        let html = measurementHTML(Self.view, id: "measure-spawn")
        #expect(isBalanced(html))
        for expected in [
            #"<figure class="chart" id="measure-spawn">"#,
            "<figcaption>Start &lt;one&gt; unit<span class=\"chart-reading\"> Lower is better. The axis is logarithmic.</span></figcaption>",
            #"<div class="chart-plot" style="--longest: 8">"#,
            #"<th scope="rowgroup" colspan="4">n = 1,000</th>"#,
            "<th scope=\"row\">Asyncio</th><td class=\"median\">13.6 ± 0.5\u{202F}µs</td><td>15.3× faster [14.6, 16.1]</td>",
            "<th scope=\"col\">Against Threads</th>",
            "<td>baseline</td><td>0.98</td>",
            "<th scope=\"row\">An empty program</th><td class=\"median\">13.8 ± 0.3\u{202F}ms</td>",
            "<dt>Canary</dt><dd>two plain processes kept 1.93 cores busy</dd>",
            "<dt>Method</dt><dd>version 1</dd>",
            "<dt>Range of Asyncio (n = 10)</dt><dd>13.0–14.9\u{202F}µs</dd>",
            "<summary>Earlier measurements (2)</summary>",
            // From another host only the ratio is shown; from the same host, the median too.
            "<td>baseline</td><td>15.0× faster</td><td>Python 3.11.2, Xeon, 4 cores</td>",
            "<td>150\u{202F}µs, baseline</td><td>300\u{202F}µs, 2.00× slower</td>",
        ] {
            #expect(html.contains(expected), "\(expected)\nis missing in\n\(html)")
        }
    }

    @Test func marksUnreliableResults() {
        var view = Self.view
        for index in view.series.indices {
            view.series[index].arms[0].quantity.isUsable = false
            view.series[index].arms[0].quantity.reason = "the hypervisor took away 4 %"
        }
        let html = measurementHTML(view, id: "m")
        #expect(html.contains("<figure class=\"chart unusable\""))
        #expect(html.contains("Not to be relied on: the hypervisor took away 4 %."))
    }

    @Test func drawsAnyNumbers() {
        for (median, low, high) in [
            (0.0, 0.0, 0.0), (1e-300, 1e-300, 1e300), (.nan, .nan, .nan), (-5, -6, -4),
            (.infinity, 0, .infinity),
        ] {
            let view = MeasurementView(
                name: "x", title: "x", unit: .second, better: .lower, note: 0,
                series: [
                    .init(
                        arms: [
                            .init(
                                subject: "a", label: "a",
                                quantity: quantity(median, low, high, "s"),
                                values: [median])
                        ])
                ])
            let html = measurementHTML(view, id: "m")
            #expect(isBalanced(html))
            #expect(!html.contains("nan") && !html.contains("inf%"))
        }
        let empty = MeasurementView(
            name: "x", title: "x", unit: .second, better: .lower, note: 0, series: [])
        #expect(measurementHTML(empty, id: "m").contains("not been measured"))
    }
}
