import Foundation
import Testing

@testable import Samples

@Suite struct StatisticsTests {
    @Test(arguments: [
        ([5.0], 5.0, 0.0), ([1, 2], 1.5, 0.5), ([3, 1, 2], 2, 1),
        ([1, 1, 2, 2, 4, 6, 9], 2, 1),
        ([10, 10, 10, 10], 10, 0),
    ])
    func medianAndDeviation(values: [Double], median: Double, deviation: Double) throws {
        let sorted = try #require(SortedValues(values))
        #expect(sorted.median == median)
        #expect(sorted.medianAbsoluteDeviation == deviation)
    }

    @Test func emptyAndNonFiniteInputsAreRefused() {
        #expect(SortedValues([]) == nil)
        #expect(SortedValues([1, .nan]) == nil)
        #expect(SortedValues([1, .infinity]) == nil)
    }

    /// Type 7 on 1…10, from R's documentation of `quantile`.
    @Test(arguments: [(0.0, 1.0), (0.25, 3.25), (0.5, 5.5), (0.75, 7.75), (0.9, 9.1), (1.0, 10.0)])
    func quantiles(probability: Double, value: Double) throws {
        let sorted = try #require(SortedValues((1...10).map(Double.init)))
        #expect(abs(sorted.quantile(probability) - value) < 1e-12)
    }

    @Test func outliersAreCounted() throws {
        #expect(try #require(SortedValues([1, 2, 3, 4, 5])).outlierCount == 0)
        #expect(try #require(SortedValues([1, 2, 3, 4, 5, 100])).outlierCount == 1)
        // Half of the values are equal, so every other one is an outlier.
        #expect(try #require(SortedValues([7, 7, 7, 7, 8])).outlierCount == 1)
    }

    /// The ranks and coverages for 95 % in tables of nonparametric confidence intervals.
    @Test(arguments: [
        (6, 1, 6, 96.9), (10, 2, 9, 97.9), (12, 3, 10, 96.1), (15, 4, 12, 96.5),
        (20, 6, 15, 95.9), (30, 10, 21, 95.7), (40, 14, 27, 96.2),
    ])
    func ranksOfTheMedian(count: Int, lower: Int, upper: Int, percent: Double) throws {
        let ranks = try #require(medianRanks(count: count, level: 0.95))
        #expect((ranks.lower, ranks.upper) == (lower, upper))
        #expect(abs(ranks.coverage * 100 - percent) < 0.05)
    }

    @Test func aStricterLevelWidensTheRanks() throws {
        let level = correctedLevel(0.95, comparisons: 6)
        let ranks = try #require(medianRanks(count: 20, level: level))
        #expect((ranks.lower, ranks.upper) == (4, 17))
        #expect(abs(ranks.coverage - 0.9974) < 0.0001)
        #expect(correctedLevel(0.95, comparisons: 0) == 0.95)
        #expect(abs(correctedLevel(0.95, comparisons: 2) - 0.975) < 1e-12)
    }

    @Test func fiveValuesHaveNoInterval() {
        for count in 0...5 { #expect(medianRanks(count: count, level: 0.95) == nil) }
        #expect(fewestValues(level: 0.95) == 6)
        for comparisons in 1...200 {
            let level = correctedLevel(0.95, comparisons: comparisons)
            let fewest = fewestValues(level: level)
            #expect(medianRanks(count: fewest, level: level) != nil)
            #expect(medianRanks(count: fewest - 1, level: level) == nil)
        }
    }

    @Test func coverageStaysExactForManyValues() throws {
        // The normal approximation gives n/2 ± 0.98·√n for large n.
        let ranks = try #require(medianRanks(count: 20_000, level: 0.95))
        #expect(abs(Double(ranks.lower) - (10_000 - 0.98 * 20_000.0.squareRoot())) < 2)
        #expect(ranks.coverage >= 0.95 && ranks.coverage < 0.952)
    }

    @Test func ratioOfRoundsIsTheMedianOfTheirRatios() throws {
        let base = (1...20).map(Double.init)
        let ratio = try #require(pairedRatio(of: base.map { $0 * 3 }, to: base))
        #expect(abs(ratio.value - 3) < 1e-12)
        #expect(abs(try #require(ratio.interval).halfWidth) < 1e-12)
        #expect(ratio.count == 20)
    }

    @Test func swappingTheArmsInvertsTheRatio() throws {
        var generator = SplitMix64(seed: 7)
        let a = (0..<20).map { _ in 1 + Double(generator.next(below: 1000)) / 1000 }
        let b = (0..<20).map { _ in 1 + Double(generator.next(below: 1000)) / 1000 }
        let forth = try #require(pairedRatio(of: a, to: b))
        let back = try #require(pairedRatio(of: b, to: a))
        #expect(abs(forth.value * back.value - 1) < 1e-12)
        let there = try #require(forth.interval)
        let here = try #require(back.inverse.interval)
        #expect(abs(there.lower - here.lower) < 1e-12)
    }

    @Test func ratiosThatMeanNothingAreRefused() {
        #expect(pairedRatio(of: [1, 2], to: [1]) == nil)
        #expect(pairedRatio(of: [], to: []) == nil)
        #expect(pairedRatio(of: [1, 0], to: [1, 1]) == nil)
        #expect(pairedRatio(of: [1, 1], to: [1, -1]) == nil)
        #expect(pairedDifference(of: [1], from: [1, 2]) == nil)
        #expect(bootstrapRatio(of: [1, 0], to: [1, 1]) == nil)
    }

    @Test func differenceOfRounds() throws {
        let net = try #require(
            pairedDifference(of: [3, 4, 5, 6, 7, 9], from: [1, 2, 3, 4, 5, 6]))
        #expect(net.value == 2)
        #expect(net.interval == Interval(lower: 2, upper: 3))
    }

    @Test func bootstrapHoldsTheRatioAndRepeatsItself() throws {
        var generator = SplitMix64(seed: 3)
        let base = (0..<20).map { _ in 10 + Double(generator.next(below: 1000)) / 1000 }
        let other = base.map { $0 * 1.5 }
        let interval = try #require(bootstrapRatio(of: other, to: base))
        #expect(interval.contains(1.5))
        #expect(interval == bootstrapRatio(of: other, to: base))
    }
}

@Suite struct StatisticsRandomNumberTests {
    /// The first numbers of the reference implementation for the seed 1234567.
    @Test func matchesTheReference() {
        var generator = SplitMix64(seed: 1_234_567)
        let numbers = (0..<5).map { _ in generator.next() }
        #expect(
            numbers == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973,
                9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
                16_408_922_859_458_223_821,
            ])
    }

    @Test func boundedNumbersAreUniform() {
        var generator = SplitMix64(seed: 42)
        var counts = [Int](repeating: 0, count: 6)
        for _ in 0..<60_000 { counts[Int(generator.next(below: 6))] += 1 }
        // Chi-squared with 5 degrees of freedom stays below 20.5 with a probability of 0.999. The
        // seed is fixed, so the test always gives the same result.
        #expect(chiSquared(counts, expected: 10_000) < 20.5)
        #expect(generator.next(below: 0) == 0)
        #expect(generator.next(below: 1) == 0)
    }

    @Test func everyOrderIsAsLikely() {
        var generator = SplitMix64(seed: 1)
        var counts: [[Int]: Int] = [:]
        for _ in 0..<24_000 { counts[generator.shuffle([0, 1, 2, 3]), default: 0] += 1 }
        #expect(counts.count == 24)
        // 0.999 quantile for 23 degrees of freedom: 49.7.
        #expect(chiSquared(Array(counts.values), expected: 1000) < 49.7)
    }

    private func chiSquared(_ counts: [Int], expected: Double) -> Double {
        counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    }
}

/// Counts how often the whole procedure is right, on invented rounds with known truth: long-tailed
/// noise in each run, and a drift that both arms of a round share.
@Suite struct StatisticsSimulationTests {
    static func decisions(slowdown: Double, noise: Double, trials: Int) -> [Decision] {
        var generator = SplitMix64(seed: 2024)
        func uniform() -> Double { (Double(generator.next() >> 11) + 0.5) / Double(1 << 53) }
        func run() -> Double { 1 - noise * log(uniform()) }
        return (0..<trials).compactMap { _ in
            var rounds: (a: [Double], b: [Double], shadow: [Double]) = ([], [], [])
            var drift = 1.0
            for _ in 0..<20 {
                drift *= 0.95 + 0.1 * uniform()
                rounds.a.append(drift * run())
                rounds.b.append(drift * slowdown * run())
                rounds.shadow.append(drift * run())
            }
            guard let ratio = pairedRatio(of: rounds.a, to: rounds.b),
                let shadow = pairedRatio(of: rounds.a, to: rounds.shadow)
            else { return nil }
            return decide(ratio, band: band(shadow: shadow))
        }
    }

    @Test func aProgramIsHardlyEverFoundToDifferFromItself() {
        let decisions = Self.decisions(slowdown: 1, noise: 0.04, trials: 1000)
        #expect(decisions.count == 1000)
        #expect(decisions.count { $0 == .faster || $0 == .slower } <= 20)
    }

    @Test func aDifferenceOfTenPercentIsMostlyFound() {
        let decisions = Self.decisions(slowdown: 1.1, noise: 0.04, trials: 1000)
        #expect(decisions.count { $0 == .slower } >= 750)
        #expect(decisions.count { $0 == .faster } == 0)
    }
}
