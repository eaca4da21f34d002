import Foundation
import Glibc
import Testing

@testable import Samples

/// Samples that mean harm, or do it by mistake. Each ends in bounded time, is reported for what it
/// is, and leaves no process.
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

        /// It runs to its end and prints just this.
        init(_ name: String, _ code: String, info: String = "python", prints lines: String...) {
            self.init(name, code, info: info) {
                $0.ending == .exited(0) && $0.output.map(\.text) == lines
            }
        }

        /// It ends like this.
        init(_ name: String, _ code: String, info: String = "python", ends: SampleRecord.Ending) {
            self.init(name, code, info: info) { $0.ending == ends }
        }
    }

    static let cases: [Case] = exhausting + stubborn + curious + escaping + garbled

    @Test(arguments: cases)
    func itIsContained(_ item: Case) async throws {
        let result = try #require(try await Self.all.value[item.name])
        let record = try #require(result.record, "\(result.problems)")
        #expect(item.check(record), "\(record.ending) \(result.printed.prefix(20))")
        #expect(record.observation.wallSeconds < 10)
    }

    @Test(arguments: cases)
    func itIsToldOfAtTheNotesLine(_ item: Case) async throws {
        let result = try #require(try await Self.all.value[item.name])
        let ending = try #require(result.record?.ending)
        guard let (code, words) = told(of: ending) else {
            #expect(result.problems == [])
            return
        }
        #expect(result.codes == [code])
        let problem = try #require(result.problems.first)
        #expect(problem.file == "Note.md")
        #expect((10..<10 + splitLines(item.code).count).contains(problem.line), "\(problem.line)")
        #expect(problem.message.contains(words), "\(problem.message)")
    }

    /// Nil where all went as it should.
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

    @Test func noProcessIsLeft() async throws {
        _ = try await Self.all.value
        #expect(processes(marked: Self.marker) == [])
    }

    /// What control groups would count is counted without them too.
    @Test func totalsAreHeldWithoutControlGroups() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let names = [
            "a fork bomb", "memory", "memory in four processes, each below the limit",
            "threads without end",
        ]
        let cases = Self.cases.filter { names.contains($0.name) }
        let runner = scratch.runner {
            $0.usesControlGroups = false
            $0.processLimit = 100
            $0.taskLimit = 400
            $0.defaultMemoryBytes = 256 << 20
        }
        var samples = cases.enumerated().map { Sample.make("python", $1.code, name: "s\($0)") }
        // What belongs to no process would not be seen.
        samples.append(.make("python id=hidden raises=OSError", "import os\nos.memfd_create('x')"))
        let results = try await runner.results(for: samples, policy: .asNeeded)
        #expect(await runner.sandbox().level?.accounting == .watched)
        #expect(results.last?.codes == [])
        for (item, result) in zip(cases, results) {
            let record = try #require(result.record)
            #expect(item.check(record), "\(item.name): \(record.ending) \(result.printed)")
        }
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

    private static let marker = UUID().uuidString

    /// All run once, a few at a time, and the cases look at the results.
    private static let all = Task {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let samples = cases.enumerated().map { index, item in
            let limit = item.info.contains("timeout") ? "" : " timeout=8s"
            return Sample.make(
                "\(item.info)\(limit) env.MARKER=\(marker)", item.code, name: "s\(index)")
        }
        let runner = scratch.runner {
            $0.jobs = 3
            $0.processLimit = 100
            $0.taskLimit = 400
            $0.defaultMemoryBytes = 256 << 20
        }
        let results = try await runner.results(for: samples, policy: .asNeeded)
        return Dictionary(uniqueKeysWithValues: zip(cases.map(\.name), results))
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
