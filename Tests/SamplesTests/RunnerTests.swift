import Foundation
import Testing

@testable import Samples

@Suite(.enabled(if: hasSandbox, "needs bubblewrap"))
struct RunnerTests {
    @Test func aRecordIsRecalledUntilTheAuthorChangesWhatRuns() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let runner = scratch.runner()
        let plan = await runner.plan(for: [.make("python id=a", "print(1)")], policy: .asNeeded)
        #expect(plan.map(\.plan) == [.run(reason: "it has no record")])
        func status(_ info: String, _ code: String) async throws -> SampleResult.Status? {
            try await runner.results(for: [.make(info, code)], policy: .asNeeded).first?.status
        }
        #expect(try await status("python id=a", "print(1)") == .ran(reason: "it has no record"))
        #expect(try await status("python id=a", "print(1)") == .recalled)
        #expect(try await status("python id=a title=x hide {1}", "print(1)") == .recalled)
        #expect(
            try await status("python id=a", "print(2)")
                == .ran(reason: "it has changed since its record was made"))
        #expect(try await status("python id=a", "print(2)") == .recalled)
    }

    @Test func aRecordOfAnotherMachineIsRecalledAndSaysSo() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let samples = [Sample.make("python id=a", "print(1)")]
        _ = try await scratch.runner().results(for: samples, policy: .asNeeded)
        let file = URL(fileURLWithPath: scratch.path + "/_records/Note/a.times.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        let elsewhere = text.replacing(
            /"runtimeVersion" : "[^"]*"/, with: #""runtimeVersion" : "Python 0.1""#
        ).replacing(/\n  "digest" : "[^"]*",/, with: "")
        let output = try Data(
            contentsOf: URL(fileURLWithPath: scratch.path + "/_records/Note/a.json"))
        let sealed = RecordSeal.seal(Array(elsewhere.utf8), with: Array(output))
        try Data(sealed).write(to: file)
        let runner = scratch.runner()
        let result = try #require(
            try await runner.results(for: samples, policy: .asNeeded).first)
        guard case .foreign(let differences) = result.status else {
            Issue.record("\(result.status)")
            return
        }
        #expect(differences.count == 1)
        #expect(differences.first?.hasPrefix("runtime Python 0.1, here Python 3") == true)
        #expect(result.printed == ["1"])
        let again = try await runner.results(for: samples, policy: .rerun { _ in true })
        #expect(again.first?.status == .ran(reason: "it was asked for"))
        #expect(
            try await runner.results(for: samples, policy: .asNeeded).first?.status == .recalled)
    }

    @Test func aReplayNeedsNeitherShimNorRuntime() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let samples = [
            Sample.make("python id=a", "print(1)"), .make("python id=b", "raise ValueError"),
        ]
        let made = try await scratch.runner().results(for: samples, policy: .asNeeded)
        var nowhere = Runtime.cpython
        nowhere.program = "/nonexistent"
        let replay = scratch.runner(runtimes: [nowhere]) { $0.shimPath = "/nonexistent" }
        for policy in [RunPolicy.frozen, .asNeeded] {
            let results = try await replay.results(for: samples, policy: policy)
            #expect(results.map(\.record) == made.map(\.record))
            #expect(results.map(\.codes) == [[], ["sample-failed"]])
        }
    }

    @Test func frozenReportsWhatItMayNotRun() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let runner = scratch.runner()
        _ = try await runner.results(for: [.make("python id=a", "print(1)")], policy: .asNeeded)
        let results = try await runner.results(
            for: [
                .make("python id=a", "print(2)"), .make("python id=b", "print(3)"),
                .make("python id=c norun", "print(4)"),
            ], policy: .frozen)
        #expect(results.map(\.codes) == [["sample-stale"], ["sample-not-run"], []])
        #expect(results[0].printed == ["1"])
        #expect(results[2].status == .notRun(reason: "it is marked norun"))
    }

    @Test func onlyWhatIsSelectedRuns() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let samples = [
            Sample.make("python id=a", "print(1)"), .make("python id=b run", "print(2)"),
            .make("python id=c norun", "print(3)"),
        ]
        func printed(_ selection: SampleSelection) async throws -> [[String]] {
            let runner = scratch.runner { $0.selection = selection }
            let results = try await runner.results(for: samples, policy: .asNeeded)
            #expect(results.flatMap(\.problems) == [])
            return results.map(\.printed)
        }
        #expect(try await printed(.none) == [[], [], []])
        #expect(try await printed(.marked) == [[], ["2"], []])
        #expect(try await printed(.all) == [["1"], ["2"], []])
        #expect(try await printed(.marked) == [["1"], ["2"], []])
        #expect(try await printed(.none) == [[], [], []])
    }

    @Test func withoutASandboxNothingRuns() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let samples = [Sample.make("python id=a", "print(1)")]
        let runner = scratch.runner { $0.bubblewrap = "no-such-bubblewrap" }
        let result = try #require(try await runner.results(for: samples, policy: .asNeeded).first)
        #expect(result.record == nil)
        #expect(result.codes == ["sandbox-missing"])
        #expect(result.problems.first?.help?.contains("sudo apt install bubblewrap") == true)
        #expect(await runner.sandbox().level == nil)
    }

    @Test func unsandboxedOnlyWhenAllowedAndTheRecordSaysSo() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let runner = scratch.runner {
            $0.bubblewrap = "no-such-bubblewrap"
            $0.allowsUnsandboxed = true
        }
        let results = try await runner.results(
            for: [
                .make("python id=a stdin=x args=y", "import sys; print(input(), sys.argv[1])"),
                .make("c id=b", "#include <stdio.h>\nint main(void) { puts(\"c\"); return 3; }"),
                .make("bash id=c timeout=1s", "sleep 60 & setsid sleep 60 & sleep 60"),
            ], policy: .asNeeded)
        #expect(results.map(\.printed) == [["x y"], ["c"], []])
        #expect(results[0].record?.observation.sandbox.hasPrefix("none+") == true)
        #expect(results[1].record?.ending == .exited(3))
        #expect(results[2].record?.ending == .timedOut(seconds: 1))
    }

    @Test func compareWritesNothingAndReportsDrift() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let runner = scratch.runner()
        let steady = Sample.make("python id=steady", "print(object())\nprint('x')")
        let moody = Sample.make(
            "python id=moody", "import random\nprint('a')\nprint(random.SystemRandom().random())")
        let excused = Sample.make(
            "python id=excused", "import random\nprint(random.SystemRandom().random())",
            expects: "0.[..]\n")
        let dropped = Sample.make("python id=dropped", "print(1)")
        let samples = [steady, moody, excused]
        let made = try await runner.results(for: samples, policy: .asNeeded)
        let compared = try await runner.results(for: samples + [dropped], policy: .compare)
        #expect(
            compared.map(\.codes) == [[], ["output-drift"], [], ["sample-not-run"]])
        let notes = compared[1].problems.first?.notes ?? []
        #expect(notes.prefix(3) == ["--- recorded", "+++ now", " a"])
        #expect(compared[1].record == made[1].record)
        let after = try await runner.results(for: samples + [dropped], policy: .frozen)
        #expect(after.dropLast().map(\.record) == made.map(\.record))
        #expect(after[3].record == nil)
    }

    @Test func aDamagedRecordIsReportedAndMadeAgain() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let samples = [Sample.make("python id=a", "print(1)")]
        let runner = scratch.runner()
        _ = try await runner.results(for: samples, policy: .asNeeded)
        let file = URL(fileURLWithPath: scratch.path + "/_records/Note/a.json")
        try Data("<<<<<<< HEAD".utf8).write(to: file)
        let result = try #require(try await runner.results(for: samples, policy: .asNeeded).first)
        #expect(result.codes == ["record-invalid"])
        #expect(result.problems.first?.isError == false)
        #expect(result.status == .ran(reason: "its record can't be used"))
        #expect(result.printed == ["1"])
    }

    @Test func recordsOfSeveralMachinesAreMergedByCopying() async throws {
        let samples = (0..<4).map { Sample.make("python id=s\($0)", "print(\($0))") }
        let merged = try Scratch()
        defer { merged.remove() }
        for shard in 1...2 {
            let scratch = try Scratch()
            defer { scratch.remove() }
            let mine = samples.filter { $0.isInShard(shard, of: 2) }
            _ = try await scratch.runner().results(for: mine, policy: .asNeeded)
            let records = scratch.path + "/_records/Note"
            try FileManager.default.createDirectory(
                atPath: merged.path + "/_records/Note", withIntermediateDirectories: true)
            for name in (try? FileManager.default.contentsOfDirectory(atPath: records)) ?? [] {
                try FileManager.default.copyItem(
                    atPath: "\(records)/\(name)", toPath: "\(merged.path)/_records/Note/\(name)")
            }
        }
        let results = try await merged.runner().results(for: samples, policy: .frozen)
        #expect(results.map(\.printed) == [["0"], ["1"], ["2"], ["3"]])
    }

    @Test func eachRuntimeHasAResultAndARecord() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        var other = Runtime.cpython
        other.name = "optimised"
        other.command = ["python3", "-O", "{file}"]
        let runner = scratch.runner(runtimes: [.cpython, other])
        let samples = [
            Sample.make("python id=a runtime=cpython,optimised", "print(__debug__)"),
            .make("python id=b runtime=cpyton", "print(1)"), .make("cobol id=c", ""),
        ]
        let results = try await runner.results(for: samples, policy: .asNeeded)
        #expect(results.map(\.runtime) == ["cpython", "optimised", "cpyton", "cobol"])
        #expect(results.map(\.printed) == [["True"], ["False"], [], []])
        #expect(results[2].problems.first?.help == "did you mean cpython?")
        #expect(results[3].codes == ["runtime-unknown"])
        let files = try FileManager.default.contentsOfDirectory(
            atPath: scratch.path + "/_records/Note")
        #expect(
            files.sorted() == [
                "a.json", "a.optimised.json", "a.optimised.times.json", "a.times.json",
            ])
    }

    @Test func aCancelledRunLeavesNothing() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let runner = scratch.runner()
        let marker = UUID().uuidString
        let task = Task {
            try await runner.results(
                for: [.make("python id=a args=\(marker)", "import time; time.sleep(60)")],
                policy: .asNeeded)
        }
        #expect(await eventually { !processes(marked: marker).isEmpty })
        task.cancel()
        _ = await task.result
        #expect(await eventually { processes(marked: marker).isEmpty })
    }
}
