/// A measured value with its uncertainty and provenance.
package struct MeasuredQuantity: Sendable, Hashable {
    package var median: Double
    /// The lower end of the 95 % confidence interval of the median. With fewer than six rounds
    /// there is no such interval; then it is the range of the values (``isRange``).
    package var low: Double
    package var high: Double
    package var isRange: Bool
    package var unit: MeasureUnit
    /// The number of rounds.
    package var n: Int
    /// The machine in one line, such as `AMD EPYC, 2 cores, Linux 6.18`.
    package var host: String
    /// The date in ISO 8601.
    package var date: String
    /// The runtime's version, such as `Python 3.11.7`.
    package var runtimeVersion: String
    /// False if, for example, the machine was too noisy or the region too short: then the value is
    /// shown greyed, and no ratio or verdict uses it.
    package var isUsable: Bool
    /// The reason why the value is not usable.
    package var reason: String?

    package init(
        median: Double, low: Double, high: Double, isRange: Bool = false, unit: MeasureUnit, n: Int,
        host: String = "", date: String = "", runtimeVersion: String = "", isUsable: Bool = true,
        reason: String? = nil
    ) {
        self.median = median
        self.low = min(low, high)
        self.high = max(low, high)
        self.isRange = isRange
        self.unit = unit
        self.n = n
        self.host = host
        self.date = date
        self.runtimeVersion = runtimeVersion
        self.isUsable = isUsable
        self.reason = reason
    }

    /// Returns the quantity in another unit; nil if that has another dimension.
    package func converted(to other: MeasureUnit) -> MeasuredQuantity? {
        guard let median = unit.convert(median, to: other), let low = unit.convert(low, to: other),
            let high = unit.convert(high, to: other)
        else { return nil }
        var result = self
        (result.median, result.low, result.high, result.unit) = (median, low, high, other)
        return result
    }

    /// Returns the ratio of two values from different rounds, with the widest interval that the two
    /// intervals allow. Nil if that is not finite.
    package func divided(by other: MeasuredQuantity) -> MeasuredQuantity? {
        guard let other = other.converted(to: unit), other.low > 0, low >= 0 else { return nil }
        let ratio = MeasuredQuantity(
            median: median / other.median, low: low / other.high, high: high / other.low,
            isRange: isRange || other.isRange, unit: .ratio, n: min(n, other.n), host: host,
            date: min(date, other.date), runtimeVersion: runtimeVersion,
            isUsable: isUsable && other.isUsable, reason: reason ?? other.reason)
        guard ratio.median.isFinite, ratio.low.isFinite, ratio.high.isFinite else { return nil }
        return ratio
    }

    /// The reciprocal of a ratio: b/a for a/b.
    package var inverted: MeasuredQuantity? {
        guard low > 0 else { return nil }
        var result = self
        (result.median, result.low, result.high) = (1 / median, 1 / high, 1 / low)
        return result
    }
}
