@testable import Samples

/// Plans and records that are invented for tests.
enum MeasurementFixture {
    static func arm(_ subject: String, runtime: String = "cpython") -> MeasurementPlan.Arm {
        let sample = Sample(
            note: "A.md", name: subject, language: "python", code: "pass\n",
            origin: CodeOrigin(file: "A.md", firstLine: 1), options: SampleOptions())
        return MeasurementPlan.Arm(subject: subject, runtime: runtime, sample: sample)
    }

    static func plan(
        _ subjects: [String] = ["threads", "asyncio"],
        parameters: [MeasurementPlan.Parameter] = [], better: Better = .lower,
        unit: String? = nil, baseline: String? = nil
    ) -> MeasurementPlan {
        MeasurementPlan(
            name: "spawn", arms: subjects.map { arm($0) }, parameters: parameters,
            unit: unit.map { MeasurementUnit($0) }, better: better, baseline: baseline)
    }

    static let host = Host(
        processor: "Test", cores: 2, memoryBytes: 1 << 30, kernel: "6", system: "Test")

    static var idleConditions: MachineConditions {
        MachineConditions(
            virtualisation: "none", governor: nil, usableCores: 2, loadAverages: [0, 0, 0],
            otherRunnableThreads: 0, pressure: 0, wallSeconds: 10, stealSeconds: 0, busySeconds: 9,
            ownSeconds: 8.9)
    }

    /// Makes a record with one run for each element that `runs` returns for a series.
    static func record(
        _ plan: MeasurementPlan, conditions: MachineConditions = idleConditions,
        canary: [Double] = [1.95],
        history: [PastMeasurement] = [], runs: (Series) -> [MeasuredRun]
    ) -> MeasurementRecord {
        let values = plan.series.map { series in
            var values = SeriesValues()
            for run in runs(series) { values.append(run) }
            return values
        }
        return MeasurementRecord(
            definition: MeasurementDefinition(name: plan.name, key: "k", series: plan.series),
            data: MeasurementData(
                key: "k", date: "2030-01-01T00:00:00Z", host: host, conditions: conditions,
                sandbox: "none", runtimeVersions: ["cpython": "Python 3"], canary: canary, seed: 1,
                order: [], values: values, history: history))
    }

    static func run(
        wall: Double, user: Double = 0, note: SampleReport? = nil
    ) -> MeasuredRun {
        MeasuredRun(
            wallSeconds: wall, userSeconds: user, systemSeconds: 0, peakMemoryBytes: 1 << 20,
            voluntarySwitches: 1, involuntarySwitches: 0, note: note)
    }

    /// Returns twenty values around `center`, each a little different, in an order that depends on `seed`.
    static func values(_ center: Double, spread: Double = 0.01, seed: UInt64 = 1) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return generator.shuffle((0..<20).map { center * (1 + spread * (Double($0) - 9.5) / 9.5) })
    }
}
