package import Samples

/// Returns the plans of the measurements, in the order of their names. A measurement without any
/// available arm is left out, since reading it reports that already.
package func measurementPlans(
    _ measures: [String: MeasureDefinition], roles: [[CodeRole]]
) -> [MeasurementPlan] {
    var blocks: [[String]: SampleBlock] = [:]
    for block in roles.flatMap({ $0 }).compactMap(\.sample) {
        blocks[[block.sample.note, block.sample.name]] = block
    }
    return measures.values.sorted { $0.name < $1.name }.compactMap { measure in
        let arms = measure.arms.flatMap { arm -> [MeasurementPlan.Arm] in
            guard let block = blocks[[arm.note, arm.sample]] else { return [] }
            var sample = block.sample
            if let seconds = measure.timeoutSeconds { sample.options.timeoutSeconds = seconds }
            return block.runtimes.map {
                MeasurementPlan.Arm(subject: arm.subject, runtime: $0, sample: sample)
            }
        }
        if arms.isEmpty { return nil }
        var plan = MeasurementPlan(
            name: measure.name, arms: arms,
            parameters: measure.parameters.map { .init(name: $0.name, values: $0.values) },
            unit: MeasurementUnit(measure.unit),
            better: measure.better == .lower ? .lower : .higher,
            baseline: measure.baseline)
        if let rounds = measure.rounds { plan.rounds = rounds }
        if let budget = measure.budgetSeconds { plan.budgetSeconds = budget }
        return plan
    }
}

extension MeasurementUnit {
    /// Converts the unit.
    package init(_ unit: MeasureUnit) {
        let dimension: Dimension =
            switch unit.dimension {
            case "time": .time
            case "memory": .memory
            case "count": .other("")
            default: .other(unit.dimension)
            }
        self.init(name: unit.symbol, dimension: dimension, scale: unit.factor)
    }
}
