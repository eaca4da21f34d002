import Foundation

/// What a ratio with its interval lets us say. A ratio above 1 means that the subject does better
/// than what it is compared with.
package enum Decision: String, Sendable, Hashable, Codable {
    case faster
    case slower
    case same
    case noMeasurableDifference
    /// No interval of the wanted level exists for so few rounds.
    case tooFew
}

/// Differences smaller than this are not spoken of.
package let smallestBand = 0.03

/// The band ε within which two arms count as the same: 3 %, or more where an arm differed from
/// itself by more.
package func band(shadow: Estimate?) -> Double {
    guard let shadow, shadow.value > 0 else { return smallestBand }
    return max(smallestBand, max(shadow.value, 1 / shadow.value) - 1)
}

/// The decision rule: `faster` when the interval lies wholly above 1 + ε, `slower` when wholly
/// below 1 / (1 + ε), `same` when wholly between the two, no measurable difference otherwise.
///
/// The band is symmetric for ratios: swapping the two arms swaps faster and slower, and changes
/// nothing else. That the whole interval must lie beyond the band follows the practice of testing
/// for equivalence: Schuirmann, “A Comparison of the Two One-Sided Tests Procedure and the Power
/// Approach”, J. Pharmacokinetics and Biopharmaceutics 15 (1987).
package func decide(_ ratio: Estimate, band: Double) -> Decision {
    guard let interval = ratio.interval else { return .tooFew }
    let upperEdge = 1 + band
    let lowerEdge = 1 / upperEdge
    if interval.lower > upperEdge { return .faster }
    if interval.upper < lowerEdge { return .slower }
    if interval.lower >= lowerEdge, interval.upper <= upperEdge { return .same }
    return .noMeasurableDifference
}
