import Foundation
import Testing

@testable import Samples

/// Compares with NumPy and SciPy on random data of many shapes and lengths.
@Suite struct StatisticsCrossCheckTests {
    struct Case: Codable {
        var a: [Double]
        var b: [Double]
        var level: Double
    }

    struct Answer: Codable {
        var median: Double
        var quantiles: [Double]
        var deviation: Double
        var coverages: [Double]
        /// Null if there are too few values.
        var ranks: [Int]?
        var interval: [Double]?
        var ratio: Double
        var ratioInterval: [Double]?
        var bootstrap: [Double]
    }

    /// Uses other methods than ours: ranks are searched in SciPy's binomial distribution, and the
    /// bootstrap is SciPy's own.
    static let script = """
        import json, sys, numpy as np
        from scipy import stats

        def ranks(n, level):
            fit = [(r, stats.binom.cdf(n - r, n, .5) - stats.binom.cdf(r - 1, n, .5))
                   for r in range(1, n // 2 + 1)]
            fit = [r for r, coverage in fit if coverage >= level - 1e-12]
            return [max(fit), n + 1 - max(fit)] if fit else None

        def interval(x, pair):
            x = np.sort(x)
            return [x[pair[0] - 1], x[pair[1] - 1]] if pair else None

        answers = []
        for case in json.load(sys.stdin):
            a, b, level = np.array(case["a"]), np.array(case["b"]), case["level"]
            n = len(a)
            pair, logs = ranks(n, level), np.log(a / b)
            spread = interval(logs, pair)
            boot = stats.bootstrap(
                (a, b), lambda x, y, axis: np.median(x, axis=axis) / np.median(y, axis=axis),
                paired=True, vectorized=True, method="percentile", n_resamples=2000,
                confidence_level=level, rng=np.random.default_rng(5)).confidence_interval
            answers.append({
                "median": np.median(a), "quantiles": list(np.quantile(a, [.1, .25, .5, .75, .9])),
                "deviation": stats.median_abs_deviation(a),
                "coverages": [1 - 2 * stats.binom.cdf(r - 1, n, .5) for r in range(1, n // 2 + 1)],
                "ranks": pair, "interval": interval(a, pair),
                "ratio": np.exp(np.median(logs)),
                "ratioInterval": list(np.exp(spread)) if spread else None,
                "bootstrap": list(boot)})
        json.dump(answers, sys.stdout)
        """

    static let hasSciPy = (try? runPython("import scipy", input: Data())) != nil

    static func runPython(_ script: String, input: Data) throws -> Data {
        struct Failure: Error { var status: Int32 }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let (to, from) = (Pipe(), Pipe())
        process.standardInput = to
        process.standardOutput = from
        process.standardError = FileHandle.nullDevice
        try process.run()
        // The script reads all input before it writes anything.
        try to.fileHandleForWriting.write(contentsOf: input)
        try to.fileHandleForWriting.close()
        let output = from.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(status: process.terminationStatus)
        }
        return output
    }

    static func cases(seed: UInt64) -> [Case] {
        var generator = SplitMix64(seed: seed)
        func uniform() -> Double { (Double(generator.next() >> 11) + 0.5) / Double(1 << 53) }
        return (0..<120).map { index in
            let count = 2 + Int(generator.next(below: 60))
            let scale = exp(20 * uniform() - 10)
            // The distribution is uniform, long-tailed, or coarse with many ties, in turn.
            let draw: () -> Double =
                switch index % 3 {
                case 0: { scale * (1 + uniform()) }
                case 1: { scale * (1 - log(uniform())) }
                default: { scale * (1 + Double(generator.next(below: 4))) }
                }
            let level = [0.9, 0.95, 0.975, 0.99][Int(generator.next(below: 4))]
            return Case(
                a: (0..<count).map { _ in draw() }, b: (0..<count).map { _ in draw() },
                level: level)
        }
    }

    @Test(.enabled(if: hasSciPy, "needs python3 with scipy"), arguments: [1, 2, 3] as [UInt64])
    func agreesWithSciPy(seed: UInt64) throws {
        let cases = Self.cases(seed: seed)
        let output = try Self.runPython(Self.script, input: JSONEncoder().encode(cases))
        let answers = try JSONDecoder().decode([Answer].self, from: output)
        try #require(answers.count == cases.count)
        for (given, answer) in zip(cases, answers) {
            let sorted = try #require(SortedValues(given.a))
            expectClose(sorted.median, answer.median)
            expectClose(sorted.medianAbsoluteDeviation, answer.deviation)
            for (p, value) in zip([0.1, 0.25, 0.5, 0.75, 0.9], answer.quantiles) {
                expectClose(sorted.quantile(p), value)
            }
            let ranks = medianRanks(count: given.a.count, level: given.level)
            #expect(ranks.map { [$0.lower, $0.upper] } == answer.ranks)
            if let ranks { expectClose(ranks.coverage, answer.coverages[ranks.lower - 1]) }
            expectClose(sorted.medianEstimate(level: given.level).interval, answer.interval)

            let ratio = try #require(pairedRatio(of: given.a, to: given.b, level: given.level))
            expectClose(ratio.value, answer.ratio)
            expectClose(ratio.interval, answer.ratioInterval)
        }
    }

    /// Two bootstraps with different random numbers agree within the limits of chance. The median
    /// of few values jumps, so only the typical distance over all cases is judged.
    @Test(.enabled(if: hasSciPy, "needs python3 with scipy"))
    func bootstrapAgreesWithSciPy() throws {
        let suitable = Self.cases(seed: 9).filter { $0.a.count >= 10 && $0.level < 0.98 }
        let cases = Array(suitable.prefix(25))
        let output = try Self.runPython(Self.script, input: JSONEncoder().encode(cases))
        let answers = try JSONDecoder().decode([Answer].self, from: output)
        let distances = try zip(cases, answers).flatMap { given, answer in
            let interval = try #require(
                bootstrapRatio(of: given.a, to: given.b, level: given.level, resamples: 2000))
            return [
                abs(log(interval.lower / answer.bootstrap[0])),
                abs(log(interval.upper / answer.bootstrap[1])),
            ]
        }
        let sorted = try #require(SortedValues(distances))
        #expect(sorted.median < 0.01)
        #expect(sorted.quantile(0.9) < 0.1)
    }

    private func expectClose(
        _ a: Double, _ b: Double, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            abs(a - b) <= 1e-9 * max(abs(a), abs(b)) + 1e-300, sourceLocation: sourceLocation)
    }

    private func expectClose(
        _ a: Interval?, _ b: [Double]?, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard let a, let b else {
            #expect((a == nil) == (b == nil), sourceLocation: sourceLocation)
            return
        }
        expectClose(a.lower, b[0], sourceLocation: sourceLocation)
        expectClose(a.upper, b[1], sourceLocation: sourceLocation)
    }
}
