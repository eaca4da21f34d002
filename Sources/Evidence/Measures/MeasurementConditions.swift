import Basics
import Samples

/// Returns the method and the conditions of a measurement, in the order of a sceptical reader's
/// questions.
func measurementConditions(
    _ record: MeasurementRecord, _ result: MeasurementResult, plan: MeasurementPlan
) -> [MeasurementView.Condition] {
    let data = record.data
    let conditions = data.conditions
    var list: [MeasurementView.Condition] = []
    func add(_ label: String, _ text: String?) {
        if let text, !text.isEmpty { list.append(.init(label, text)) }
    }
    add("What is timed", measuredText(result, plan))
    add("Rounds", roundsText(data, result))
    add("Order", "anew in each round, at random (seed \(data.seed))")
    add("Baseline against itself", shadowText(result.shadows))
    add("Outliers", outlierText(result.rows))
    add("Measured twice", data.repeatedBecause.joined(separator: "; "))
    add("Date", data.date)
    add("Host", hostText(data.host))
    add("Processor time", usableCores(conditions))
    add("Other work", "\(decimalText(conditions.otherCores, decimals: 2)) cores on average")
    add("Taken by the hypervisor", percentText((conditions.stealPart * 1000).rounded() / 1000))
    add("Virtual machine", conditions.virtualisation)
    add("Frequency governor", conditions.governor)
    add("Sandbox", data.sandbox)
    add("Method", "version \(data.method)")
    return list
}

private func measuredText(_ result: MeasurementResult, _ plan: MeasurementPlan) -> String {
    let what =
        switch result.quantity {
        case .process: "each process from its start to its end, the interpreter's start included"
        case .region:
            "the part of each sample that it marks, by a monotonic clock, in a fresh process"
        case .value: "what each sample reports, in a fresh process"
        }
    let counts = plan.countsCores && result.quantity != .value
    return counts ? "processor time over wall time: \(what)" : what
}

private func roundsText(_ data: MeasurementData, _ result: MeasurementResult) -> String {
    let coverage = result.rows.compactMap(\.estimate.coverage).min()
    return "\(formatCount(data.order.count)), after \(discardedRounds) that don't count"
        + (coverage.map { "; the interval covers the median in \(percentText(tenths($0)))" } ?? "")
}

private func tenths(_ part: Double) -> Double { (part * 1000).rounded() / 1000 }

private func shadowText(_ shadows: [ShadowResult]) -> String? {
    let texts = shadows.map { shadow in
        let ratio = rounded(shadow.ratio)
        let place = shadow.point.map(\.value).joined(separator: ",")
        return (place.isEmpty ? "" : "at \(place): ") + "\(ratio.value)× \(ratio.interval)"
    }
    return texts.isEmpty ? nil : texts.joined(separator: "; ")
}

private func outlierText(_ rows: [MeasurementRow]) -> String {
    let (count, total) = (
        rows.map(\.outlierCount).reduce(0, +), rows.map(\.values.count).reduce(0, +)
    )
    return "\(formatCount(count)) of \(formatCount(total)) values, none left out"
}

private func usableCores(_ conditions: MachineConditions) -> String {
    plural(conditions.usableCores, "core") + " could be used"
}
