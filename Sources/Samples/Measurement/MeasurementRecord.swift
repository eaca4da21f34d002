/// The outcome of measuring a plan once: the raw values, and everything needed to judge them.
///
/// A record is kept in two files. ``MeasurementDefinition`` describes the measurement and is the
/// same on every machine; ``MeasurementData`` differs from run to run.
package struct MeasurementRecord: Sendable, Hashable {
    package var definition: MeasurementDefinition
    package var data: MeasurementData

    package init(definition: MeasurementDefinition, data: MeasurementData) {
        self.definition = definition
        self.data = data
    }

    package var name: String { definition.name }
}

/// Describes the measurement that a record belongs to.
package struct MeasurementDefinition: Sendable, Hashable, Codable {
    package var name: String
    /// The digest of everything that the author wrote and that reaches the processes. If it differs
    /// from the plan's key, the record is stale.
    package var key: String
    /// The series, in the order of ``MeasurementData/values``.
    package var series: [Series]

    package init(name: String, key: String, series: [Series]) {
        self.name = name
        self.key = key
        self.series = series
    }
}

/// The version of the measuring method. Raise it if new values must not be compared with old ones.
package let measurementMethod = 1

/// The values and the conditions under which they were taken.
package struct MeasurementData: Sendable, Hashable, Codable {
    package var method: Int
    /// The key of the definition that these values belong to.
    package var key: String
    /// ISO 8601, UTC, to the second.
    package var date: String
    package var host: Host
    package var conditions: MachineConditions
    package var sandbox: String
    /// The version that each runtime reports, by the runtime's name.
    package var runtimeVersions: [String: String]
    /// The number of cores that two processor-bound processes got, for each time they were run.
    package var canary: [Double]
    /// The seed of the random order, in hexadecimal because a JSON number can't hold it.
    package var seed: String
    /// The series in the order in which they ran, for each round. The discarded rounds are left
    /// out.
    package var order: [[Int]]
    package var values: [SeriesValues]
    /// The bootstrap's interval for each ratio, by the name of the series: see
    /// ``bootstrapRatio(of:to:level:resamples:seed:)``. The intervals are kept because they take
    /// long to compute.
    package var crossChecks: [String: Interval]
    /// If this is the second attempt: the reasons why the first one wasn't good enough.
    package var repeatedBecause: [String]
    /// The results of earlier measurements under this name, oldest first.
    package var history: [PastMeasurement]

    package init(
        method: Int = measurementMethod, key: String, date: String, host: Host,
        conditions: MachineConditions,
        sandbox: String, runtimeVersions: [String: String], canary: [Double], seed: UInt64,
        order: [[Int]], values: [SeriesValues], crossChecks: [String: Interval] = [:],
        repeatedBecause: [String] = [],
        history: [PastMeasurement] = []
    ) {
        self.method = method
        self.key = key
        self.date = date
        self.host = host
        self.conditions = conditions
        self.sandbox = sandbox
        self.runtimeVersions = runtimeVersions
        self.canary = canary
        self.seed = String(seed, radix: 16)
        self.order = order
        self.values = values
        self.crossChecks = crossChecks
        self.repeatedBecause = repeatedBecause
        self.history = history
    }
}

/// The raw values of one series, round by round.
package struct SeriesValues: Sendable, Hashable, Codable {
    /// Times of the whole process, from its start until it was waited for.
    package var wallSeconds: [Double] = []
    package var userSeconds: [Double] = []
    package var systemSeconds: [Double] = []
    package var peakMemoryBytes: [Double] = []
    package var voluntarySwitches: [Double] = []
    package var involuntarySwitches: [Double] = []
    /// Values that the sample reported; empty if it reported none. See ``SampleReport``.
    package var regionSeconds: [Double] = []
    /// Empty unless every run reported it.
    package var regionProcessorSeconds: [Double] = []
    package var regionCounts: [Double] = []
    package var reportedValues: [Double] = []
    package var reportedUnit: String?

    package init() {}
}

/// The resources that a process used, and its report. It has ended as expected.
package struct MeasuredRun: Sendable, Hashable {
    package var wallSeconds: Double
    package var userSeconds: Double
    package var systemSeconds: Double
    package var peakMemoryBytes: Int
    package var voluntarySwitches: Int
    package var involuntarySwitches: Int
    package var note: SampleReport?

    package init(
        wallSeconds: Double, userSeconds: Double, systemSeconds: Double, peakMemoryBytes: Int,
        voluntarySwitches: Int, involuntarySwitches: Int, note: SampleReport?
    ) {
        self.wallSeconds = wallSeconds
        self.userSeconds = userSeconds
        self.systemSeconds = systemSeconds
        self.peakMemoryBytes = peakMemoryBytes
        self.voluntarySwitches = voluntarySwitches
        self.involuntarySwitches = involuntarySwitches
        self.note = note
    }
}

extension SeriesValues {
    package mutating func append(_ run: MeasuredRun) {
        wallSeconds.append(run.wallSeconds)
        userSeconds.append(run.userSeconds)
        systemSeconds.append(run.systemSeconds)
        peakMemoryBytes.append(Double(run.peakMemoryBytes))
        voluntarySwitches.append(Double(run.voluntarySwitches))
        involuntarySwitches.append(Double(run.involuntarySwitches))
        switch run.note {
        case .region(let region):
            regionSeconds.append(region.wallSeconds)
            regionCounts.append(region.count)
            if let seconds = region.processorSeconds { regionProcessorSeconds.append(seconds) }
        case .value(let value, let unit):
            reportedValues.append(value)
            reportedUnit = unit
        case nil:
            break
        }
    }
}
