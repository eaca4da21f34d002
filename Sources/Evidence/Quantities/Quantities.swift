import Foundation
import Samples

// Measured quantities are written with at most three significant digits, in the unit that keeps the
// number readable.

func formatSeconds(_ seconds: Double) -> String {
    switch abs(seconds) {
    case ..<0.000_001: significant(seconds * 1e9) + " ns"
    case ..<0.001: significant(seconds * 1e6) + " µs"
    case ..<1: significant(seconds * 1e3) + " ms"
    case ..<120: significant(seconds) + " s"
    default: "\(Int(saturating: seconds) / 60) min \(Int(saturating: seconds) % 60) s"
    }
}

func formatBytes(_ bytes: Int) -> String {
    let size = Double(bytes)
    switch size {
    case ..<1024: return "\(bytes) B"
    case ..<1_048_576: return significant(size / 1024) + " KiB"
    case ..<1_073_741_824: return significant(size / 1_048_576) + " MiB"
    default: return significant(size / 1_073_741_824) + " GiB"
    }
}

private func significant(_ value: Double) -> String {
    switch abs(value) {
    case 0: "0"
    case ..<10: String(format: "%.2f", value)
    case ..<100: String(format: "%.1f", value)
    default: String(format: "%.0f", value)
    }
}

/// Returns a coordinate for SVG: two decimals, no trailing zeros, the same on every machine.
package func coordinate(_ value: Double) -> String {
    var text: [UInt8] = []
    text.append(coordinate: value)
    return String(decoding: text, as: UTF8.self)
}

extension [UInt8] {
    /// Appends what ``coordinate(_:)`` returns.
    package mutating func append(coordinate value: Double) {
        let hundredths = Int(saturating: (value * 100).rounded())
        if hundredths < 0 { append(UInt8(ascii: "-")) }
        let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        append(decimal: whole)
        if rest == 0 { return }
        append(UInt8(ascii: "."))
        append(UInt8(ascii: "0") + UInt8(rest / 10))
        if rest % 10 > 0 { append(UInt8(ascii: "0") + UInt8(rest % 10)) }
    }

    private mutating func append(decimal number: UInt) {
        if number >= 10 { append(decimal: number / 10) }
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
