import Foundation
import Glibc
import Testing

@testable import Samples

/// Samples that do harm on purpose or by mistake. Each one ends in bounded time, is reported
/// correctly, holds no more memory than it may, and leaves nothing behind.
@Suite(.enabled(if: hasSandbox, "needs bubblewrap"))
struct HostileTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var info: String
        var code: String
        var check: @Sendable (SampleRecord) -> Bool
        var testDescription: String { name }

        init(
            _ name: String, _ code: String, info: String = "python",
            _ check: @escaping @Sendable (SampleRecord) -> Bool
        ) {
            self.name = name
            self.info = info
            self.code = code
            self.check = check
        }

        /// The sample runs to its end and prints exactly these lines.
        init(_ name: String, _ code: String, info: String = "python", prints lines: String...) {
            self.init(name, code, info: info) {
                $0.ending == .exited(0) && $0.output.map(\.text) == lines
            }
        }

        /// The sample has this ending.
        init(_ name: String, _ code: String, info: String = "python", ends: SampleRecord.Ending) {
            self.init(name, code, info: info) { $0.ending == ends }
        }
    }

    static let cases: [Case] =
        exhausting + hiding + stubborn + curious + escaping + meddling + garbled

    static let modes = SandboxMode.allCases.filter(\.isHere)

    /// A case in one of the modes.
    struct Trial: Sendable, CustomTestStringConvertible {
        var mode: SandboxMode
        var item: Case
        var testDescription: String { "\(item.name) (\(mode.rawValue))" }
    }

    /// All cases in the first mode that can be had. The other modes differ from it in who counts memory
    /// and processes, or in whose rights the sandbox has; so they try the cases that are about this.
    /// `make sandbox-table` tries all in all.
    static func cases(in mode: SandboxMode) -> [Case] {
        if mode == modes.first || HostileTable.path != nil { return cases }
        let aboutCounting = exhausting + hiding + stubborn
        return mode.usesGroup ? escaping + curious : aboutCounting
    }

    static let trials = modes.flatMap { mode in cases(in: mode).map { Trial(mode: mode, item: $0) }
    }

    @Test func everyCaseIsTried() {
        #expect(Self.cases.count > 100)
        #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
        #expect(Set(Self.trials.map(\.item.name)) == Set(Self.cases.map(\.name)))
        #expect(Self.modes.allSatisfy { Self.cases(in: $0).count >= 20 })
    }

    @Test(arguments: trials)
    func itIsContained(_ trial: Trial) async throws {
        let item = trial.item
        let outcome = try await outcome(trial)
        let record = try #require(outcome.result.record, "\(outcome.result.problems)")
        let printed = outcome.result.printed.prefix(20)
        #expect(item.check(record), "\(record.ending) \(printed) \(outcome.result.problems)")
        #expect(record.observation.wallSeconds < 10)
        // A fork bomb is detected by its number of processes; on a busy machine, polling detects it
        // late.
        if let bytes = outcome.mostBytes, record.ending != .tooManyProcesses(limit: 100) {
            // The factor allows for growth between two checks, and for the sandbox itself.
            #expect(bytes < HostileRuns.memoryLimit * 2, "\(bytes >> 20) MiB")
        }
    }

    @Test(arguments: trials)
    func itIsToldOfAtTheNotesLine(_ trial: Trial) async throws {
        let item = trial.item
        let result = try await outcome(trial).result
        let ending = try #require(result.record?.ending)
        guard let (code, words) = told(of: ending), !item.info.contains("exits=") else {
            #expect(result.problems == [])
            return
        }
        #expect(result.codes == [code])
        let problem = try #require(result.problems.first)
        #expect(problem.file == "Note.md")
        #expect((10..<10 + splitLines(item.code).count).contains(problem.line), "\(problem.line)")
        #expect(problem.message.contains(words), "\(problem.message)")
    }

    /// Returns nil if everything was as expected.
    private func told(of ending: SampleRecord.Ending) -> (code: String, words: String)? {
        switch ending {
        case .exited(0): nil
        case .exited: ("sample-failed", "the sample failed: ")
        case .signalled: ("sample-failed", "was killed by SIG")
        case .timedOut: ("sample-timeout", "still running after")
        case .outOfMemory: ("sample-memory", "more than 256 MiB of memory")
        case .tooMuchOutput: ("sample-output", "printed more than 1 MiB")
        case .tooManyProcesses: ("sample-processes", "more than 100 processes")
        case .notCompiled: ("sample-not-compiled", "does not compile")
        }
    }

    @Test(arguments: modes)
    func nothingIsLeft(_ mode: SandboxMode) async throws {
        #expect(try await HostileRuns.shared.run(mode).leftovers == [])
    }

    // There is a test for each mode, so that a mode that is unavailable is skipped by name.
    @Test(.enabled(if: SandboxMode.rootWithGroup.isHere, "needs root and control groups"))
    func rootHasControlGroups() async throws { try await matchesItsDescription(.rootWithGroup) }

    @Test(.enabled(if: SandboxMode.rootWithout.isHere, "needs root"))
    func rootDoesWithoutControlGroups() async throws {
        try await matchesItsDescription(.rootWithout)
    }

    @Test(
        .enabled(if: SandboxMode.userWithGroup.isHere, "needs a delegated control group, or root"))
    func aUserHasADelegatedControlGroup() async throws {
        try await matchesItsDescription(.userWithGroup)
    }

    @Test func aUserDoesWithoutControlGroups() async throws {
        try await matchesItsDescription(.userWithout)
    }

    private func matchesItsDescription(_ mode: SandboxMode) async throws {
        let level = try #require(try await HostileRuns.shared.run(mode).level)
        #expect(level.isIsolated && level.filtersSystemCalls)
        #expect((level.accounting != .watched) == mode.usesGroup)
    }

    private func outcome(_ trial: Trial) async throws -> HostileRuns.Outcome {
        try #require(try await HostileRuns.shared.run(trial.mode).outcomes[trial.item.name])
    }

    @Test func abstractSocketsOfTheHostAreOutOfReach() async throws {
        let name = "samples-\(UUID().uuidString)"
        let listener = AbstractSocket(name)
        defer { close(listener.descriptor) }
        #expect(listener.isListening)
        #expect(AbstractSocket.canConnect(to: name))
        let scratch = try Scratch()
        defer { scratch.remove() }
        let code = """
            import socket
            s = socket.socket(socket.AF_UNIX)
            try: s.connect("\\0\(name)"); print("reached")
            except OSError as error: print(error.strerror)
            """
        let results = try await scratch.runner().results(
            for: [.make("python id=a", code)], policy: .asNeeded)
        #expect(results.first?.printed == ["Connection refused"])
    }
}

private struct AbstractSocket {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var isListening = false

    init(_ name: String) {
        isListening =
            Self.with(name) { bind(descriptor, $0, $1) == 0 } && listen(descriptor, 1) == 0
    }

    static func canConnect(to name: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        return with(name) { connect(descriptor, $0, $1) == 0 }
    }

    private static func with(
        _ name: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool
    ) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0[1...].copyBytes(from: name.utf8) }
        let length = MemoryLayout<sa_family_t>.size + 1 + name.utf8.count
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(length))
            }
        }
    }
}
