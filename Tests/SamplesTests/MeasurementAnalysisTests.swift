import Foundation
import Testing

@testable import Samples

@Suite struct MeasurementAnalysisTests {
    typealias Fixture = MeasurementFixture

    /// Whole processes: an empty one takes 10 ms, threads take 100 ms, and asyncio takes the given
    /// times.
    static func processes(asyncio: Double, spread: Double = 0.01) -> (Series) -> [MeasuredRun] {
        { series in
            let center = series.role == .null ? 0.01 : series.subject == "threads" ? 0.1 : asyncio
            let seed = (series.role.rawValue + series.subject).utf8.reduce(0) {
                $0 &* 31 &+ UInt64($1)
            }
            return Fixture.values(center, spread: spread, seed: seed)
                .map { Fixture.run(wall: $0, user: $0 / 2) }
        }
    }

    @Test func aClearDifferenceIsSaidInWords() throws {
        let plan = Fixture.plan()
        let result = analyse(Fixture.record(plan, runs: Self.processes(asyncio: 0.05)), for: plan)
        #expect(result.refusals.isEmpty && result.problems.isEmpty)
        #expect(result.quantity == .process)
        #expect(result.rows.map(\.name) == ["threads", "asyncio"])
        #expect(result.nullRows.map(\.name) == ["null:cpython"])
        #expect(result.rows[0].comparison == nil)
        let comparison = try #require(result.rows[1].comparison)
        #expect(comparison.decision == .faster)
        #expect(abs(comparison.ratio.value - 2) < 0.03)
        #expect(comparison.words.hasPrefix("2.0"))
        #expect(comparison.words.contains("× faster than threads ["))
        #expect(result.unit.name == "ms")
        let net = try #require(result.rows[1].net)
        guard case .seconds(let seconds) = net else { return #expect(Bool(false)) }
        #expect(abs(seconds.value - 0.04) < 0.001)
        #expect(abs(try #require(result.rows[0].coresBusy).value - 0.5) < 0.001)
        #expect(abs(try #require(result.ratio(of: "threads", to: "asyncio")).value - 2) < 0.03)
        #expect(result.ratio(of: "threads", to: "nobody") == nil)
    }

    @Test func equalArmsAreTheSame() throws {
        let plan = Fixture.plan()
        let result = analyse(Fixture.record(plan, runs: Self.processes(asyncio: 0.1)), for: plan)
        #expect(try #require(result.rows[1].comparison).decision == .same)
    }

    @Test func higherIsBetterInvertsTheRatio() throws {
        let plan = Fixture.plan(better: .higher)
        let record = Fixture.record(plan) { series in
            Fixture.values(series.subject == "threads" ? 10 : 30).map {
                Fixture.run(wall: 0.1, note: .value($0, unit: "items"))
            }
        }
        let result = analyse(record, for: plan)
        #expect(result.problems.isEmpty)
        #expect(try #require(result.rows[1].comparison).words.contains("× more than threads"))
    }

    @Test func reportedUnitsAreConverted() throws {
        let plan = Fixture.plan(unit: "ms")
        let record = Fixture.record(plan) { series in
            let inSeconds = series.subject == "threads"
            return Fixture.values(inSeconds ? 0.002 : 1).map {
                Fixture.run(wall: 0.1, note: .value($0, unit: inSeconds ? "s" : "ms"))
            }
        }
        let result = analyse(record, for: plan)
        #expect(result.problems.isEmpty)
        #expect(abs(try #require(result.rows[1].comparison).ratio.value - 2) < 0.05)
        #expect(try #require(result.rows[1].comparison).words.contains("faster"))
    }

    @Test func aValueWithoutUnitIsInTheMeasurementsOwn() {
        let plan = Fixture.plan(["threads"], unit: "KiB")
        let record = Fixture.record(plan) { _ in
            Fixture.values(3).map { Fixture.run(wall: 0.1, note: .value($0, unit: "")) }
        }
        let result = analyse(record, for: plan)
        #expect(result.problems.isEmpty)
        #expect(result.unit.name == "KiB")
        #expect(abs(result.rows[0].estimate.value - 3 * 1024) < 1)
    }

    @Test func regionsCountPerRepetition() throws {
        let plan = Fixture.plan(["threads"])
        let record = Fixture.record(plan) { series in
            Fixture.values(0.5).map {
                let region = SampleReport.Region(
                    wallSeconds: $0, processorSeconds: $0 * 1.5, count: 1000)
                return Fixture.run(wall: 1, note: series.role == .null ? nil : .region(region))
            }
        }
        let result = analyse(record, for: plan)
        #expect(result.quantity == .region)
        #expect(result.unit.name == "µs")
        #expect(abs(result.rows[0].estimate.value - 0.0005) < 1e-6)
        #expect(abs(try #require(result.rows[0].coresBusy).value - 1.5) < 1e-9)
        #expect(result.rows[0].net == nil)
        #expect(abs(result.rows[0].processWallSeconds.value - 1) < 1e-9)
    }

    @Test(arguments: [
        (
            "measure-mixed",
            [SampleReport.region(.init(wallSeconds: 0.1, processorSeconds: nil, count: 1)), nil]
        ),
        ("measure-mixed", [.value(1, unit: "s"), nil]),
        ("measure-unit", [.value(1, unit: "s"), .value(1, unit: "KiB")]),
        ("measure-unit", [.value(1, unit: "items"), .value(1, unit: "items")]),
        (
            "measure-short-region",
            [
                SampleReport.region(.init(wallSeconds: 1e-5, processorSeconds: nil, count: 1)),
                .region(.init(wallSeconds: 0.1, processorSeconds: nil, count: 1)),
            ]
        ),
    ])
    func whatCannotBeComparedIsAnError(code: String, notes: [SampleReport?]) {
        let plan = Fixture.plan(unit: "s")
        let record = Fixture.record(plan) { series in
            Fixture.values(0.1).map {
                Fixture.run(wall: $0, note: notes[series.subject == "threads" ? 0 : 1])
            }
        }
        let result = analyse(record, for: plan)
        #expect(result.problems.filter(\.isError).map(\.code) == [code])
        #expect(result.rows.allSatisfy { $0.comparison == nil })
    }

    @Test func aProcessHardlyLongerThanAnEmptyOneIsTooShort() {
        let plan = Fixture.plan()
        let result = analyse(Fixture.record(plan, runs: Self.processes(asyncio: 0.011)), for: plan)
        #expect(result.problems.map(\.code) == ["measure-too-short"])
        #expect(result.rows[1].net == .tooShort)
    }

    static let disturbances: [(String, @Sendable (inout MachineConditions) -> Void)] = [
        ("hypervisor", { $0.stealSeconds = 0.4 }),
        ("other work", { $0.ownSeconds = 7.9 }),
        ("waited", { $0.pressure = 0.06 }),
        ("threads wanted", { $0.otherRunnableThreads = 1 }),
    ]

    @Test(arguments: [0, 1, 2, 3])
    func aDisturbedMachineGivesNoRatio(index: Int) throws {
        let (word, disturb) = Self.disturbances[index]
        var conditions = Fixture.idleConditions
        disturb(&conditions)
        let plan = Fixture.plan()
        let record = Fixture.record(
            plan, conditions: conditions, runs: Self.processes(asyncio: 0.05))
        let result = analyse(record, for: plan)
        #expect(result.isRefused)
        #expect(result.rows.allSatisfy { $0.comparison == nil })
        #expect(result.rows[1].estimate.interval != nil)
        #expect(try #require(result.refusals.first).description.contains(word))
    }

    @Test func aBaselineThatDiffersFromItselfIsRefused() {
        let plan = Fixture.plan()
        let record = Fixture.record(plan) { series in
            let center = series.role == .shadow ? 0.12 : 0.1
            return Fixture.values(center, seed: UInt64(series.subject.utf8.count))
                .map { Fixture.run(wall: $0) }
        }
        let result = analyse(record, for: plan)
        #expect(result.isRefused)
        #expect(result.shadows.count == 1)
        guard case .shadowDiffers = result.refusals.first else {
            return #expect(Bool(false), "\(result.refusals)")
        }
    }

    @Test func wideIntervalsAreReportedButDoNotHideAClearDifference() throws {
        let plan = Fixture.plan()
        let record = Fixture.record(plan, runs: Self.processes(asyncio: 0.02, spread: 0.4))
        let result = analyse(record, for: plan)
        #expect(result.refusals == [.wide(["asyncio"])])
        #expect(!result.isRefused)
        #expect(try #require(result.rows[1].comparison).decision == .faster)
    }

    @Test func moreComparisonsNeedAStricterLevel() throws {
        func width(_ subjects: [String]) throws -> Double {
            let plan = Fixture.plan(subjects)
            let record = Fixture.record(plan) { series in
                Fixture.values(0.1, spread: 0.05, seed: UInt64(series.subject.utf8.count))
                    .map { Fixture.run(wall: $0) }
            }
            let rows = analyse(record, for: plan).rows
            return try #require(rows[1].comparison?.ratio.interval).halfWidth
        }
        #expect(try width(["a", "bb", "ccc", "dddd", "eeeee", "ffffff"]) > width(["a", "bb"]))
    }

    @Test func tooFewRoundsGiveNoDecision() throws {
        let plan = Fixture.plan()
        let record = Fixture.record(plan) { _ in
            [0.1, 0.1, 0.1, 0.1, 0.11].map { Fixture.run(wall: $0) }
        }
        let result = analyse(record, for: plan)
        #expect(try #require(result.rows[1].comparison).decision == .tooFew)
        #expect(result.rows[1].estimate.interval == nil)
    }

    @Test(arguments: [([1.95, 1.6], true), ([1.95, 1.4], false), ([], false)])
    func theCanaryDecidesAboutParallelism(canary: [Double], can: Bool) {
        let plan = Fixture.plan()
        let record = Fixture.record(plan, canary: canary, runs: Self.processes(asyncio: 0.05))
        #expect(analyse(record, for: plan).canJudgeParallelism == can)
    }

    @Test func aRatioThatMovedIsReported() throws {
        func past(_ ratio: Double, _ date: String) -> PastMeasurement {
            PastMeasurement(
                date: date, host: Fixture.host, runtimeVersions: [:], medians: [:],
                ratios: [
                    "asyncio": Estimate(
                        value: ratio, interval: Interval(lower: ratio - 0.1, upper: ratio + 0.1),
                        coverage: 0.959, count: 20)
                ])
        }
        let plan = Fixture.plan()
        func drifts(_ history: [PastMeasurement]) -> [RatioDrift] {
            let record = Fixture.record(
                plan, history: history, runs: Self.processes(asyncio: 0.05))
            return analyse(record, for: plan).drifts
        }
        #expect(drifts([]).isEmpty)
        #expect(drifts([past(2.05, "a")]).isEmpty)
        // It lies beyond both intervals, but by less than a tenth.
        #expect(drifts([past(2.17, "a")]).isEmpty)
        let drift = try #require(drifts([past(2.5, "a"), past(3, "b")]).first)
        #expect((drift.series, drift.date, drift.before.value) == ("asyncio", "b", 3))
        // One of the last three agrees; a fourth is not considered.
        #expect(drifts([past(2, "a"), past(3, "b"), past(3, "c")]).isEmpty)
        #expect(!drifts([past(2, "a"), past(3, "b"), past(3, "c"), past(3, "d")]).isEmpty)
        let entry = summary(
            of: Fixture.record(plan, runs: Self.processes(asyncio: 0.05)), for: plan)
        #expect(Set(entry.medians.keys) == ["threads", "asyncio"])
        #expect(Set(entry.ratios.keys) == ["asyncio"])
    }

    @Test func seriesThatTheRecordDoesNotHaveAreLeftOut() {
        let plan = Fixture.plan()
        let record = Fixture.record(plan, runs: Self.processes(asyncio: 0.05))
        let wider = Fixture.plan(["threads", "asyncio", "trio"])
        #expect(analyse(record, for: wider).rows.map(\.name) == ["threads", "asyncio"])
        #expect(analyse(record, for: Fixture.plan([])).rows.isEmpty)
    }

    @Test(
        "A ratio has moved if its interval and that of the record have nothing in common",
        arguments: [
            (0.05, 0.05, false), (0.05, 0.0505, false), (0.05, 0.06, true), (0.06, 0.05, true),
        ])
    func ratiosMeasuredAnew(old: Double, new: Double, hasMoved: Bool) {
        let plan = Fixture.plan()
        let problems = movedRatios(
            Fixture.record(plan, runs: Self.processes(asyncio: old)),
            Fixture.record(plan, runs: Self.processes(asyncio: new)), plan)
        #expect(problems.map(\.code) == (hasMoved ? ["measure-moved"] : []))
        #expect(problems.allSatisfy { !$0.isError && $0.message.contains("in its record") })
        // Nothing is compared with what a busy machine measured.
        var busy = Fixture.idleConditions
        busy.busySeconds = 20
        let noisy = Fixture.record(plan, conditions: busy, runs: Self.processes(asyncio: new))
        let quiet = Fixture.record(plan, runs: Self.processes(asyncio: old))
        #expect(movedRatios(quiet, noisy, plan) == [])
    }

    @Test(
        "A refusal names the value that would have been good enough",
        arguments: [
            (Refusal.steal(part: 0.05), "the hypervisor took away 5 % of the time (at most 3 %)"),
            (.otherWork(cores: 0.346), "other work kept 0.35 cores busy (at most 0.1)"),
            (
                .pressure(part: 0.2),
                "before the start, something waited for the processor 20 % of the time (at most 5 %)"
            ),
            (
                .runnableThreads(3),
                "before the start, 3 other threads wanted the processor (fewer than 1)"
            ),
        ])
    func refusalsNameTheirLimit(refusal: Refusal, text: String) {
        #expect(refusal.description == text)
    }
}
