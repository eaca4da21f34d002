import Testing

@testable import Samples

@Suite struct MeasurementPlanTests {
    @Test func seriesAreArmsAndShadowAtEachPointAndNullArms() {
        let plan = MeasurementFixture.plan(parameters: [.init(name: "n", values: ["10", "100"])])
        #expect(
            plan.series.map { "\($0.role.rawValue) \(plan.name(of: $0))" } == [
                "arm threads@10", "arm asyncio@10", "shadow threads@10",
                "arm threads@100", "arm asyncio@100", "shadow threads@100",
                "null null:cpython",
            ])
    }

    @Test func withoutParametersThereIsOnePoint() {
        let plan = MeasurementFixture.plan(baseline: "asyncio")
        #expect(
            plan.series.map { plan.name(of: $0) } == [
                "threads", "asyncio", "asyncio", "null:cpython",
            ])
    }

    @Test func theLastParameterChangesFastest() {
        let plan = MeasurementFixture.plan(
            parameters: [
                .init(name: "n", values: ["1", "2"]), .init(name: "m", values: ["a", "b"]),
            ])
        let labels = plan.series.filter { $0.subject == "asyncio" }.map(\.pointLabel)
        #expect(labels == ["1,a", "1,b", "2,a", "2,b"])
    }

    @Test func aSubjectOnTwoRuntimesIsTwoNames() {
        var plan = MeasurementFixture.plan()
        plan.arms.append(MeasurementFixture.arm("threads", runtime: "pypy"))
        let names = plan.series.filter { $0.role == .arm }.map { plan.name(of: $0) }
        #expect(names == ["threads:cpython", "asyncio", "threads:pypy"])
        #expect(plan.series.filter { $0.role == .null }.count == 2)
    }

    @Test func aPlanWithoutArmsHasNoSeries() {
        #expect(MeasurementFixture.plan([]).series.isEmpty)
    }
}

@Suite struct MeasurementScheduleTests {
    @Test func everySeriesRunsOnceInEachRound() {
        let rounds = measurementSchedule(seriesCount: 7, rounds: 20, seed: 5)
        #expect(rounds.count == 22)
        for round in rounds { #expect(round.map(\.series).sorted() == Array(0..<7)) }
        #expect(Set(rounds.map { $0.map(\.series) }).count > 15)
        let runs = rounds.joined()
        #expect(runs.allSatisfy { (0..<4096).contains($0.padding) })
        #expect(runs.allSatisfy { (0..<(1 << 32)).contains($0.hashSeed) })
        #expect(Set(runs.map(\.hashSeed)).count == runs.count)
    }

    @Test func theSeedDecidesAndALongerScheduleBeginsLikeAShorterOne() {
        let short = measurementSchedule(seriesCount: 3, rounds: 6, seed: 5)
        let long = measurementSchedule(seriesCount: 3, rounds: 40, seed: 5)
        #expect(Array(long.prefix(short.count)) == short)
        #expect(measurementSchedule(seriesCount: 3, rounds: 6, seed: 6) != short)
    }

    @Test(arguments: [
        (20, 1.0, 60.0, 20), (20, 5, 60, 12), (20, 30, 60, 6), (4, 1, 60, 6), (20, 0, 60, 20),
        (40, 2, 60, 30), (20, 1e-12, 60, 20),
    ])
    func roundsForABudget(wanted: Int, perRound: Double, budget: Double, rounds: Int) {
        #expect(
            affordableRounds(wanted: wanted, secondsPerRound: perRound, budgetSeconds: budget)
                == rounds)
    }
}

@Suite struct MeasurementNotesTests {
    static func region(_ wall: Double, _ cpu: Double?, _ count: Double) -> SampleReport {
        .region(.init(wallSeconds: wall, processorSeconds: cpu, count: count))
    }

    @Test(
        arguments: [
            ("", nil), ("\n\n", nil),
            ("region 1500000\n", region(0.0015, nil, 1)),
            ("region 1500000 -\n", region(0.0015, nil, 1)),
            ("region 1500000 3000000", region(0.0015, 0.003, 1)),
            ("region 1500000 - 1000\r\n", region(0.0015, nil, 1000)),
            ("region 1e9 2e9 4", region(1, 2, 4)),
            ("value 3.5 KiB\n", .value(3.5, unit: "KiB")),
            ("value -2\n", .value(-2, unit: "")),
            ("value 7 round trips/s\n", .value(7, unit: "round trips/s")),
        ] as [(String, SampleReport?)])
    func understood(text: String, note: SampleReport?) throws {
        #expect(try parseSampleReport(Array(text.utf8)) == note)
    }

    @Test(arguments: [
        "region", "region x", "region -5", "region 1 2 0", "region 1 2 3 4", "region nan",
        "value", "value inf s", "hello", "value 1 s\nvalue 2 s", "region 1\nvalue 1",
    ])
    func refused(text: String) {
        #expect(throws: SampleReportProblem.self) { try parseSampleReport(Array(text.utf8)) }
    }

    @Test func invalidTextIsNoCrash() {
        #expect(throws: SampleReportProblem.self) { try parseSampleReport([0xFF, 0, 0x80]) }
    }
}

@Suite struct MeasurementUnitTests {
    @Test(arguments: [
        ("us", "µs", 1e-6), ("µs", "µs", 1e-6), ("\u{3BC}s", "µs", 1e-6), ("ms", "ms", 1e-3),
        ("KiB", "KiB", 1024), ("cores", "cores", 1), ("", "", 1), ("count", "", 1),
        ("k_per_s", "k/s", 1000),
    ])
    func names(given: String, name: String, scale: Double) {
        let unit = MeasurementUnit(given)
        #expect((unit.name, unit.scale) == (name, scale))
    }

    @Test func differentDimensionsDoNotConvert() {
        #expect(MeasurementUnit("ms").dimension == MeasurementUnit("ns").dimension)
        #expect(MeasurementUnit("ms").dimension != MeasurementUnit("MiB").dimension)
        #expect(MeasurementUnit("cores").dimension != MeasurementUnit("updates").dimension)
    }

    @Test(
        arguments: [(1.5, "s"), (0.0015, "ms"), (1.5e-6, "µs"), (2e-10, "ns"), (0, nil)]
            as [(Double, String?)])
    func fitting(seconds: Double, name: String?) {
        #expect(MeasurementUnit.fitting(seconds, dimension: .time)?.name == name)
        #expect(MeasurementUnit.fitting(seconds, dimension: .other("x")) == nil)
    }
}
