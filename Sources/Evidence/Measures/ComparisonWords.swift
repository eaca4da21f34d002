/// The comparatives for a unit: times are faster or slower, memory is smaller or larger.
struct ComparisonWords {
    let better: String
    let worse: String

    init(unit: MeasureUnit?, better direction: Direction) {
        let isLower = direction == .lower
        switch unit?.dimension {
        case "time", nil: (better, worse) = isLower ? ("faster", "slower") : ("longer", "shorter")
        case "rate": (better, worse) = isLower ? ("slower", "faster") : ("faster", "slower")
        case "memory": (better, worse) = isLower ? ("smaller", "larger") : ("larger", "smaller")
        default: (better, worse) = isLower ? ("less", "more") : ("more", "less")
        }
    }
}

/// Returns the ratio of two arms in words: “7.1× faster than threads [6.8, 7.4]”, “same within 3
/// %”, “no measurable difference [0.97, 1.12], n = 20”.
///
/// - Parameters:
///   - ratio: how many times better the arm is than the other; below 1 if it is worse.
///   - other: the other arm's name; nil if it is next to the words.
///   - band: the difference up to which the arms count as the same.
package func comparisonWords(
    _ ratio: MeasuredQuantity, than other: String?, unit: MeasureUnit?, better: Direction,
    band: Double
) -> String {
    let words = ComparisonWords(unit: unit, better: better)
    let than = other.map { " than " + $0 } ?? ""
    if !ratio.isUsable { return "no ratio: \(ratio.reason ?? "the machine was too noisy")" }
    if ratio.isRange {
        return "\(ratio.textWithUncertainty), \(ratio.n) rounds are too few to say more"
    }
    if ratio.low > 1 + band {
        return "\(ratio.text) \(words.better)\(than) \(ratio.intervalText)"
    }
    if let inverse = ratio.inverted, inverse.low > 1 + band {
        return "\(inverse.text) \(words.worse)\(than) \(inverse.intervalText)"
    }
    if ratio.low >= 1 / (1 + band), ratio.high <= 1 + band {
        return "same\(other.map { " as " + $0 } ?? "") within \(percentText(band))"
    }
    return "no measurable difference \(ratio.intervalText), n = \(ratio.n)"
}
