/// Everything that came of measuring a plan once: raw values, and what is needed to judge them.
///
/// Kept in two files. ``MeasurementDefinition`` says what was measured and is the same wherever it
/// was; the rest differs from run to run.
package struct MeasurementRecord: Sendable, Hashable {
    package var definition: MeasurementDefinition
    package var data: MeasurementData

    package init(definition: MeasurementDefinition, data: MeasurementData) {
        self.definition = definition
        self.data = data
    }

    package var name: String { definition.name }
}

/// What was measured.
package struct MeasurementDefinition: Sendable, Hashable, Codable {
    package var name: String
    /// Digest of all that the author wrote and that reaches the processes; a record with another
    /// key than its plan's is stale.
    package var key: String
    /// The names of the series, in the order of ``MeasurementData/values``.
    package var series: [Series]

    package init(name: String, key: String, series: [Series]) {
        self.name = name
        self.key = key
        self.series = series
    }
}

/// The version of the method: raised when values of before and after must not be compared.
package let measurementMethod = 1

/// The values and the conditions under which they were taken.
package struct MeasurementData: Sendable, Hashable, Codable {
    package var method: Int
    /// That of the definition these values belong to.
    package var key: String
    /// ISO 8601, UTC, to the second.
    package var date: String
    package var host: Host
    package var conditions: MachineConditions
    package var sandbox: String
    /// What each runtime says of itself, by its name.
    package var runtimeVersions: [String: String]
    /// Cores that two plain processor-bound processes got, each time they were run.
    package var canary: [Double]
    /// Of the random order, in hexadecimal: a JSON number can't hold it.
    package var seed: String
    /// Which series ran in each round, in this order. The discarded rounds are left out.
    package var order: [[Int]]
    package var values: [SeriesValues]
    /// The bootstrap's interval for each ratio, by the series' name: see
    /// ``bootstrapRatio(of:to:level:resamples:seed:)``. Kept because it takes a while to make.
    package var crossChecks: [String: Interval]
    /// Why the first attempt wasn't good enough, when this is the second.
    package var repeatedBecause: [String]
    /// What earlier measurements under this name gave, oldest first.
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
    /// Of the whole process, from its start until it was waited for.
    package var wallSeconds: [Double] = []
    package var userSeconds: [Double] = []
    package var systemSeconds: [Double] = []
    package var peakMemoryBytes: [Double] = []
    package var voluntarySwitches: [Double] = []
    package var involuntarySwitches: [Double] = []
    /// What the sample reported; empty when it reported nothing. See ``SampleNote``.
    package var regionSeconds: [Double] = []
    /// Empty when not every run said it.
    package var regionProcessorSeconds: [Double] = []
    package var regionCounts: [Double] = []
    package var reportedValues: [Double] = []
    package var reportedUnit: String?

    package init() {}
}

/// A process that ended as it should, with what it reported.
package struct MeasuredRun: Sendable, Hashable {
    package var wallSeconds: Double
    package var userSeconds: Double
    package var systemSeconds: Double
    package var peakMemoryBytes: Int
    package var voluntarySwitches: Int
    package var involuntarySwitches: Int
    package var note: SampleNote?

    package init(
        wallSeconds: Double, userSeconds: Double, systemSeconds: Double, peakMemoryBytes: Int,
        voluntarySwitches: Int, involuntarySwitches: Int, note: SampleNote?
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
