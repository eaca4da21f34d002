import Foundation
import Testing

@testable import Samples

/// Measures the overhead of the sandbox. It is a report to read and not a bound, since the machine
/// is shared.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["MEASURE"] != nil, "set MEASURE=1"))
struct OverheadTests {
    @Test func twoHundredTrivialSamples() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let runner = scratch.runner()
        _ = await runner.sandbox()
        _ = await runner.runtimes()
        let samples = (0..<200).map { Sample.make("python id=s\($0)", "pass # \($0)") }
        let clock = ContinuousClock()
        let ran = clock.now
        let results = try await runner.results(for: samples, policy: .asNeeded)
        let recalled = clock.now
        _ = try await runner.results(for: samples, policy: .asNeeded)
        let frozen = clock.now
        _ = try await runner.results(for: samples, policy: .frozen)
        let end = clock.now
        let inside = results.compactMap { $0.record?.observation.wallSeconds }.sorted()
        print("200 samples, 2 jobs: ran in \(recalled - ran), inside \(inside.reduce(0, +) / 2) s")
        print(
            "median inside \(inside[100]) s; recalled in \(frozen - recalled), frozen \(end - frozen)"
        )
    }

    @Test func aTrivialSampleAgainstABareStart() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let runner = scratch.runner { $0.jobs = 1 }
        let statuses = await runner.runtimes()
        let python = try #require(statuses.first?.executable)
        var bare: [Double] = []
        var sandboxed: [Double] = []
        let clock = ContinuousClock()
        for round in 0..<40 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: python)
            process.arguments = ["-c", "pass"]
            let start = clock.now
            try process.run()
            process.waitUntilExit()
            let middle = clock.now
            bare.append((middle - start) / .milliseconds(1))
            _ = try await runner.results(
                for: [.make("python id=s\(round)", "pass")], policy: .rerun { _ in true })
            sandboxed.append((clock.now - middle) / .milliseconds(1))
        }
        print("bare start \(bare.sorted()[20]) ms, sample \(sandboxed.sorted()[20]) ms")
    }
}
