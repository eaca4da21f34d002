import Basics
import Foundation
import Samples

/// Returns the verdicts on the claims, in their order.
///
/// A measured claim **holds** only if the whole interval is on its side, and is **refuted** only if
/// the whole interval is on the other; otherwise it is **undecided**.
///
/// - Parameter results: nil if nothing was to be measured.
package func judge(
    _ claims: [Claim], results: MeasurementResults?, samples: SampleResults
) -> [Verdict] {
    let judge = ClaimJudge(results: results, samples: samples)
    return claims.map(judge.verdict)
}

/// The outcome of one condition of a claim.
package struct Finding {
    package var outcome: Verdict.Outcome
    package var evidence: String
    package var date = ""
    package var host = ""
    package var runtimeVersion = ""
    package var margin: Double?
}

/// The cores that two plain CPU-bound processes must get before a claim about parallelism is
/// judged.
let leastCanaryCores = 1.5

struct ClaimJudge {
    let results: MeasurementResults?
    let samples: SampleResults

    func verdict(_ claim: Claim) -> Verdict {
        let findings = claim.conditions.flatMap { condition -> [Finding] in
            switch condition {
            case .sample(let expectation): return sampleFindings(expectation)
            default:
                let finding = measuredFinding(condition)
                return [claim.needsCanary ? requiringCores(finding, condition) : finding]
            }
        }
        // One refuted condition refutes the claim; otherwise the weakest outcome counts.
        let order: [Verdict.Outcome] = [.refuted, .notRun, .undecided, .holds]
        let outcome = order.first { outcome in findings.contains { $0.outcome == outcome } }
        let decisive = findings.filter { $0.outcome == outcome }
        let source = decisive.first { !$0.date.isEmpty } ?? findings.first { !$0.date.isEmpty }
        return Verdict(
            claim: claim, outcome: outcome ?? .notRun,
            evidence: (outcome == .holds ? findings : decisive).map { sentence($0.evidence) }
                .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
                .joined(separator: " "),
            date: findings.map(\.date).filter { !$0.isEmpty }.min() ?? "",
            host: source?.host ?? "", runtimeVersion: source?.runtimeVersion ?? "",
            margin: findings.compactMap(\.margin).min())
    }

    /// Returns the finding as undecided if it concerns parallelism and the machine offers none.
    private func requiringCores(_ finding: Finding, _ condition: Claim.Condition) -> Finding {
        guard finding.outcome != .notRun else { return finding }
        let canaries = condition.references.map { results?.series(for: $0)?.canaryCores }
        var result = finding
        if canaries.contains(nil) {
            result.outcome = .undecided
            result.evidence += "; but it isn't known how many cores the machine had to give"
        } else if let least = canaries.compactMap({ $0 }).min(), least < leastCanaryCores {
            result.outcome = .undecided
            result.evidence +=
                "; but two plain processes got no more than "
                + "\(decimalText(least, decimals: 2)) cores just then"
        }
        return result
    }

    private func measuredFinding(_ condition: Claim.Condition) -> Finding {
        switch condition {
        case .better(let a, let b, let by): return better(a, than: b, by: by)
        case .bounded(let expression, let bounds): return bounded(expression, bounds)
        case .same(let a, let b, let within): return same(a, b, within: within)
        case .sample: return Finding(outcome: .notRun, evidence: "")
        }
    }

    private func better(_ a: MeasureReference, than b: MeasureReference, by: Double?) -> Finding {
        let isLower = results?[a.measure]?.better ?? .lower == .lower
        let ratio = isLower ? results?.ratio(b, a) : results?.ratio(a, b)
        guard let ratio else { return missing([a, b]) }
        let band = results?.series(for: a)?.band ?? 0.03
        let threshold = by ?? 1 + band
        let unit = results?[a.measure]?.unit
        let words = ComparisonWords(unit: unit, better: isLower ? .lower : .higher)
        let shown = ratio.median < 1 ? ratio.inverted : nil
        var evidence = "\(name(a)) was \((shown ?? ratio).text) "
        evidence += "\(shown == nil ? words.better : words.worse) than \(name(b)) "
        evidence += (shown ?? ratio).intervalText
        evidence += by.map { ", and at least \(plainFactor($0)) is claimed" } ?? ""
        return decide(
            ratio, evidence: evidence, isOnSide: ratio.low >= threshold,
            isOnOther: ratio.high < (by ?? 1 - band), margin: by.map { ratio.median / $0 })
    }

    private func bounded(_ expression: MeasureExpression, _ bounds: Claim.Bounds) -> Finding {
        guard let found = results?.quantity(for: expression) else {
            return missing(expression.references)
        }
        // The bounds have their own unit, or else the measurement's.
        let quantity = bounds.unit.flatMap { found.converted(to: $0) } ?? found
        let low = bounds.atLeast.map { quantity.low >= $0 } ?? true
        let high = bounds.atMost.map { quantity.high <= $0 } ?? true
        let below = bounds.atLeast.map { quantity.high < $0 } ?? false
        let above = bounds.atMost.map { quantity.low > $0 } ?? false
        let evidence =
            expression.references.map(name).joined(separator: " / ")
            + ": \(quantity.text) \(quantity.intervalText), and "
            + claimed(bounds, in: quantity.unit) + " is claimed"
        let margins = [
            bounds.atLeast.map { quantity.median / $0 }, bounds.atMost.map { $0 / quantity.median },
        ]
        return decide(
            quantity, evidence: evidence, isOnSide: low && high, isOnOther: below || above,
            margin: bounds.atLeast == nil || bounds.atMost == nil
                ? margins.compactMap { $0 }.first : nil)
    }

    private func same(
        _ a: MeasureReference, _ b: MeasureReference, within: Double
    ) -> Finding {
        guard let ratio = results?.ratio(a, b) else { return missing([a, b]) }
        let (low, high) = (1 / (1 + within), 1 + within)
        return decide(
            ratio,
            evidence: "\(name(a)) was \(ratio.text) \(name(b)) \(ratio.intervalText), and the "
                + "same within \(percentText(within)) is claimed",
            isOnSide: ratio.low >= low && ratio.high <= high,
            isOnOther: ratio.high < low || ratio.low > high, margin: nil)
    }

    private func decide(
        _ quantity: MeasuredQuantity, evidence: String, isOnSide: Bool, isOnOther: Bool,
        margin: Double?
    ) -> Finding {
        var finding = Finding(
            outcome: isOnSide ? .holds : isOnOther ? .refuted : .undecided, evidence: evidence,
            date: quantity.date, host: quantity.host, runtimeVersion: quantity.runtimeVersion,
            margin: margin)
        if !quantity.isUsable {
            finding.outcome = .undecided
            finding.evidence +=
                "; but it is not to be relied on: "
                + (quantity.reason ?? "the machine was too noisy")
        } else if quantity.isRange {
            finding.outcome = .undecided
            finding.evidence += "; but \(quantity.n) rounds are too few for an interval"
        }
        if finding.outcome != .holds { finding.margin = nil }
        return finding
    }

    private func missing(_ references: [MeasureReference]) -> Finding {
        guard let results else {
            return Finding(outcome: .notRun, evidence: "nothing was measured for this build")
        }
        let names = references.filter { results.quantity(for: $0) == nil }.map { "“\($0)”" }
        return names.isEmpty
            ? Finding(
                outcome: .undecided,
                evidence: "\(listed(references.map { "“\($0)”" }, "and")) can't be divided")
            : Finding(outcome: .notRun, evidence: "\(listed(names, "and")) was not measured")
    }

    /// The arm's name in the measurement's table: `Process pool (bytes = 1,000)`.
    private func name(_ reference: MeasureReference) -> String {
        guard let view = results?[reference.measure],
            let series = results?.series(for: reference),
            let arm = series.arm(reference.subject)
        else { return "\(reference)" }
        return arm.label + (view.heading(of: series).map { " (\($0))" } ?? "")
    }

    private func claimed(_ bounds: Claim.Bounds, in unit: MeasureUnit) -> String {
        func text(_ value: Double) -> String {
            MeasuredQuantity(median: value, low: value, high: value, unit: unit, n: 0).bareText
        }
        return listed(
            [
                bounds.atLeast.map { "at least \(text($0))" },
                bounds.atMost.map { "at most \(text($0))" },
            ]
            .compactMap { $0 }, "and")
    }
}
