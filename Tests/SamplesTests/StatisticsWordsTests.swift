import Testing

@testable import Samples

@Suite struct StatisticsWordsTests {
    static func ratio(_ value: Double, _ lower: Double, _ upper: Double, n: Int = 20) -> Estimate {
        Estimate(
            value: value, interval: Interval(lower: lower, upper: upper), coverage: 0.959, count: n)
    }

    @Test(arguments: [
        (7.1, 6.8, 7.4, Decision.faster), (1.05, 1.031, 1.08, .faster),
        (1.05, 1.03, 1.08, .noMeasurableDifference), (1.0, 0.972, 1.029, .same),
        (1.0, 0.970, 1.029, .noMeasurableDifference), (0.9, 0.85, 0.96, .slower),
        (0.9, 0.85, 0.98, .noMeasurableDifference),
    ])
    func decisions(value: Double, lower: Double, upper: Double, decision: Decision) {
        let ratio = Self.ratio(value, lower, upper)
        #expect(decide(ratio, band: 0.03) == decision)
        let mirrored: Decision =
            switch decision {
            case .faster: .slower
            case .slower: .faster
            default: decision
            }
        #expect(decide(ratio.inverse, band: 0.03) == mirrored)
    }

    @Test func withoutAnIntervalNothingIsDecided() {
        let ratio = Estimate(value: 9, interval: nil, coverage: nil, count: 5)
        #expect(decide(ratio, band: 0.03) == .tooFew)
    }

    @Test func theBandGrowsWithTheShadowArm() {
        #expect(band(shadow: nil) == 0.03)
        #expect(band(shadow: Self.ratio(1.01, 0.99, 1.03)) == 0.03)
        #expect(abs(band(shadow: Self.ratio(1.05, 1, 1.1)) - 0.05) < 1e-12)
        #expect(abs(band(shadow: Self.ratio(1 / 1.05, 0.9, 1)) - 0.05) < 1e-12)
    }

    @Test func phrases() {
        func say(_ decision: Decision, _ ratio: Estimate, _ kind: RatioKind = .time) -> String {
            words(for: decision, ratio: ratio, band: 0.03, other: "threads", kind: kind)
        }
        let large = Self.ratio(7.12, 6.81, 7.43)
        #expect(say(.faster, large) == "7.1× faster than threads [6.8, 7.4]")
        #expect(say(.slower, large.inverse) == "7.1× slower than threads [6.8, 7.4]")
        #expect(
            say(.faster, large, .quantity(lowerIsBetter: true))
                == "7.1× less than threads [6.8, 7.4]")
        #expect(
            say(.faster, large, .quantity(lowerIsBetter: false))
                == "7.1× more than threads [6.8, 7.4]")
        #expect(say(.same, Self.ratio(1, 0.98, 1.02)) == "same as threads within 3 %")
        #expect(
            say(.noMeasurableDifference, Self.ratio(1.01, 0.93, 1.08))
                == "no measurable difference from threads [0.93, 1.08], n = 20")
        #expect(
            say(.tooFew, Estimate(value: 2, interval: nil, coverage: nil, count: 4))
                == "too few rounds to compare with threads (n = 4)")
        // A wide interval keeps a digit of its lower end.
        #expect(say(.faster, Self.ratio(15.4, 2.3, 140)) == "15× faster than threads [2, 140]")
        #expect(say(.faster, Self.ratio(140, 110, 170)) == "140× faster than threads [110, 170]")
    }

    @Test(arguments: [
        (13.82, 0.37, "13.8", "0.4"), (13.82, 0.096, "13.8", "0.1"), (13.82, 0.05, "13.82", "0.05"),
        (1382, 37, "1380", "40"), (1382, 960, "1000", "1000"),
        (0.00012345, 0.0000021, "0.000123", "0.000002"),
        (-0.001, 0.4, "0.0", "0.4"), (5, 0, "5", "0"), (5.25, 0, "5.25", "0"), (0, 0, "0", "0"),
        (99.96, 0.08, "99.96", "0.08"), (999.7, 2, "1000", "2"),
    ])
    func roundingToTheUncertainty(
        value: Double, uncertainty: Double, text: String, uncertaintyText: String
    ) {
        let result = rounded(value, uncertainty: uncertainty)
        #expect(result == RoundedValue(value: text, uncertainty: uncertaintyText))
    }
}
