import Foundation
import Testing

@testable import Samples

@Suite struct MeasurementStoreTests {
    let root = NSTemporaryDirectory() + "store-\(UUID().uuidString)"

    static func record() -> (MeasurementPlan, MeasurementRecord) {
        let plan = MeasurementFixture.plan()
        let record = MeasurementFixture.record(plan) { series in
            MeasurementFixture.values(series.role == .null ? 0.01 : 0.1)
                .map { MeasurementFixture.run(wall: $0, note: .value($0, unit: "a \"b\" [1, 2]")) }
        }
        return (plan, record)
    }

    @Test func aWrittenRecordIsReadBack() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = MeasurementStore(recordsDirectory: root)
        #expect(try store.read("spawn") == nil)
        let (_, record) = Self.record()
        try store.write(record)
        #expect(try store.read("spawn") == record)
        #expect(store.names() == ["spawn"])

        // Writing it again gives the same bytes.
        let path = root + "/_measurements/spawn.times.json"
        let first = FileManager.default.contents(atPath: path)
        try store.write(record)
        #expect(FileManager.default.contents(atPath: path) == first)
        try store.remove("spawn")
        #expect(store.names().isEmpty)
    }

    @Test func aSeriesIsOneLine() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        try MeasurementStore(recordsDirectory: root).write(Self.record().1)
        let text = try String(
            contentsOfFile: root + "/_measurements/spawn.times.json", encoding: .utf8)
        let line = try #require(
            text.split(separator: "\n").first { $0.contains("wallSeconds\" : [") })
        #expect(line.split(separator: ",").count >= 20)
        #expect(line.contains("]"))
    }

    @Test func halvesThatDoNotBelongTogetherAreNoRecord() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = MeasurementStore(recordsDirectory: root)
        var (_, record) = Self.record()
        try store.write(record)
        record.data.key = "another"
        try store.write(record)
        #expect(try store.read("spawn") == nil)
    }

    @Test func anInvalidFileIsReportedWithItsPath() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = MeasurementStore(recordsDirectory: root)
        try store.write(Self.record().1)
        try Data("{".utf8).write(to: URL(fileURLWithPath: root + "/_measurements/spawn.json"))
        let error = #expect(throws: InvalidRecord.self) { try store.read("spawn") }
        #expect(try #require(error).file == "_measurements/spawn.json")
    }

    @Test(arguments: [
        ("spawn-10k", true), ("A_b", true), ("", false), ("../x", false), ("a/b", false),
        ("a.times", false), ("ü", false), ("pool.rt", true), (".a", false), ("a..b", false),
    ])
    func namesForFiles(name: String, isValid: Bool) throws {
        #expect(isMeasurementName(name) == isValid)
        #expect(try MeasurementStore(recordsDirectory: root).read(name) == nil)
    }

    @Test(arguments: [
        ("[\n 1,\n 2\n]", "[1, 2]"), ("[ ]", "[]"), ("[\n [\n 1 ] ]", "[\n [1] ]"),
        (#"["[ 1, 2 ]"]"#, #"["[ 1, 2 ]"]"#), (#"{"a\"[ 1 ]": [ 1 ]}"#, #"{"a\"[ 1 ]": [1]}"#),
        ("[ {\"a\": [ -1.5e-7 ] } ]", "[ {\"a\": [-1.5e-7] } ]"), ("[ 1", "[ 1"),
    ])
    func plainArraysCollapse(json: String, collapsed: String) {
        #expect(
            String(decoding: collapsingPlainArrays(Array(json.utf8)), as: UTF8.self) == collapsed)
    }
}
