import Basics
import Foundation
import Samples

/// Returns how many decimals of a value its uncertainty supports: up to the first digit of the
/// half-width, at least one significant digit of the value, at most four. Negative if digits before
/// the point are to be rounded.
package func decimals(of value: Double, halfWidth: Double) -> Int {
    let size = abs(value)
    guard size.isFinite, size > 0 else { return 0 }
    let leading = Int(saturating: log10(size).rounded(.down))
    guard halfWidth.isFinite, halfWidth > 0 else { return 2 - leading }
    // The binary value of 0.1 may be a little less than 0.1.
    let supported = Int(saturating: log10(halfWidth * 1.000_001).rounded(.down))
    return -min(leading, max(supported, leading - 3))
}

/// Returns the value with the given decimals and grouped thousands: `1,360`, `0.07`, `−2`.
package func decimalText(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "?" }
    let decimals = max(-15, min(15, decimals))
    let scale = pow(10, Double(abs(decimals)))
    let scaled = (decimals >= 0 ? abs(value) * scale : abs(value) / scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    var digits = String(Int(scaled))
    if decimals < 0, scaled > 0 { digits += String(repeating: "0", count: -decimals) }
    var fraction = ""
    if decimals > 0 {
        digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        fraction = "." + digits.suffix(decimals)
        digits.removeLast(decimals)
    }
    let sign = value < 0 && scaled > 0 ? "−" : ""
    return sign + grouped(digits) + fraction
}

/// Returns six significant digits without grouping, for scripts and drawings.
package func compact(_ value: Double) -> String { String(format: "%.6g", value) }

extension MeasuredQuantity {
    package var halfWidth: Double { (high - low) / 2 }

    private var digits: Int { decimals(of: median, halfWidth: halfWidth) }

    private func withUnit(_ number: String) -> String {
        switch unit.symbol {
        case "": number
        case "×", "/s": number + unit.symbol
        default: number + "\u{202F}" + unit.symbol
        }
    }

    /// The value rounded to the precision of the interval, with its unit: `208 µs`, `7.1×`.
    package var text: String { withUnit(decimalText(median, decimals: digits)) }

    /// The value with its uncertainty: `208 ± 12 µs`; with fewer than six rounds `200–230 µs`.
    package var textWithUncertainty: String {
        if isRange {
            // These are measured values, not an estimate, so they keep three digits.
            let digits = decimals(of: high, halfWidth: 0)
            let ends = [low, high].map { decimalText($0, decimals: digits) }
            return low == high ? text : withUnit(ends.joined(separator: "–"))
        }
        guard halfWidth > 0 else { return text }
        return withUnit("\(bound(median)) ± \(bound(halfWidth))")
    }

    /// All digits of a number that was given, not measured.
    var bareText: String { withUnit(bareNumber) }

    var bareNumber: String {
        let size = abs(median)
        let decimals = size == size.rounded() ? 0 : size < 0.01 ? 5 : size < 1 ? 3 : 2
        var number = decimalText(median, decimals: decimals)
        guard decimals > 0 else { return number }
        while number.hasSuffix("0") { number.removeLast() }
        // A whole number may be stored as 10.000000000000002.
        return number.hasSuffix(".") ? String(number.dropLast()) : number
    }

    /// The interval: `[6.8, 7.4]`.
    package var intervalText: String { "[\(bound(low)), \(bound(high))]" }

    /// Returns an end of the interval, rounded at the same digit as the median. An end that would
    /// become zero is rounded at its own first digit: `[0.3, 300]`.
    private func bound(_ value: Double) -> String {
        let roundsToZero = value != 0 && (abs(value) * pow(10, Double(digits))).rounded() == 0
        let digits = roundsToZero ? decimals(of: value, halfWidth: abs(value)) : digits
        return decimalText(value, decimals: digits)
    }

    /// Returns the quantity in its most readable unit.
    package func readable(_ units: UnitTable = .builtIn) -> MeasuredQuantity {
        converted(to: units.readable(median, in: unit)) ?? self
    }
}

package func percentText(_ part: Double) -> String { exactText(part * 100) + "\u{202F}%" }

package func plainFactor(_ value: Double) -> String { exactText(value) + "×" }

/// Returns a number with at most one decimal place.
package func plain(_ number: Double) -> String {
    decimalText(number, decimals: number == number.rounded() ? 0 : 1)
}

/// A number that an author gave, with all of its digits: a bound of 1.15 is not one of 1.2.
package func exactText(_ value: Double) -> String {
    let exact = (0...9).first { decimals in
        let scaled = value * pow(10, Double(decimals))
        return abs(scaled - scaled.rounded()) <= abs(scaled) * 1e-12
    }
    return exact.map { decimalText(value, decimals: $0) } ?? "\(value)"
}
