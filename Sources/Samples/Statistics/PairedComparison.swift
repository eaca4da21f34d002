import Foundation

// Two arms are compared within rounds: a disturbance that lasts for seconds affects both, and
// cancels out in their quotient. On reporting intervals and not bare ratios, see Kalibera and
// Jones, “Rigorous Benchmarking in Reasonable Time” (ISMM 2013), and Georges, Buytaert and
// Eeckhout, “Statistically Rigorous Java Performance Evaluation” (OOPSLA 2007).

/// Returns the ratio of two arms, computed round by round: R = exp(median ln rᵢ) with rᵢ =
/// numeratorᵢ / denominatorᵢ, and the order-statistic interval of ln rᵢ transformed by exp.
///
/// R need not equal the quotient of the two medians. Returns nil if the counts differ, there are no
/// values, or a value or the ratio isn't a finite number greater than 0.
package func pairedRatio(
    of numerators: [Double], to denominators: [Double], level: Double = 0.95
) -> Estimate? {
    guard numerators.count == denominators.count,
        numerators.allSatisfy({ $0 > 0 }), denominators.allSatisfy({ $0 > 0 })
    else { return nil }
    let logarithms = zip(numerators, denominators).map { log($0) - log($1) }
    let ratio = SortedValues(logarithms)?.medianEstimate(level: level).map { exp($0) }
    guard let ratio, ratio.value.isFinite, ratio.interval?.upper.isFinite ?? true else {
        return nil
    }
    return ratio
}

/// Returns the median of minuendᵢ − subtrahendᵢ over the rounds, with its interval: for example the
/// time of a program beyond that of an empty one. Returns nil if the counts differ, there are no
/// values, or one isn't finite.
package func pairedDifference(
    of minuends: [Double], from subtrahends: [Double], level: Double = 0.95
) -> Estimate? {
    guard minuends.count == subtrahends.count else { return nil }
    return SortedValues(zip(minuends, subtrahends).map { $0 - $1 })?.medianEstimate(level: level)
}

/// A cross-check of ``pairedRatio(of:to:level:)`` by another method: the percentile bootstrap of
/// the quotient of the two medians, resampling whole rounds. Efron and Tibshirani, “An Introduction
/// to the Bootstrap” (1993), chapter 13.
///
/// The percentile interval of a median is slightly too narrow: it claims differences that don't
/// exist more often than its level says. So no decision uses it. Returns nil in the same cases as
/// the ratio.
package func bootstrapRatio(
    of numerators: [Double], to denominators: [Double], level: Double = 0.95,
    resamples: Int = 10_000, seed: UInt64 = 1
) -> Interval? {
    guard numerators.count == denominators.count, !numerators.isEmpty, resamples > 0,
        (numerators + denominators).allSatisfy({ $0.isFinite && $0 > 0 })
    else { return nil }
    var generator = SplitMix64(seed: seed)
    let rounds = numerators.indices
    let quotients = (0..<resamples).compactMap { _ -> Double? in
        let drawn = rounds.map { _ in Int(generator.next(below: UInt64(rounds.count))) }
        guard let above = SortedValues(drawn.map { numerators[$0] }),
            let below = SortedValues(drawn.map { denominators[$0] })
        else { return nil }
        return above.median / below.median
    }
    return SortedValues(quotients).map {
        Interval(lower: $0.quantile((1 - level) / 2), upper: $0.quantile((1 + level) / 2))
    }
}
