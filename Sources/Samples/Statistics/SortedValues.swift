/// One or more finite numbers in ascending order.
package struct SortedValues: Sendable, Hashable {
    package let values: [Double]

    /// Returns nil if there are no values, or if one is infinite or not a number.
    package init?(_ values: [Double]) {
        guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
        self.values = values.sorted()
    }

    package var count: Int { values.count }
    package var minimum: Double { values[0] }
    package var maximum: Double { values[count - 1] }

    /// The middle value, or the mean of the two middle values.
    package var median: Double {
        let middle = count / 2
        return count.isMultiple(of: 2) ? (values[middle - 1] + values[middle]) / 2 : values[middle]
    }

    /// The quantile of the given probability, linear between neighbours: definition 7 of Hyndman
    /// and Fan, “Sample Quantiles in Statistical Packages”, The American Statistician 50 (1996),
    /// the default of R and NumPy. A probability outside 0…1 counts as the nearer end.
    package func quantile(_ probability: Double) -> Double {
        let position = min(max(probability, 0), 1) * Double(count - 1)
        let index = min(Int(position), count - 1)
        let next = min(index + 1, count - 1)
        return values[index] + (position - Double(index)) * (values[next] - values[index])
    }

    /// From the first to the third quartile.
    package var interquartileRange: Interval {
        Interval(lower: quantile(0.25), upper: quantile(0.75))
    }

    /// The median absolute deviation from the median, not scaled. Hampel, “The Influence Curve and
    /// its Role in Robust Estimation”, JASA 69 (1974).
    package var medianAbsoluteDeviation: Double {
        let center = median
        return SortedValues(values.map { abs($0 - center) })?.median ?? 0
    }

    /// The number of values further from the median than ten times the scaled deviation (1.4826 ·
    /// MAD estimates the standard deviation of a normal distribution). They are counted and shown,
    /// but never removed. The modified z-score is that of Iglewicz and Hoaglin, “How to Detect and
    /// Handle Outliers” (1993), with a threshold for gross disturbances only.
    package var outlierCount: Int {
        let center = median
        let limit = 14.826 * medianAbsoluteDeviation
        return values.count { abs($0 - center) > limit }
    }
}
