import Foundation

/// The 1-based ranks of the sorted values that are the ends of a confidence interval of the median.
package struct MedianRanks: Sendable, Hashable {
    package var lower: Int
    package var upper: Int
    /// The exact probability that the interval contains the median of a continuous distribution.
    package var coverage: Double
}

/// Returns the narrowest pair of symmetric ranks whose interval contains the median with at least
/// the probability `level`. Returns nil if even the smallest and the largest value don't reach it
/// (5 values and fewer at 95 %).
///
/// The number of values below the median is binomial with p = 1/2 whatever the distribution, so
/// the coverage of the ranks l and n + 1 − l is 1 − 2 · P(X < l). David and Nagaraja, “Order
/// Statistics”, 3rd edition (2003), section 7.1.
package func medianRanks(count: Int, level: Double) -> MedianRanks? {
    var best: MedianRanks?
    var below = 0.0
    // P(X = 0) = 2⁻ⁿ, kept as a logarithm so that no count underflows.
    var logTerm = -Double(count) * log(2)
    for lower in 1..<max(count / 2 + 1, 1) {
        below += exp(logTerm)
        logTerm += log(Double(count - lower + 1) / Double(lower))
        let coverage = 1 - 2 * below
        // The tolerance is needed because 1 − 0.05/k is not exact in binary.
        guard coverage >= level - 1e-12 else { break }
        best = MedianRanks(lower: lower, upper: count + 1 - lower, coverage: coverage)
    }
    return best
}

/// Returns the fewest values for which an interval of this level exists: 6 at 95 %.
package func fewestValues(level: Double) -> Int {
    // 1 − 2¹⁻ⁿ ≥ level.
    guard level > 0 else { return 2 }
    guard level < 1 else { return Int.max }
    return max(2, Int((1 - log2(1 - level) - 1e-9).rounded(.up)))
}

/// Returns the level that each of `comparisons` intervals needs so that all of them hold together
/// with at least the probability `level`. Dunn, “Multiple Comparisons Among Means”, JASA 56 (1961):
/// Bonferroni's inequality, valid however the comparisons depend on each other.
package func correctedLevel(_ level: Double, comparisons: Int) -> Double {
    1 - (1 - level) / Double(max(comparisons, 1))
}

extension SortedValues {
    /// Returns the median and its confidence interval of the given level, from order statistics.
    package func medianEstimate(level: Double = 0.95) -> Estimate {
        guard let ranks = medianRanks(count: count, level: level) else {
            return Estimate(value: median, interval: nil, coverage: nil, count: count)
        }
        return Estimate(
            value: median,
            interval: Interval(lower: values[ranks.lower - 1], upper: values[ranks.upper - 1]),
            coverage: ranks.coverage, count: count)
    }
}
