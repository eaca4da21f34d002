/// The statistics of a measurement's raw values. ``analyse(_:for:)`` computes it.
package struct MeasurementResult: Sendable, Hashable {
    package enum Quantity: Sendable, Hashable {
        /// The time of whole processes, from start to end.
        case process
        /// The region that the samples marked.
        case region
        /// A value that the samples reported.
        case value
    }

    package var name: String
    package var quantity: Quantity
    /// The unit in which values are shown.
    package var unit: MeasurementUnit
    package var better: Better
    /// The arms, point by point, in the plan's order.
    package var rows: [MeasurementRow]
    /// The empty programs, one for each runtime, as whole processes.
    package var nullRows: [MeasurementRow]
    /// The shadows, one for each point.
    package var shadows: [ShadowResult]
    /// Reasons to repeat the measurement. If it has been repeated already, its values are shown
    /// greyed out.
    package var refusals: [Refusal]
    /// Mistakes that the author has to fix.
    package var problems: [MeasurementProblem]
    /// The widest half-width of the compared intervals, relative to their values.
    package var widestHalfWidth: Double?
    /// The fewest cores that the canary got.
    package var canaryCores: Double?
    /// If false, the measurement supports no statement about parallelism, neither for nor against.
    package var canJudgeParallelism: Bool
    package var drifts: [RatioDrift]
    package var history: [PastMeasurement]

    /// True if the machine was too noisy for any ratio. Wide intervals alone don't count, since
    /// they show their uncertainty themselves.
    package var isRefused: Bool {
        refusals.contains { if case .wide = $0 { false } else { true } }
    }
}

/// A row of a measurement's table. Values are in base units (seconds, bytes), or in the reported
/// unit if that has no base unit.
package struct MeasurementRow: Sendable, Hashable {
    package var series: Series
    /// The row's name, e.g. `threads@1000`.
    package var name: String
    /// The values in the order of the rounds: the n-th values of two rows come from the same round.
    package var values: [Double]
    package var estimate: Estimate
    package var minimum: Double
    package var maximum: Double
    package var quartiles: Interval
    package var outlierCount: Int
    /// Nil if regions or values are measured.
    package var net: NetTime?
    /// User and system time of the measured part; nil if only a part of it is known.
    package var processorSeconds: Estimate?
    /// Processor time over wall time.
    package var coresBusy: Estimate?
    package var peakMemoryBytes: Estimate
    /// Wall time of the whole process, even if a region or value is measured.
    package var processWallSeconds: Estimate
    /// Nil for the baseline, and if no ratio may be shown.
    package var comparison: ArmComparison?
}

/// The time of a process beyond that of an empty program of its runtime.
package enum NetTime: Sendable, Hashable {
    case seconds(Estimate)
    /// The difference from the empty program is too small to measure: the author should mark a
    /// region.
    case tooShort
}

/// The comparison of an arm with the baseline at the same point.
package struct ArmComparison: Sendable, Hashable {
    /// How many times better it is than the baseline; below 1 if it is worse. The level of the
    /// interval is corrected for the number of comparisons in the table.
    package var ratio: Estimate
    package var band: Double
    package var decision: Decision
    /// The comparison in words, e.g. “7.1× faster than threads [6.8, 7.4]”.
    package var words: String
}

/// The comparison of the baseline with itself.
package struct ShadowResult: Sendable, Hashable {
    package var point: [ParameterValue]
    package var ratio: Estimate
    /// The ε that results from this for the comparisons at the same point.
    package var band: Double
}

/// A mistake in a measurement that repeating it doesn't fix.
package struct MeasurementProblem: Error, Sendable, Hashable {
    /// A stable code, e.g. `measure-mixed`.
    package var code: String
    package var message: String
    package var help: String
    /// The arm that the problem concerns; nil if it concerns all of them.
    package var subject: String?
    package var isError: Bool
}

extension MeasurementResult {
    /// Returns the row of this name, e.g. `threads@1000`.
    package func row(_ name: String) -> MeasurementRow? { rows.first { $0.name == name } }

    /// Returns the quotient of two rows, computed round by round, for values in prose and for
    /// claims; it does not depend on which direction is better. `comparisons` is the number of
    /// quotients that are judged together. Returns nil if a row is missing or a value isn't above
    /// 0. The caller must check ``isRefused`` before it shows the quotient.
    package func ratio(of a: String, to b: String, comparisons: Int = 1) -> Estimate? {
        guard let a = row(a), let b = row(b) else { return nil }
        return pairedRatio(
            of: a.values, to: b.values,
            level: correctedLevel(0.95, comparisons: comparisons))
    }
}
