import Files

/// The kind of quantity that a ratio compares. It selects the words for its direction.
package enum RatioKind: Sendable, Hashable, Codable {
    /// Faster and slower.
    case time
    /// More and less of a quantity; `lowerIsBetter` as for memory.
    case quantity(lowerIsBetter: Bool)
}

/// Returns the phrase for a decision, e.g. “7.1× faster than threads [6.8, 7.4]”.
///
/// `ratio` is above 1 if the subject is better than `other`. A subject that is worse is described
/// by the reciprocal, so that the number is never below 1.
package func words(
    for decision: Decision, ratio: Estimate, band: Double, other: String, kind: RatioKind
) -> String {
    switch decision {
    case .faster:
        let text = rounded(ratio)
        return "\(text.value)× \(comparative(better: true, kind)) than \(other) \(text.interval)"
    case .slower:
        let text = rounded(ratio.inverse)
        return "\(text.value)× \(comparative(better: false, kind)) than \(other) \(text.interval)"
    case .same:
        return "same as \(other) within \(percent(band))"
    case .noMeasurableDifference:
        return "no measurable difference from \(other) \(rounded(ratio).interval), "
            + "n = \(ratio.count)"
    case .tooFew:
        return "too few rounds to compare with \(other) (n = \(ratio.count))"
    }
}

/// Rounds a ratio and its interval to the first digit of the interval's half-width, but never so
/// far that an end becomes 0. Without an interval, or if it has no width, rounds to hundredths.
package func rounded(_ ratio: Estimate) -> (value: String, interval: String) {
    guard let interval = ratio.interval else { return (rounded(ratio.value, toPlace: -2), "") }
    let place = min(
        firstDigit(of: interval.halfWidth) ?? -2, firstDigit(of: interval.lower) ?? -2)
    let lower = rounded(interval.lower, toPlace: place)
    let upper = rounded(interval.upper, toPlace: place)
    return (rounded(ratio.value, toPlace: place), "[\(lower), \(upper)]")
}

/// Formats a part as a percentage: “3 %”, “4.5 %”.
package func percent(_ part: Double) -> String {
    let tenths = (part * 1000).rounded() / 10
    return rounded(tenths, uncertainty: 0).value + " %"
}

private func comparative(better: Bool, _ kind: RatioKind) -> String {
    switch kind {
    case .time: better ? "faster" : "slower"
    case .quantity(let lowerIsBetter): better == lowerIsBetter ? "less" : "more"
    }
}
