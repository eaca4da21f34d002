import Foundation

/// The conclusion from a ratio and its interval. A ratio above 1 means that the subject is better
/// than the arm it is compared with.
package enum Decision: String, Sendable, Hashable, Codable {
    case faster
    case slower
    case same
    case noMeasurableDifference
    /// No interval of the required level exists for so few rounds.
    case tooFew
}

/// Smaller differences are not reported.
package let smallestBand = 0.03

/// Returns the band ε within which two arms count as the same: 3 %, or more if an arm differed from
/// itself by more.
package func band(shadow: Estimate?) -> Double {
    guard let shadow, shadow.value > 0 else { return smallestBand }
    return max(smallestBand, max(shadow.value, 1 / shadow.value) - 1)
}

/// Applies the decision rule: `faster` if the whole interval is above 1 + ε, `slower` if it is
/// below 1 / (1 + ε), `same` if it is between the two, and no measurable difference otherwise.
///
/// The band is symmetric for ratios: swapping the two arms swaps faster and slower, and changes
/// nothing else. The whole interval has to lie beyond the band, as in equivalence testing:
/// Schuirmann, “A Comparison of the Two One-Sided Tests Procedure and the Power Approach”, J.
/// Pharmacokinetics and Biopharmaceutics 15 (1987).
package func decide(_ ratio: Estimate, band: Double) -> Decision {
    guard let interval = ratio.interval else { return .tooFew }
    let upperEdge = 1 + band
    let lowerEdge = 1 / upperEdge
    if interval.lower > upperEdge { return .faster }
    if interval.upper < lowerEdge { return .slower }
    if interval.lower >= lowerEdge, interval.upper <= upperEdge { return .same }
    return .noMeasurableDifference
}
