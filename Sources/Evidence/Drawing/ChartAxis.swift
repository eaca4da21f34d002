import Foundation
import Samples

/// A horizontal axis with positions in percent of the width, so that a drawing can have any width.
/// It is linear from zero, or logarithmic if values differ by a factor of more than ten.
struct ChartAxis {
    let isLogarithmic: Bool
    /// The ticks in the order of their positions.
    let ticks: [Double]
    private let low: Double
    private let high: Double

    /// - Parameter values: all values to be shown.
    init(covering values: [Double]) {
        let values = values.filter { $0.isFinite }
        let smallest = values.min() ?? 0
        let largest = max(values.max() ?? 1, 0)
        isLogarithmic = smallest > 0 && largest / smallest > 10
        if isLogarithmic {
            (low, high, ticks) = Self.logarithmic(smallest, largest)
        } else {
            (low, high, ticks) = Self.linear(min(smallest, 0), largest)
        }
    }

    /// Returns a position from 0 to 100.
    func percent(_ value: Double) -> Double {
        let part: Double
        if isLogarithmic {
            part = value <= low ? 0 : log(value / low) / log(high / low)
        } else {
            part = (value - low) / (high - low)
        }
        return part.isNaN ? 0 : max(0, min(1, part)) * 100
    }

    private static func linear(
        _ smallest: Double, _ largest: Double
    ) -> (low: Double, high: Double, ticks: [Double]) {
        let span = largest - smallest
        guard span > 0, span.isFinite else { return (0, 1, [0, 1]) }
        let rough = span / 5
        let power = pow(10, log10(rough).rounded(.down))
        // Numbers this small underflow when divided by ten.
        guard power > 0 else { return (0, 1, [0, 1]) }
        let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? 10 * power
        let low = (smallest / step).rounded(.down) * step
        let count = Int(saturating: ((largest - low) / step * (1 - 1e-9)).rounded(.up))
        let ticks = (0...max(1, min(count, 20))).map { low + Double($0) * step }
        return (low, ticks.last ?? low + step, ticks)
    }

    /// Returns ticks at powers of ten and between them, few enough for a phone.
    private static func logarithmic(
        _ smallest: Double, _ largest: Double
    ) -> (low: Double, high: Double, ticks: [Double]) {
        let decades = log10(largest / smallest)
        let steps: [Double] = decades < 2.5 ? [1, 3] : [1]
        let first = Int(saturating: log10(smallest).rounded(.down))
        let last = Int(saturating: log10(largest).rounded(.up))
        let all = (first...max(first, last)).flatMap { power in
            steps.map { $0 * pow(10, Double(power)) }
        }
        let low = all.last { $0 <= smallest * 1.000_001 } ?? smallest
        let high = all.first { $0 >= largest * 0.999_999 } ?? largest
        return (low, high, all.filter { $0 >= low * 0.999 && $0 <= high * 1.001 })
    }
}
