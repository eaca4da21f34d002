import Testing

@testable import Evidence
@testable import Markdown
@testable import SiteGenerator
@testable import Vault

@Suite struct MeasuresTextTests {
    @Test(arguments: [
        (208.0, 196.0, 220.0, "210", "210 ± 10", "[200, 220]"),
        (6.276, 6.2, 6.34, "6.28", "6.28 ± 0.07", "[6.20, 6.34]"),
        (7.1, 6.8, 7.4, "7.1", "7.1 ± 0.3", "[6.8, 7.4]"),
        (1360, 1300, 1420, "1,360", "1,360 ± 60", "[1,300, 1,420]"),
        (
            1_234_567, 1_200_000, 1_270_000, "1,230,000", "1,230,000 ± 40,000",
            "[1,200,000, 1,270,000]"
        ),
        (3, 1, 90, "3", "3 ± 45", "[1, 90]"),
        // An end that is above zero is never shown as zero.
        (120, 3.4, 310, "100", "100 ± 200", "[3, 300]"),
        (-120, -310, -3.4, "−100", "−100 ± 200", "[−300, −3]"),
        (0.0123, 0.0121, 0.0125, "0.0123", "0.0123 ± 0.0002", "[0.0121, 0.0125]"),
        (12.3456789, 12.3456, 12.3457, "12.35", "12.35 ± 0.00005", "[12.35, 12.35]"),
        (5, 4.9, 5.1, "5.0", "5.0 ± 0.1", "[4.9, 5.1]"),
        (0, 0, 0, "0", "0", "[0, 0]"),
        (-3.2, -3.3, -3.1, "−3.2", "−3.2 ± 0.1", "[−3.3, −3.1]"),
    ])
    func roundsToWhatTheIntervalSupports(
        _ median: Double, _ low: Double, _ high: Double, _ text: String, _ full: String,
        _ interval: String
    ) {
        let quantity = MeasuredQuantity(median: median, low: low, high: high, unit: .count, n: 20)
        #expect(quantity.text == text)
        #expect(quantity.textWithUncertainty == full)
        #expect(quantity.intervalText == interval)
    }

    @Test(arguments: [
        (0.000_012_3, "s", "12.3 µs"), (3100, "us", "3.10 ms"), (208, "us", "208 µs"),
        (2048, "KiB", "2.00 MiB"), (0.5, "KiB", "512 B"), (1.5e6, "B", "1.43 MiB"),
        (7.1, "x", "7.10×"), (5000, "per_s", "5,000/s"), (90, "s", "90.0 s"),
        (1.95, "cores", "1.95 cores"),
    ])
    func choosesAReadableUnit(_ value: Double, _ unit: String, _ text: String) {
        #expect(
            quantity(value, value, value, unit).readable().text.replacing("\u{202F}", with: " ")
                == text)
    }

    @Test(arguments: [
        (0.01, "ms", "0.01 ms"), (10.000_000_000_000_002, "us", "10 µs"), (0, "us", "0 µs"),
        (2.5, "cores", "2.5 cores"), (64, "KiB", "64 KiB"), (0.000_5, "s", "0.0005 s"),
    ])
    func writesGivenNumbersWhole(_ value: Double, _ unit: String, _ text: String) {
        #expect(
            quantity(value, value, value, unit).bareText.replacing("\u{202F}", with: " ") == text)
    }

    @Test func fewRoundsGiveARange() {
        #expect(quantity(5, 4, 6.5, n: 5).textWithUncertainty == "4.00–6.50\u{202F}µs")
    }

    @Test(
        arguments: [
            ("spawn.threads", "spawn.threads"), ("spawn.threads@1000", "spawn.threads@1000"),
            ("pool.rt.threads@10,4", "pool.rt.threads@10,4"), (" a.b / c.d ", "a.b / c.d"),
            ("a.b/c.d@n=3", "a.b / c.d@n=3"), ("a.b:pypy@3", "a.b:pypy@3"),
            ("spawn", nil), ("", nil), ("a.", nil), (".b", nil), ("a.b / ", nil),
            ("a.b / c.d / e.f", nil),
            ("a.b@", nil), ("a b.c", nil), ("a..b", nil), ("a.b@1 2", nil), ("a.<b>", nil),
        ] as [(String, String?)])
    func parsesExpressions(_ text: String, _ expected: String?) {
        #expect((try? MeasureExpression(parsing: text))?.description == expected)
    }

    @Test(arguments: [
        (7.1, 6.8, 7.4, "7.1× faster than threads [6.8, 7.4]"),
        (0.5, 0.48, 0.52, "2.00× slower than threads [1.92, 2.08]"),
        (1.0, 0.99, 1.02, "same as threads within 3\u{202F}%"),
        (1.02, 0.97, 1.12, "no measurable difference [0.97, 1.12], n = 20"),
        (1.04, 1.02, 1.06, "no measurable difference [1.02, 1.06], n = 20"),
    ])
    func saysRatiosInWords(_ ratio: Double, _ low: Double, _ high: Double, _ expected: String) {
        let words = comparisonWords(
            quantity(ratio, low, high, "x"), than: "threads", unit: .second, better: .lower,
            band: 0.03)
        #expect(words == expected)
    }

    @Test func wordsFitTheUnit() {
        func words(_ unit: String, _ better: Direction) -> String {
            comparisonWords(
                quantity(2, 1.9, 2.1, "x"), than: "a", unit: UnitTable.builtIn[unit],
                better: better, band: 0.03)
        }
        #expect(words("KiB", .lower) == "2.0× smaller than a [1.9, 2.1]")
        #expect(words("cores", .higher) == "2.0× more than a [1.9, 2.1]")
        #expect(words("per_s", .higher) == "2.0× faster than a [1.9, 2.1]")
    }

    static let results = MeasurementResults([
        view(
            "spawn", at: "1000",
            ratios: [
                .init(
                    numerator: "threads", denominator: "asyncio",
                    quantity: quantity(7.1, 6.8, 7.4, "x"))
            ], [("threads", quantity(208, 196, 220)), ("asyncio", quantity(29.3, 28.4, 30.1))]),
        view("noisy", [("a", quantity(5, 4.9, 5.1, isUsable: false, reason: "steal"))]),
    ])
    static let measures = [
        "spawn": measure("spawn", unit: "us", ["threads", "asyncio"], at: [1000]),
        "noisy": measure("noisy", unit: "us", ["a"]), "later": measure("later", unit: "us", ["a"]),
    ]

    @Test(arguments: [
        (
            "spawn.threads@1000",
            "<a class=\"measured\" href=\"#spawn\" title=\"95 % interval [200, 220]; 20 rounds; Python 3.11.7; EPYC, 2 cores; 2026-01-03\">210\u{202F}µs</a>"
        ),
        (
            "spawn.threads / spawn.asyncio",
            "<a class=\"measured\" href=\"#spawn\" title=\"95 % interval [6.8, 7.4]; 20 rounds; Python 3.11.7; EPYC, 2 cores; 2026-01-03\">7.1×</a>"
        ),
        (
            "noisy.a",
            "<a class=\"measured unusable\" href=\"#noisy\" title=\"95 % interval [4.9, 5.1]; 20 rounds; Python 3.11.7; EPYC, 2 cores; 2026-01-03; unreliable\">5.0\u{202F}µs (unreliable)</a>"
        ),
        (
            "later.a",
            "<span class=\"measured missing\" title=\"later.a has not been measured\">(not measured)</span>"
        ),
        ("this.<b>", "<code>= this.&lt;b&gt;</code>"),
    ])
    func inlineValues(_ expression: String, _ expected: String) {
        let html = inlineValueHTML(expression, measures: Self.measures, results: Self.results) {
            if case .measure(let name, _) = $0 { "#" + name } else { nil }
        }
        #expect(html == expected)
    }

    @Test(arguments: [
        ("spawn.threads", []), ("this.file.name", []),
        ("spwan.threads", ["N.md:3:5: error: no measurement is named “spwan” [measure-unknown]"]),
        (
            "spawn.trio",
            ["N.md:3:5: error: the measurement “spawn” has no subject “trio” [measure-unknown]"]
        ),
        (
            "spawn",
            [
                "N.md:3:5: error: “spawn” names a measurement, but not which of its subjects [value-invalid]"
            ]
        ),
        ("later.a", ["N.md:3:5: warning: “later.a” has not been measured [value-invalid]"]),
    ])
    func inlineValuesAreChecked(_ expression: String, _ expected: [String]) {
        let value = InlineValue(expression: expression, span: SourceSpan(line: 3, column: 5))
        let found = inlineValueDiagnostics(
            [value], file: "N.md", measures: Self.measures, results: Self.results)
        #expect(described(found) == expected)
        #expect(
            inlineValueDiagnostics([value], file: "N.md", measures: [:], results: nil).isEmpty)
    }
}
