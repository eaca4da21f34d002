import Files
import Foundation
import Testing

@testable import Samples

/// The shim that the package manager has built beside this test bundle.
let shimPath: String = {
    let executable = realPath("/proc/self/exe") ?? ""
    let beside = parent(executable) + "/sample-shim"
    if isExecutableFile(beside) { return beside }
    var folder = parent(#filePath)
    while folder != "/" {
        let candidate = folder + "/.build/debug/sample-shim"
        if isExecutableFile(candidate) { return realPath(candidate) ?? candidate }
        folder = parent(folder)
    }
    return "sample-shim"
}()

/// A scratch folder for one test, which is removed at its end.
struct Scratch {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/samples-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    func runner(
        runtimes: [Runtime] = Runtime.defaults,
        _ adjust: (inout RunnerConfiguration) -> Void = { _ in }
    ) -> SampleRunner {
        var configuration = RunnerConfiguration(
            runtimes: runtimes, recordsDirectory: path + "/_records", contentDirectory: path,
            shimPath: shimPath)
        configuration.defaultTimeoutSeconds = 20
        // A separate lock file, so that tests don't wait for other measurements on the machine.
        configuration.machineLock = path + "/machine.lock"
        adjust(&configuration)
        return SampleRunner(configuration: configuration)
    }
}

extension Sample {
    /// Makes a sample in `Note.md` whose code begins on line 10, with the options of an info
    /// string.
    static func make(
        _ info: String, _ code: String, name: String? = nil, expects: String? = nil,
        inputs: [String: String] = [:]
    ) -> Sample {
        let (language, options, problems) = SampleOptions.parse(info: info)
        #expect(problems.isEmpty)
        return Sample(
            note: "Note.md", name: name ?? options.id ?? "sample-1", language: language, code: code,
            origin: CodeOrigin(file: "Note.md", firstLine: 10), options: options,
            inputs: inputs.mapValues { Array($0.utf8) },
            expectedOutput: expects.map { ExpectedOutput(text: $0, line: 30) })
    }
}

extension SampleResult {
    var printed: [String] { record?.output.map(\.text) ?? [] }
    var codes: [String] { problems.map(\.code) }
}

/// True if bubblewrap is installed. A test that needs it says so with `.enabled(if:)`.
let hasSandbox: Bool = isExecutableFile("/usr/bin/bwrap")

/// Returns the processes on the whole machine that have a word in their command line or
/// environment.
func processes(marked marker: String) -> [Int] {
    let ids = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap(
        Int.init)
    return ids.filter { id in
        ["cmdline", "environ"].contains { name in
            guard let bytes = readFile("/proc/\(id)/\(name)") else { return false }
            return String(decoding: bytes, as: UTF8.self).contains(marker)
        }
    }
}

/// Waits until a condition holds, for ten seconds at most.
func eventually(_ holds: () -> Bool) async -> Bool {
    for _ in 0..<200 {
        if holds() { return true }
        try? await Task.sleep(for: .milliseconds(50))
    }
    return holds()
}

/// Like ``eventually(_:)``, but without releasing its thread. It is for short-lived states of other
/// processes: if other tests occupied all threads, this test would continue too late to see them.
func soon(_ holds: () -> Bool) -> Bool {
    for _ in 0..<200 {
        if holds() { return true }
        usleep(50_000)
    }
    return holds()
}
