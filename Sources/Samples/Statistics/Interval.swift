/// An interval from `lower` to `upper`, both included.
package struct Interval: Sendable, Hashable, Codable {
    package var lower: Double
    package var upper: Double

    package init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    package var halfWidth: Double { (upper - lower) / 2 }

    package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

    package func overlaps(_ other: Interval) -> Bool {
        lower <= other.upper && other.lower <= upper
    }

    /// Transforms both ends by an increasing function.
    package func map(_ transform: (Double) -> Double) -> Interval {
        Interval(lower: transform(lower), upper: transform(upper))
    }

    /// The interval of the reciprocal; both ends must be greater than 0.
    package var inverse: Interval { Interval(lower: 1 / upper, upper: 1 / lower) }
}

/// A median and the confidence interval of the median that it estimates.
package struct Estimate: Sendable, Hashable, Codable {
    package var value: Double
    /// Nil if there are too few values for an interval of the required level.
    package var interval: Interval?
    /// The interval's exact coverage, which is at least the required level; nil without interval.
    package var coverage: Double?
    /// The number of values that it was computed from.
    package var count: Int

    package init(value: Double, interval: Interval?, coverage: Double?, count: Int) {
        self.value = value
        self.interval = interval
        self.coverage = coverage
        self.count = count
    }

    /// Transforms value and interval by an increasing function.
    package func map(_ transform: (Double) -> Double) -> Estimate {
        Estimate(
            value: transform(value), interval: interval?.map(transform), coverage: coverage,
            count: count)
    }

    /// The estimate of the reciprocal; value and interval must be greater than 0.
    package var inverse: Estimate {
        Estimate(
            value: 1 / value, interval: interval?.inverse, coverage: coverage, count: count)
    }

    /// Half the interval's width divided by the value: 0.05 means ± 5 %. Nil without interval, or
    /// if the value is 0.
    package var relativeHalfWidth: Double? {
        guard let interval, value != 0 else { return nil }
        return interval.halfWidth / abs(value)
    }
}
