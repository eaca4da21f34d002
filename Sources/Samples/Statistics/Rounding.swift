import Foundation

/// A value and its uncertainty, rounded for readers: “13.8” and “0.4”, “1380” and “40”.
package struct RoundedValue: Sendable, Hashable {
    package var value: String
    package var uncertainty: String
}

/// Returns the power of ten of the first significant digit of `uncertainty` after rounding to that
/// digit: −1 for 0.37 and for 0.096, 1 for 37. Returns nil if it is 0, negative, or not finite.
package func firstDigit(of uncertainty: Double) -> Int? {
    guard uncertainty > 0, uncertainty.isFinite else { return nil }
    let place = Int(saturating: log10(uncertainty).rounded(.down))
    // 0.096 rounds to 0.1, one place further left.
    return (uncertainty / pow(10, Double(place))).rounded() >= 10 ? place + 1 : place
}

/// Rounds `value` to the given power of ten and shows no digits after it.
package func rounded(_ value: Double, toPlace place: Int) -> String {
    guard value.isFinite else { return "\(value)" }
    let text: String
    if place >= 0 {
        let unit = pow(10, Double(place))
        text = String(format: "%.0f", (value / unit).rounded() * unit)
    } else {
        text = String(format: "%.\(min(-place, 17))f", value)
    }
    return text.hasPrefix("-") && !text.contains { "123456789".contains($0) }
        ? String(text.dropFirst()) : text
}

/// Rounds both to the first digit of the uncertainty, so that no digit is shown that a second
/// measurement wouldn't confirm. An uncertainty of 0 leaves the value as it is.
package func rounded(_ value: Double, uncertainty: Double) -> RoundedValue {
    guard let place = firstDigit(of: uncertainty) else {
        return RoundedValue(value: shortest(value), uncertainty: "0")
    }
    return RoundedValue(
        value: rounded(value, toPlace: place), uncertainty: rounded(uncertainty, toPlace: place))
}

/// Formats a number with the fewest digits: “3”, not “3.0”.
private func shortest(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
