import Foundation
import Testing

@testable import Samples

struct RecordKeyTests {
    static let base = "python id=a"

    static func key(
        _ info: String, code: String = "print(1)\n", inputs: [String: String] = [:],
        expects: String? = nil, runtime: Runtime = .cpython
    ) -> String {
        recordKey(
            of: .make(info, code, name: "a", expects: expects, inputs: inputs), on: runtime)
    }

    @Test(arguments: [
        "python id=b", "python id=a title=\"T\"", "python id=a hide", "python id=a hide-output",
        "python id=a numbers", "python id=a {2,3}", "python id=a run", "py id=a",
        "python id=a exits=3", "python id=a raises=ValueError", "python id=a order=any",
        "python id=a runtime=cpython", "python id=a measure=m subject=s",
        "python id=a file=x.py#main",
    ])
    func whatDoesNotReachTheProcessLeavesTheKey(_ info: String) {
        #expect(Self.key(info) == Self.key(Self.base))
    }

    @Test func expectationsLeaveTheKey() {
        #expect(Self.key(Self.base, expects: "1\n") == Self.key(Self.base))
    }

    @Test func whatReachesTheProcessChangesTheKey() {
        var python = Runtime.cpython
        python.command = ["python3", "-X", "dev", "{file}"]
        let keys = [
            Self.key(Self.base),
            Self.key(Self.base, code: "print(1) # hide\n"),
            Self.key(Self.base, code: "print(1)"),
            Self.key("python id=a args=x"),
            Self.key("python id=a args=\"x y\""),
            Self.key("python id=a args=\"'x y'\""),
            Self.key("python id=a stdin=x"),
            Self.key("python id=a env.x=\"\""),
            Self.key("python id=a env.A=1"),
            Self.key("python id=a env.A=2"),
            Self.key("python id=a timeout=5s"),
            Self.key("python id=a memory=5M"),
            Self.key("python id=a trace"),
            Self.key(Self.base, inputs: ["a.csv": "1"]),
            Self.key(Self.base, inputs: ["a.csv": "2"]),
            Self.key(Self.base, inputs: ["b.csv": "1"]),
            Self.key(Self.base, inputs: ["a.csv": "1", "b.csv": "1"]),
            Self.key(Self.base, runtime: .pypy),
            Self.key(Self.base, runtime: python),
        ]
        #expect(Set(keys).count == keys.count)
    }
}

struct RecordStoreTests {
    static let host = Host(processor: "P", cores: 2, memoryBytes: 1, kernel: "6", system: "S")

    static func record(
        key: String = "k", ending: SampleRecord.Ending = .exited(0),
        output: [OutputLine] = [
            .init(stream: .output, text: "a/b \"c\" é"), .init(stream: .error, text: "\u{1B}[1mx"),
        ]
    ) -> SampleRecord {
        SampleRecord(
            key: key, runtime: "cpython", ending: ending, output: output, omittedLines: 0,
            omittedAfter: 0,
            observation: Observation(
                moments: output.map { _ in 0.25 }, wallSeconds: 0.5, userSeconds: 0.1,
                systemSeconds: 0.1, peakMemoryBytes: 1, voluntarySwitches: 1,
                involuntarySwitches: 1, runtimeVersion: "V", host: host,
                date: "2026-01-01T00:00:00Z", sandbox: "none"))
    }

    static let path = RecordPath(
        .make("python id=a", ""), runtime: "cpython", isDefaultRuntime: true)

    @Test(arguments: [
        SampleRecord.Ending.exited(0), .exited(255), .signalled(11), .timedOut(seconds: 0.5),
        .outOfMemory(limitBytes: 1 << 29), .tooMuchOutput(limitBytes: 1), .notCompiled,
        .tooManyProcesses(limit: 512),
    ])
    func whatIsSavedIsRecalled(_ ending: SampleRecord.Ending) throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let store = RecordStore(directory: scratch.path)
        let record = Self.record(ending: ending)
        try store.save(record, at: Self.path)
        guard case .record(let recalled) = store.load(Self.path) else {
            Issue.record("not recalled")
            return
        }
        #expect(recalled == record)
    }

    @Test func theOutputIsReadableAndNamesNoTimesOrHosts() throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        try RecordStore(directory: scratch.path).save(Self.record(), at: Self.path)
        let text = try String(contentsOfFile: scratch.path + "/Note/a.json", encoding: .utf8)
        #expect(
            text == """
                {
                  "ending" : "exited 0",
                  "key" : "k",
                  "output" : [
                    "a/b \\"c\\" é",
                    {
                      "error" : "\\u001b[1mx"
                    }
                  ],
                  "runtime" : "cpython"
                }

                """)
    }

    @Test(arguments: [
        ("", "it is not JSON"), ("[1, 2", "it is not JSON"), ("{}", "“key” is missing"),
        ("[1, 2]", "it must be a map"),
        (
            #"{"ending":"vanished 3","key":"k","output":[],"runtime":"r"}"#,
            "“ending” is “vanished 3”, which is not an ending"
        ),
        (
            #"{"ending":"exited 0","key":"other","output":[],"runtime":"r"}"#,
            "its output and its times are of different runs"
        ),
        (
            #"{"ending":"exited 0","key":"k","output":["a"],"runtime":"r"}"#,
            "it has 1 lines of output and 2 moments"
        ),
        (
            #"{"ending":"exited 0","key":"k","output":["a","b"],"omitted":{"afterLine":9,"lines":1},"runtime":"r"}"#,
            "“omitted.afterLine” is 9, and must be from 0 to 1"
        ),
    ])
    func aDamagedRecordIsNotUsed(_ text: String, _ why: String) throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let store = RecordStore(directory: scratch.path)
        try store.save(Self.record(), at: Self.path)
        try Data(text.utf8).write(to: URL(fileURLWithPath: scratch.path + "/Note/a.json"))
        guard case .invalid(let problem) = store.load(Self.path) else {
            Issue.record("it was used")
            return
        }
        #expect(problem.message == why)
        #expect(problem.file == "Note/a.json")
    }

    @Test func aRecordWithoutItsTimesIsMissing() throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let store = RecordStore(directory: scratch.path)
        try store.save(Self.record(), at: Self.path)
        try FileManager.default.removeItem(atPath: scratch.path + "/Note/a.times.json")
        guard case .missing = store.load(Self.path) else {
            Issue.record("it was found")
            return
        }
    }

    @Test func pruningTakesOnlyRecordsThatNobodyOwns() throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let store = RecordStore(directory: scratch.path)
        var gone = Sample.make("python id=gone", "")
        gone.note = "Deep/Folder/Gone.md"
        let gonePath = RecordPath(gone, runtime: "pypy", isDefaultRuntime: false)
        try store.save(Self.record(), at: Self.path)
        try store.save(Self.record(), at: gonePath)
        try Data().write(to: URL(fileURLWithPath: scratch.path + "/README.md"))
        #expect(
            try store.prune(keeping: [Self.path]) == [
                "Deep/Folder/Gone/gone.pypy.json", "Deep/Folder/Gone/gone.pypy.times.json",
            ])
        let left = FileManager.default.enumerator(atPath: scratch.path)?.allObjects
        #expect(
            (left?.compactMap { $0 as? String } ?? []).sorted() == [
                "Note", "Note/a.json", "Note/a.times.json", "README.md",
            ])
    }

    @Test func savingTheSameAgainWritesNothing() throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let store = RecordStore(directory: scratch.path)
        let file = scratch.path + "/Note/a.json"
        try store.save(Self.record(), at: Self.path)
        let before = try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber]
        try store.save(Self.record(), at: Self.path)
        let after = try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber]
        #expect(before as? Int == after as? Int)
    }

    @Test(arguments: [
        ("A.md", "A/s"), ("B/A.md", "B/A/s"), ("../../etc/A.md", "_/_/etc/A/s"),
        ("Odd.name.md", "Odd.name/s"),
    ])
    func recordsLieBelowTheirNotesName(_ note: String, _ stem: String) {
        var sample = Sample.make("python id=s", "")
        sample.note = note
        #expect(RecordPath(sample, runtime: "cpython", isDefaultRuntime: true).stem == stem)
        #expect(RecordPath(sample, runtime: "pypy", isDefaultRuntime: false).stem == stem + ".pypy")
    }
}

struct FreshnessTests {
    @Test func onlyTheKeyMakesARecordStale() {
        let record = RecordStoreTests.record(key: "k")
        var host = RecordStoreTests.host
        var here = Freshness.Environment(runtimeVersion: "V", host: host, sandbox: "none")
        #expect(Freshness(record, key: "k", here: here) == .fresh)
        #expect(Freshness(record, key: "other", here: here) == .stale)
        #expect(Freshness(record, key: "k", here: nil) == .fresh)
        host.cores = 8
        here.host = host
        here.runtimeVersion = "W"
        #expect(
            Freshness(record, key: "k", here: here)
                == .foreign(["runtime V, here W", "cores 2, here 8"]))
        here = Freshness.Environment(
            runtimeVersion: nil, host: RecordStoreTests.host, sandbox: nil)
        #expect(Freshness(record, key: "k", here: here) == .fresh)
    }
}

struct ShardTests {
    @Test func everySampleIsInExactlyOneShard() {
        let samples = (0..<200).map { Sample.make("python id=s\($0)", "") }
        for count in [1, 2, 3, 7] {
            let sizes = (1...count).map { index in
                samples.filter { $0.isInShard(index, of: count) }.count
            }
            #expect(sizes.reduce(0, +) == 200)
            #expect(sizes.allSatisfy { $0 > 200 / count / 2 })
        }
    }

    @Test func theArmsOfAMeasurementStayTogether() {
        let shards = (0..<20).map { arm in
            let sample = Sample.make("python id=a\(arm) measure=m subject=s\(arm)", "")
            return (1...5).filter { sample.isInShard($0, of: 5) }
        }
        #expect(Set(shards).count == 1)
    }
}
