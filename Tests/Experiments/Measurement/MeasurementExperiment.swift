import ArgumentParser
import Foundation
import Samples

/// How often a measurement says what isn't so, and how often it finds what is.
///
/// A program is measured against itself (A/A), and against one that does ten per cent more (A/B),
/// each as the site would do it: own process, sandbox, rounds, shadow arm, repetition, refusal.
/// Aims, for a quiet machine: a difference is claimed in at most 2 % of the first, and found in at
/// least 75 % of the second.
///
/// Every trial is added to the results file as it ends, so that the experiment can be stopped and
/// taken up again.
@main struct MeasurementExperiment: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "measurement-experiment")

    @Option(help: "Trials of each kind, those in the results file included.")
    var trials = 200

    @Option(help: "Begin no further trial after so many minutes.")
    var minutes = 60.0

    @Option(help: "c: processes of a few milliseconds; python: as most samples are.")
    var language = "c"

    @Option(help: "What the slower program does more, in per cent.")
    var slowdown = 10

    @Option(help: "Where each trial's result is kept, one JSON object a line.")
    var results = ".build/measurement-experiment.jsonl"

    @Option(help: "Wait so many seconds for a quiet machine before each measurement.")
    var patience = 10.0

    @Flag(help: "Don't repeat a measurement that was too noisy, as the site would.")
    var once = false

    @Flag(help: "Only sum up what the results file holds.")
    var summary = false

    func run() async throws {
        let kinds = [Trial.Kind.same, .slower]
        var done = try Trial.read(results)
        let deadline = ContinuousClock.now + .seconds(minutes * 60)
        // In turn, so that an experiment that is stopped has as many of each.
        while !summary, ContinuousClock.now < deadline {
            let counts = kinds.map { kind in done.count { $0.kind == kind && $0.matches(self) } }
            guard let fewest = counts.min(), fewest < trials,
                let kind = zip(kinds, counts).first(where: { $0.1 == fewest })?.0
            else { break }
            let trial = try await Trial.run(kind, of: self)
            try trial.append(to: results)
            done.append(trial)
            print("\(fewest + 1)/\(trials) \(trial.line)")
            fflush(nil)
        }
        for kind in kinds {
            print(report(done.filter { $0.kind == kind && $0.matches(self) }, kind: kind))
        }
    }

    private func report(_ trials: [Trial], kind: Trial.Kind) -> String {
        let claims = trials.count { $0.decision == "faster" || $0.decision == "slower" }
        let words = ["faster", "slower", "same", "noMeasurableDifference", "tooFew", "refused"]
        let counts = words.compactMap { word -> String? in
            let count = trials.count { $0.decision == word }
            return count == 0 ? nil : "\(word) \(count)"
        }
        let title =
            switch kind {
            case .same: "against itself: a difference is claimed in"
            case .slower: "against one \(slowdown) % slower: the difference is found in"
            }
        let found = kind == .same ? claims : trials.count { $0.decision == "slower" }
        let judged = trials.count { $0.decision != "refused" }
        let bare = trials.count {
            (kind == .same ? ["faster", "slower"] : ["slower"]).contains($0.bareDecision)
        }
        let widths = SortedValues(trials.compactMap(\.halfWidth))?.median
        return """
            \(title) \(found) of \(trials.count) (\(share(found, of: trials.count))); \
            of the \(judged) that were not refused: \(share(found, of: judged))
              \(counts.joined(separator: ", "))
              without any refusal it would have been \(bare) (\(share(bare, of: trials.count)))
              measured twice \(trials.count { $0.isRepeated }); \
            median half-width \(widths.map { percent($0) } ?? "unknown")
            """
    }

    private func share(_ part: Int, of whole: Int) -> String {
        whole == 0 ? "–" : percent(Double(part) / Double(whole))
    }
}

/// One measurement of two programs.
struct Trial: Codable {
    enum Kind: String, Codable { case same, slower }

    var kind: Kind
    var language: String
    var slowdown: Int
    var decision: String
    /// The verdict that would have been given had nothing been refused.
    var bareDecision: String
    var ratio: Double?
    var lower: Double?
    var upper: Double?
    var rounds: Int
    var isRepeated: Bool
    var refusals: [String]
    /// Cores that other work had meanwhile, and that the canary got.
    var otherCores: Double
    var steal: Double
    var canary: Double?
    var seconds: Double

    var halfWidth: Double? {
        guard let ratio, let lower, let upper else { return nil }
        return (upper - lower) / 2 / ratio
    }

    var line: String {
        let interval =
            if let lower, let upper { String(format: "[%.3f, %.3f]", lower, upper) } else { "" }
        let reasons = refusals.isEmpty ? "" : " (\(refusals.joined(separator: "; ")))"
        return "\(kind.rawValue): \(decision) \(interval) n=\(rounds)\(isRepeated ? " twice" : "")"
            + String(format: " other=%.2f %.1f s", otherCores, seconds) + reasons
    }

    func matches(_ experiment: MeasurementExperiment) -> Bool {
        language == experiment.language && (kind == .same || slowdown == experiment.slowdown)
    }

    static func read(_ path: String) throws -> [Trial] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return try text.split(separator: "\n").map {
            try JSONDecoder().decode(Trial.self, from: Data($0.utf8))
        }
    }

    func append(to path: String) throws {
        let line = try JSONEncoder().encode(self) + Data("\n".utf8)
        if !FileManager.default.fileExists(atPath: path) {
            try line.write(to: URL(fileURLWithPath: path))
            return
        }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: line)
    }
}

extension Trial {
    static func run(_ kind: Kind, of experiment: MeasurementExperiment) async throws -> Trial {
        let program = Program(language: experiment.language)
        let more = kind == .slower ? experiment.slowdown : 0
        let plan = MeasurementPlan(
            name: "experiment",
            arms: [
                program.arm("first", percent: 100), program.arm("second", percent: 100 + more),
            ])
        let scratch = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let runner = SampleRunner(
            configuration: RunnerConfiguration(
                runtimes: Runtime.defaults, recordsDirectory: scratch, contentDirectory: scratch,
                shimPath: shimPath))
        let start = ContinuousClock.now
        var options = MeasuringOptions()
        options.patience = .seconds(experiment.patience)
        options.repeats = !experiment.once
        let outcomes = try await runner.measurements(
            for: [plan], policy: .asNeeded, options: options)
        guard let outcome = outcomes.first, let record = outcome.record,
            let result = outcome.result, let row = result.row("second")
        else {
            throw ValidationError(
                outcomes.flatMap(\.problems).map(\.message).joined(separator: "\n"))
        }
        let comparison = row.comparison
        let ratio = result.ratio(of: "first", to: "second")
        return Trial(
            kind: kind, language: experiment.language, slowdown: experiment.slowdown,
            decision: comparison?.decision.rawValue ?? "refused",
            bareDecision: ratio.map {
                decide($0, band: result.shadows.first?.band ?? smallestBand).rawValue
            } ?? "none",
            ratio: ratio?.value, lower: ratio?.interval?.lower, upper: ratio?.interval?.upper,
            rounds: row.values.count,
            isRepeated: !record.data.repeatedBecause.isEmpty,
            refusals: result.refusals.map(\.description),
            otherCores: record.data.conditions.otherCores,
            steal: record.data.conditions.stealPart, canary: result.canaryCores,
            seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    /// The shim lies beside this program.
    private static var shimPath: String {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return program.deletingLastPathComponent().appendingPathComponent("sample-shim").path
    }
}

/// Something that keeps one core busy for about ten milliseconds.
private struct Program {
    var language: String

    func arm(_ subject: String, percent: Int) -> MeasurementPlan.Arm {
        let isC = language == "c"
        let code =
            isC
            ? """
            #include "handbook.h"
            int main(void) {
                volatile unsigned value = 1;
                measure(1) for (int i = 0; i < \(percent * 100_000); i++) value = value * 31 + 7;
            }
            """
            : """
            from handbook import measure
            with measure():
                value = 1
                for i in range(\(percent * 1500)):
                    value = value * 31 & 0xffff
            """
        var options = SampleOptions()
        options.measure = "experiment"
        options.subject = subject
        let sample = Sample(
            note: "Experiment.md", name: subject, language: isC ? "c" : "python", code: code,
            origin: CodeOrigin(file: "Experiment.md", firstLine: 1), options: options)
        return MeasurementPlan.Arm(
            subject: subject, runtime: isC ? "gcc" : "cpython", sample: sample)
    }
}
