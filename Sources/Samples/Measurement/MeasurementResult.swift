/// What the raw values of a measurement say. Made by ``analyse(_:for:)``.
package struct MeasurementResult: Sendable, Hashable {
    package enum Quantity: Sendable, Hashable {
        /// Whole processes, from start to end.
        case process
        /// The region that the samples marked.
        case region
        /// Something that the samples reported.
        case value
    }

    package var name: String
    package var quantity: Quantity
    /// In which to show the values.
    package var unit: MeasurementUnit
    package var better: Better
    /// The arms, point by point, in the plan's order.
    package var rows: [MeasurementRow]
    /// Empty programs, one for each runtime, as whole processes.
    package var nullRows: [MeasurementRow]
    /// One for each point.
    package var shadows: [ShadowResult]
    /// Why the measurement should be made again, and if that has been done, why its values are to
    /// be shown greyed.
    package var refusals: [Refusal]
    /// What the author has to mend.
    package var problems: [MeasurementProblem]
    /// Of the intervals that are compared, as a part of their values.
    package var widestHalfWidth: Double?
    /// The fewest cores that the canary got.
    package var canaryCores: Double?
    /// False: no statement about parallelism may be made from this measurement, whichever way.
    package var canJudgeParallelism: Bool
    package var drifts: [RatioDrift]
    package var history: [PastMeasurement]

    /// True: the machine was too noisy for any ratio. Intervals that are merely wide don't count:
    /// they say themselves how little is known.
    package var isRefused: Bool {
        refusals.contains { if case .wide = $0 { false } else { true } }
    }
}

/// One line of a measurement's table. Values are in base units (seconds, bytes), or in the reported
/// unit where that has none.
package struct MeasurementRow: Sendable, Hashable {
    package var series: Series
    /// E.g. `threads@1000`.
    package var name: String
    /// By rounds, so that the n-th values of two rows belong together.
    package var values: [Double]
    package var estimate: Estimate
    package var minimum: Double
    package var maximum: Double
    package var quartiles: Interval
    package var outlierCount: Int
    /// Nil when regions or values are measured.
    package var net: NetTime?
    /// User and system time of what was measured; nil when only a part of it is known.
    package var processorSeconds: Estimate?
    /// Processor time over wall time.
    package var coresBusy: Estimate?
    package var peakMemoryBytes: Estimate
    /// Of the whole process, whatever was measured.
    package var processWallSeconds: Estimate
    /// Nil for the baseline, and wherever no ratio may be shown.
    package var comparison: ArmComparison?
}

/// What a process takes beyond an empty one of its runtime.
package enum NetTime: Sendable, Hashable {
    case seconds(Estimate)
    /// Too little to tell from the runtime's own start: the author should mark a region.
    case tooShort
}

/// An arm against the baseline at the same point.
package struct ArmComparison: Sendable, Hashable {
    /// How many times better than the baseline; below 1 when worse. The interval stands at a level
    /// corrected for all the comparisons of the table.
    package var ratio: Estimate
    package var band: Double
    package var decision: Decision
    /// E.g. “7.1× faster than threads [6.8, 7.4]”.
    package var words: String
}

/// The baseline against itself.
package struct ShadowResult: Sendable, Hashable {
    package var point: [ParameterValue]
    package var ratio: Estimate
    /// What this makes of ε for the comparisons at the same point.
    package var band: Double
}

/// A mistake in a measurement that no repetition cures.
package struct MeasurementProblem: Error, Sendable, Hashable {
    /// Stable, e.g. `measure-mixed`.
    package var code: String
    package var message: String
    package var help: String
    /// The arm it is about; nil when it is about all.
    package var subject: String?
    package var isError: Bool
}

extension MeasurementResult {
    /// The row of this name, e.g. `threads@1000`.
    package func row(_ name: String) -> MeasurementRow? { rows.first { $0.name == name } }

    /// The quotient of two rows from their rounds, whichever way is better: for values in prose and
    /// for claims. `comparisons` says how many quotients are judged together. Nil when a row is
    /// missing or a value isn't above 0. Whoever shows it has to look at ``isRefused`` first.
    package func ratio(of a: String, to b: String, comparisons: Int = 1) -> Estimate? {
        guard let a = row(a), let b = row(b) else { return nil }
        return pairedRatio(
            of: a.values, to: b.values,
            level: correctedLevel(0.95, comparisons: comparisons))
    }
}
