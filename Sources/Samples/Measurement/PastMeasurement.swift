/// The part of a measurement that is kept after a newer one replaces it.
package struct PastMeasurement: Sendable, Hashable, Codable {
    package var date: String
    package var host: Host
    package var runtimeVersions: [String: String]
    /// The medians in base units, by the name of the series (`threads@1000`). They are used on the
    /// same host only: times of different machines are never compared.
    package var medians: [String: Double]
    /// How many times better than the baseline, by the name of the series. These may be compared
    /// across hosts.
    package var ratios: [String: Estimate]

    package init(
        date: String, host: Host, runtimeVersions: [String: String], medians: [String: Double],
        ratios: [String: Estimate]
    ) {
        self.date = date
        self.host = host
        self.runtimeVersions = runtimeVersions
        self.medians = medians
        self.ratios = ratios
    }
}

/// The number of past results that are kept for one measurement; the oldest are dropped first.
let longestHistory = 50

/// A ratio that differs from earlier measurements.
package struct RatioDrift: Sendable, Hashable {
    /// The series' name.
    package var series: String
    package var before: Estimate
    package var now: Estimate
    /// The date of the measurement that `before` is from.
    package var date: String
}

/// Returns true if the new interval is disjoint from each of the last three (or fewer, if there are
/// fewer) and the ratio moved by more than 10 % from the newest of them. Without any interval on
/// either side it returns false.
package func hasDrifted(_ now: Estimate, past: [Estimate]) -> Bool {
    let recent = past.suffix(3)
    guard let interval = now.interval, let last = recent.last, last.value > 0, now.value > 0 else {
        return false
    }
    let intervals = recent.compactMap(\.interval)
    guard intervals.count == recent.count else { return false }
    let change = max(now.value / last.value, last.value / now.value)
    return change > 1.1 && intervals.allSatisfy { !$0.overlaps(interval) }
}
