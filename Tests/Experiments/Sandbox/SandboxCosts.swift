import Foundation
import Samples

/// The experiment's result, as it goes to the record. All times are in milliseconds.
struct SandboxCosts: Encodable {
    /// The sandbox that was in force.
    var sandbox: String
    var samplesPerRound: Int
    var emptyProgram: [Cost]
    var trivialSamples: [Batch]

    struct Batch: Encodable {
        var samples: Int
        var atATime: Int
        var costs: [Cost]
    }

    /// One way to start a program.
    struct Cost: Encodable {
        var name: String
        var median: Figure?
        /// Round by round, against starting it by hand.
        var ratio: Figure?
        var difference: Figure?
        /// One value a round, in their order.
        var values: [Double]

        init(_ name: String, _ seconds: [Double], against base: [Double]?) {
            self.name = name
            median = Figure(SortedValues(seconds)?.medianEstimate(), times: 1000)
            if let base {
                ratio = Figure(pairedRatio(of: seconds, to: base), times: 1)
                difference = Figure(pairedDifference(of: seconds, from: base), times: 1000)
            }
            values = seconds.map { rounded($0 * 1000) }
        }

        fileprivate var line: String {
            var parts = ["\(name): \(median?.text ?? "–") ms"]
            if let ratio { parts.append("\(ratio.text) times by hand") }
            if let difference { parts.append("by hand and \(difference.text) ms") }
            return parts.joined(separator: "; ")
        }
    }

    /// A median with its 95 % interval.
    struct Figure: Encodable {
        var value: Double
        var lower: Double?
        var upper: Double?

        init?(_ estimate: Estimate?, times factor: Double) {
            guard let estimate else { return nil }
            value = rounded(estimate.value * factor)
            lower = estimate.interval.map { rounded($0.lower * factor) }
            upper = estimate.interval.map { rounded($0.upper * factor) }
        }

        fileprivate var text: String {
            guard let lower, let upper else { return "\(value)" }
            return "\(value) [\(lower), \(upper)]"
        }
    }

    var text: String {
        var lines = ["empty program, \(sandbox):"] + emptyProgram.map { "  " + $0.line }
        for batch in trivialSamples {
            lines.append("\(batch.samples) trivial samples, \(batch.atATime) at a time:")
            lines += batch.costs.map { "  " + $0.line }
        }
        return lines.joined(separator: "\n")
    }

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}

/// To a microsecond, where times are milliseconds.
private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
