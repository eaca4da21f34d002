import Foundation
import Synchronization
import Testing

@testable import Samples

/// Whole measurements in the sandbox. Their results are judged by wide bounds only, because other
/// work may run at the same time.
@Suite(.enabled(if: hasSandbox, "needs bubblewrap"), .serialized)
struct MeasurementRunTests {
    static func plan(
        _ arms: [(String, String)], language: String = "python", runtime: String = "cpython",
        parameters: [MeasurementPlan.Parameter] = [], info: String = ""
    ) -> MeasurementPlan {
        MeasurementPlan(
            name: "test",
            arms: arms.map { subject, code in
                let sample = Sample.make(
                    "\(language) measure=test subject=\(subject) \(info)", code, name: subject)
                return MeasurementPlan.Arm(subject: subject, runtime: runtime, sample: sample)
            }, parameters: parameters, rounds: 6, budgetSeconds: 0.1)
    }

    static func sleeping(_ seconds: String) -> String {
        """
        import time
        from handbook import measure, param
        with measure():
            time.sleep(\(seconds) * param("n"))
        """
    }

    static let pair = plan([("short", sleeping("0.01")), ("long", sleeping("0.03"))])

    static func measure(
        _ plan: MeasurementPlan, in scratch: borrowing Scratch, policy: RunPolicy = .asNeeded
    ) async throws -> MeasurementOutcome {
        var options = MeasurementOptions()
        options.patience = .zero
        options.repeats = false
        let outcomes = try await scratch.runner().measurements(
            for: [plan], policy: policy, options: options)
        return try #require(outcomes.first)
    }

    @Test func aMeasurementIsMadeKeptAndRecalled() async throws {
        let scratch = try Scratch()
        let first = try await Self.measure(Self.pair, in: scratch)
        #expect(first.problems == [])
        #expect(first.status == .ran(reason: "it has no record"))
        let result = try #require(first.result)
        #expect(result.quantity == .region)
        // Sleeping takes at least the requested time, whatever else runs.
        #expect(try #require(result.row("short")).minimum >= 0.01)
        #expect(try #require(result.row("long")).minimum >= 0.03)
        let record = try #require(first.record)
        #expect(record.data.values.allSatisfy { $0.wallSeconds.count == record.data.order.count })
        #expect(record.data.order.count >= 6)
        #expect(record.data.order.allSatisfy { $0.sorted() == [0, 1, 2, 3] })
        #expect(record.data.canary.count == 2)
        #expect(record.data.canary.allSatisfy { $0 > 0 && $0 < 3 })
        #expect(Set(record.data.crossChecks.keys) == ["long"])
        #expect(record.data.conditions.ownSeconds > 0)
        #expect(try #require(record.data.runtimeVersions["cpython"]).hasPrefix("Python"))

        let second = try await Self.measure(Self.pair, in: scratch)
        #expect(second.status == .recalled)
        #expect(second.record == record)

        // A change of one arm makes the whole measurement stale.
        var changed = Self.pair
        changed.arms[1].sample.code += "\nprint()\n"
        let frozen = try await Self.measure(changed, in: scratch, policy: .frozen)
        #expect(frozen.problems.map(\.code) == ["sample-stale"])
        #expect(frozen.record == record)
        let third = try await Self.measure(changed, in: scratch)
        #expect(third.status == .ran(reason: "an arm has changed since it was measured"))
        let history = try #require(third.record).data.history
        #expect(history.map(\.date) == [record.data.date])
        #expect(Set(try #require(history.first).medians.keys) == ["short", "long"])

        // A change of how it is shown has no effect.
        changed.unit = MeasurementUnit("µs")
        changed.baseline = "long"
        #expect(try await Self.measure(changed, in: scratch).status == .recalled)
    }

    @Test func parametersReachTheSample() async throws {
        let scratch = try Scratch()
        let plan = Self.plan(
            [("sleep", Self.sleeping("0.004"))],
            parameters: [.init(name: "n", values: ["1", "4"])])
        let result = try #require(try await Self.measure(plan, in: scratch).result)
        #expect(result.rows.map(\.name) == ["sleep@1", "sleep@4"])
        #expect(result.rows[0].minimum >= 0.004)
        #expect(result.rows[1].minimum >= 0.016)
    }

    @Test func withoutARegionTheProcessIsMeasuredBesideAnEmptyOne() async throws {
        let scratch = try Scratch()
        let plan = Self.plan([("sleep", "import time\ntime.sleep(0.1)\n")])
        let outcome = try await Self.measure(plan, in: scratch)
        let result = try #require(outcome.result)
        #expect(result.quantity == .process)
        #expect(result.rows[0].minimum >= 0.1)
        #expect(result.nullRows.count == 1)
        #expect(result.nullRows[0].minimum < result.rows[0].minimum)
    }

    @Test(arguments: [
        ("import sys\nsys.exit(3)\n", "measure-failed", "status 3"),
        ("from handbook import report\nreport(1)\nreport(2)\n", "measure-note", "more than one"),
        ("import os\nos.write(3, b'hello\\n')\n", "measure-note", "hello"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n", "measure-failed", "signal 9"),
    ])
    func anArmThatFailsIsNamed(code: String, problem: String, words: String) async throws {
        let scratch = try Scratch()
        let outcome = try await Self.measure(
            Self.plan([("good", "pass\n"), ("bad", code)]), in: scratch)
        #expect(outcome.record == nil)
        let found = try #require(outcome.problems.first)
        #expect(found.code == problem && found.message.contains(words))
        #expect((found.file, found.line) == ("Note.md", 10))
    }

    @Test func anArmThatPrintsSomethingElseIsNotMeasured() async throws {
        let scratch = try Scratch()
        var plan = Self.plan([("a", "print('done')\n")])
        plan.arms[0].sample.expectedOutput = ExpectedOutput(text: "done", line: 30)
        let right = try await Self.measure(plan, in: scratch)
        #expect(right.problems.filter(\.isError) == [])
        plan.arms[0].sample.expectedOutput = ExpectedOutput(text: "other", line: 30)
        plan.arms[0].sample.code = "print('done', end='')\n"
        let outcome = try await Self.measure(plan, in: scratch)
        #expect(outcome.problems.filter(\.isError).map(\.code) == ["measure-output"])
    }

    /// By language, its runtime and a program that measures something.
    static let programs: [(language: String, runtime: String, code: String)] = [
        (
            "c", "gcc",
            "#include \"handbook.h\"\n#include <unistd.h>\nint main() { measure(1) usleep(9000); }"
        ),
        ("swift", "swift", "import Glibc\nmeasure { usleep(9000) }\n"),
        ("js", "node", "const { loops } = require('handbook')\nloops(() => Math.random())\n"),
        ("bash", "bash", ". ./handbook.sh\nmeasure sleep 0.009\n"),
        (
            "rust", "rustc",
            "mod handbook;\nfn main() { handbook::measure(1, || std::thread::sleep(std::time::Duration::from_millis(9))); }"
        ),
        (
            "java", "java",
            """
            public class Main {
                public static void main(String[] words) throws Exception {
                    Handbook.measure(() -> Thread.sleep(9));
                }
            }
            """
        ),
    ]

    /// `MeasurementHelperTests` names the languages that are not installed.
    @Test(arguments: programs.filter { MeasurementHelperTests.isInstalled($0.runtime) })
    func everyLanguageTakesPart(language: String, runtime: String, code: String) async throws {
        let scratch = try Scratch()
        let plan = Self.plan([("a", code)], language: language, runtime: runtime)
        let outcome = try await Self.measure(plan, in: scratch)
        #expect(outcome.problems == [])
        #expect(outcome.result?.quantity == .region)
        #expect(outcome.result?.nullRows.count == 1)
    }

    @Test func aPlanThatCannotBeMeasuredSaysWhy() async throws {
        let scratch = try Scratch()
        var plan = Self.plan([("a", "pass\n"), ("a", "pass\n")])
        plan.baseline = "b"
        plan.name = "../x"
        plan.parameters = [.init(name: "n", values: [])]
        let outcome = try await Self.measure(plan, in: scratch)
        #expect(
            outcome.problems.map(\.code) == [
                "measure-name", "measure-subject", "measure-baseline", "measure-params",
            ])
        #expect(outcome.record == nil)
        let unknown = try await Self.measure(
            Self.plan([("a", "pass\n")], runtime: "cpyton"), in: scratch)
        #expect(unknown.problems.map(\.code) == ["runtime-unknown"])
        #expect(unknown.problems.first?.help == "did you mean cpython?")
    }

    @Test func withoutASandboxNothingIsMeasured() async throws {
        let scratch = try Scratch()
        let runner = scratch.runner { $0.shimPath = "/nowhere/sample-shim" }
        let outcome = try #require(
            try await runner.measurements(for: [Self.pair], policy: .asNeeded).first)
        #expect(outcome.problems.map(\.code) == ["sandbox-missing"])
    }

    @Test("Measuring anew for a check leaves the record as it is")
    func comparedWithItsRecord() async throws {
        let scratch = try Scratch()
        let record = try #require(try await Self.measure(Self.pair, in: scratch).record)
        let anew = try await Self.measure(Self.pair, in: scratch, policy: .compare)
        #expect(anew.status == .ran(reason: "it is compared with its record"))
        #expect(anew.record == record)
        let store = MeasurementStore(recordsDirectory: scratch.path + "/_records")
        #expect(try store.read("test") == record)
    }

    @Test(
        "What more rounds can't change is said before the first round that counts",
        arguments: [
            ("measure-mixed", "import time\ntime.sleep(0.01)"),
            (
                "measure-unit",
                "from handbook import report\nreport(3, unit='KiB')"
            ),
            ("measure-short-region", "from handbook import measure\nwith measure(): pass"),
        ])
    func mistakesAreFoundFirst(code: String, other: String) async throws {
        let scratch = try Scratch()
        let base =
            code == "measure-unit"
            ? "from handbook import report\nreport(3, unit='ms')" : Self.sleeping("0.01")
        let rounds = Mutex<Set<Int>>([])
        var options = MeasurementOptions()
        options.patience = .zero
        let outcomes = try await scratch.runner().measurements(
            for: [Self.plan([("a", base), ("b", other)])], policy: .asNeeded, options: options
        ) { progress in rounds.withLock { _ = $0.insert(progress.round) } }
        let outcome = try #require(outcomes.first)
        #expect(outcome.problems.map(\.code) == [code])
        #expect(outcome.record == nil)
        #expect(rounds.withLock { $0 } == [0, 1])
    }
}
