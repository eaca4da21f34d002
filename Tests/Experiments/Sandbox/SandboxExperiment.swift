import ArgumentParser
import Foundation
import Samples

/// The cost of the sandbox: a program inside against the same program started by hand.
///
/// Three questions, each answered round by round in random order, with intervals:
/// - Does a program that does nothing take longer inside, by the clock that the records show?
/// - What does a build pay for such a program from start to record?
/// - What do many samples of a line each take, beyond the bare start of their interpreter?
@main struct SandboxExperiment: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "sandbox-experiment")

    @Option(help: "Rounds of the empty program.")
    var rounds = 200

    @Option(help: "Trivial samples in all.")
    var samples = 500

    @Option(help: "How many trivial samples are one round.")
    var batch = 25

    @Option(help: "Where the figures are kept, with all values.")
    var results = ".build/sandbox-experiment.json"

    func run() async throws {
        let scratch = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let (sandbox, empty) = try await emptyProgram(scratch)
        let costs = SandboxCosts(
            sandbox: sandbox, samplesPerRound: batch, emptyProgram: empty,
            trivialSamples: [
                try await trivialSamples(scratch, jobs: 1),
                try await trivialSamples(scratch, jobs: 2),
            ])
        try costs.write(to: results)
        print(costs.text)
    }

    // MARK: An empty program

    private func emptyProgram(
        _ scratch: String
    ) async throws -> (sandbox: String, costs: [SandboxCosts.Cost]) {
        let sandboxed = runner(scratch, runtimes: [.nothing])
        let bare = runner(scratch, runtimes: [.nothing], bubblewrap: "/nonexistent")
        guard let level = await sandboxed.sandbox().level, level.isIsolated else {
            throw ValidationError("there is no sandbox here whose cost could be measured")
        }
        var times: [Arm: [Double]] = [:]
        for round in -5..<rounds {
            for arm in Arm.allCases.shuffled() {
                let start = ContinuousClock.now
                var time: Double
                switch arm {
                case .byHand: time = try spawn("/usr/bin/true", [])
                case .shimAlone: time = try await wall(of: bare)
                case .inside: time = try await wall(of: sandboxed)
                case .paid:
                    _ = try await wall(of: sandboxed)
                    time = (ContinuousClock.now - start) / .seconds(1)
                }
                if round >= 0 { times[arm, default: []].append(time) }
            }
        }
        let base = times[.byHand] ?? []
        return (
            level.name,
            Arm.allCases.map { arm in
                SandboxCosts.Cost(
                    arm.rawValue, times[arm] ?? [], against: arm == .byHand ? nil : base)
            }
        )
    }

    private enum Arm: String, CaseIterable {
        case byHand = "started by hand"
        case shimAlone = "without a sandbox, by the launcher's clock"
        case inside = "in the sandbox, by the launcher's clock, as records have it"
        case paid = "in the sandbox, from request to record"
    }

    private func wall(of runner: SampleRunner) async throws -> Double {
        let sample = sample("nothing", language: "nothing", code: "")
        let results = try await runner.results(for: [sample], policy: .rerun { _ in true })
        guard let record = results.first?.record else {
            throw ValidationError("it did not run: \(results.first?.problems ?? [])")
        }
        return record.observation.wallSeconds
    }

    // MARK: Many trivial samples

    private func trivialSamples(
        _ scratch: String, jobs: Int
    ) async throws -> SandboxCosts.Batch {
        let runner = runner(scratch, runtimes: [.cpython], jobs: jobs)
        let python = await runner.runtimes().first?.executable ?? "/usr/bin/python3"
        let file = scratch + "/empty.py"
        try FileManager.default.createDirectory(
            atPath: scratch, withIntermediateDirectories: true)
        try Data("pass\n".utf8).write(to: URL(fileURLWithPath: file))
        var (bare, whole, inside): ([Double], [Double], [Double]) = ([], [], [])
        let count = max(6, samples / batch)
        for round in -1..<count {
            let group = (0..<batch).map {
                sample("j\(jobs)-\(round)-\($0)", language: "python", code: "pass")
            }
            func measureBare() throws {
                let times = try (0..<batch).map { _ in try spawn(python, [file]) }
                if round >= 0 { bare.append(times.reduce(0, +) / Double(batch)) }
            }
            func measureSamples() async throws {
                let start = ContinuousClock.now
                let results = try await runner.results(for: group, policy: .asNeeded)
                let time = (ContinuousClock.now - start) / .seconds(1)
                guard round >= 0 else { return }
                whole.append(time / Double(batch))
                let walls = results.compactMap { $0.record?.observation.wallSeconds }
                inside.append(walls.reduce(0, +) / Double(batch))
            }
            if Bool.random() {
                try measureBare()
                try await measureSamples()
            } else {
                try await measureSamples()
                try measureBare()
            }
        }
        return SandboxCosts.Batch(
            samples: count * batch, atATime: jobs,
            costs: [
                SandboxCosts.Cost("the interpreter, started by hand", bare, against: nil),
                SandboxCosts.Cost("the sample, by its own clock", inside, against: bare),
                SandboxCosts.Cost("a sample's share of the whole", whole, against: bare),
            ])
    }
}

extension SandboxExperiment {
    private func runner(
        _ scratch: String, runtimes: [Runtime], jobs: Int = 1, bubblewrap: String = "bwrap"
    ) -> SampleRunner {
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let shim = program.deletingLastPathComponent().path + "/sample-shim"
        var configuration = RunnerConfiguration(
            runtimes: runtimes, recordsDirectory: scratch + "/_records",
            contentDirectory: scratch, shimPath: shim)
        configuration.jobs = jobs
        configuration.bubblewrap = bubblewrap
        configuration.allowsUnsandboxed = true
        return SampleRunner(configuration: configuration)
    }

    private func sample(_ name: String, language: String, code: String) -> Sample {
        Sample(
            note: "Note.md", name: name, language: language, code: code,
            origin: CodeOrigin(file: "Note.md", firstLine: 1), options: SampleOptions())
    }

    /// Seconds from just before the start of a program to its end.
    private func spawn(_ program: String, _ arguments: [String]) throws -> Double {
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var process = pid_t()
        var status: Int32 = 0
        let start = ContinuousClock.now
        guard posix_spawn(&process, program, nil, nil, &words, &environment) == 0 else {
            throw ValidationError("\(program) can't be started")
        }
        guard waitpid(process, &status, 0) == process, status == 0 else {
            throw ValidationError("\(program) failed")
        }
        return (ContinuousClock.now - start) / .seconds(1)
    }
}

extension Runtime {
    /// Does nothing at all, whatever the code.
    fileprivate static let nothing = Runtime(
        name: "nothing", languages: ["nothing"], command: ["/usr/bin/true"],
        fileName: "main.txt", versionCommand: [], comment: "#", aptPackage: "coreutils")
}
