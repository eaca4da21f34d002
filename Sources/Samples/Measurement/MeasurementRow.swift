extension MeasurementPlan {
    /// Returns the name of a series, e.g. `threads`, `threads@1000`, or `threads:pypy@1000` if the
    /// subject has more than one runtime. A null arm is called e.g. `null:cpython`.
    package func name(of series: Series) -> String {
        let runtimes = Set(arms.filter { $0.subject == series.subject }.map(\.runtime))
        let subject =
            switch series.role {
            case .null: "null:\(series.runtime)"
            case .arm, .shadow:
                runtimes.count > 1 ? "\(series.subject):\(series.runtime)" : series.subject
            }
        return series.point.isEmpty ? subject : "\(subject)@\(series.pointLabel)"
    }
}

extension SeriesValues {
    /// The kind of value that the samples of this series reported; nil if only some runs reported
    /// one.
    var quantity: MeasurementResult.Quantity? {
        let count = wallSeconds.count
        switch (regionSeconds.count, reportedValues.count) {
        case (0, 0): return .process
        case (count, 0): return .region
        case (0, count): return .value
        default: return nil
        }
    }

    /// Returns the unit of the reported values. A value without unit has the measurement's own.
    func unit(default unit: MeasurementUnit?) -> MeasurementUnit {
        let name = reportedUnit ?? ""
        return name.isEmpty ? unit ?? MeasurementUnit("") : MeasurementUnit(name)
    }

    /// Returns the values that are compared, in base units. It is empty if the samples didn't
    /// report what the plan needs.
    func quantities(for plan: MeasurementPlan) -> [Double] {
        let quantity = quantity ?? .process
        if plan.countsCores, quantity != .value { return coresBusy ?? [] }
        switch quantity {
        case .process: return wallSeconds
        case .region: return zip(regionSeconds, regionCounts).map { $0 / $1 }
        case .value:
            let scale = unit(default: plan.unit).scale
            return reportedValues.map { $0 * scale }
        }
    }

    /// Processor time divided by wall time; nil if only a part of it is known.
    var coresBusy: [Double]? {
        processorAndWall.map { zip($0.processor, $0.wall).map { $0 / $1 } }
    }

    /// The processor time of the measured part and the wall time that it belongs to.
    fileprivate var processorAndWall: (processor: [Double], wall: [Double])? {
        if quantity == .region {
            guard regionProcessorSeconds.count == regionSeconds.count else { return nil }
            return (regionProcessorSeconds, regionSeconds)
        }
        return (zip(userSeconds, systemSeconds).map { $0 + $1 }, wallSeconds)
    }
}

extension MeasurementRow {
    /// Returns nil if the record has no values for this series.
    init?(_ series: Series, plan: MeasurementPlan, record: MeasurementRecord) {
        guard let index = record.definition.series.firstIndex(of: series),
            record.data.values.indices.contains(index)
        else { return nil }
        let raw = record.data.values[index]
        let values = series.role == .null ? raw.wallSeconds : raw.quantities(for: plan)
        guard let sorted = SortedValues(values),
            let memory = SortedValues(raw.peakMemoryBytes),
            let wall = SortedValues(raw.wallSeconds)
        else { return nil }
        let times = raw.processorAndWall
        self.init(
            series: series, name: plan.name(of: series), values: values,
            estimate: sorted.medianEstimate(), minimum: sorted.minimum, maximum: sorted.maximum,
            quartiles: sorted.interquartileRange, outlierCount: sorted.outlierCount,
            processorSeconds: times.flatMap { SortedValues($0.processor)?.medianEstimate() },
            coresBusy: raw.coresBusy.flatMap { SortedValues($0)?.medianEstimate() },
            peakMemoryBytes: memory.medianEstimate(), processWallSeconds: wall.medianEstimate())
    }
}
