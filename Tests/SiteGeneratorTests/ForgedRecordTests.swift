import Foundation
import Markdown
import MarkupCheck
import Testing

@testable import Basics
@testable import Evidence
@testable import Samples
@testable import SiteGenerator
@testable import Vault

/// Records are committed, merged by hand, and may come from anyone: each field of each kind is put
/// through everything that it should not be.
struct ForgedRecordTests {
    static let path = RecordPath(sample, runtime: "cpython", isDefaultRuntime: true)

    static let sample = Sample(
        note: "A.md", name: "s", language: "python", code: "print(1)\n",
        origin: CodeOrigin(file: "A.md", firstLine: 3), options: SampleOptions(),
        expectedOutput: ExpectedOutput(text: "one\n", line: 9))

    @Test("What is good is used, and shown without harm")
    func good() throws {
        let (output, times) = (ForgedJSON.output, ForgedJSON.times)
        let record = try Self.record(output, times)
        #expect(Self.problem(showing: record) == nil)
        let measured = try Self.measurement(ForgedJSON.definition, ForgedJSON.data)
        let view = Self.view(try #require(measured))
        #expect(view.series.first?.arms.count == 2)
        #expect(Self.problem(showing: try #require(measured)) == nil)
    }

    @Test("No mutation of a sample's record ends the program or brings a script")
    func samples() throws {
        let (output, times) = (try ForgedJSON(ForgedJSON.output), try ForgedJSON(ForgedJSON.times))
        var (tried, used) = (0, 0)
        func check(_ output: String, _ times: String, _ what: String) {
            tried += 1
            do throws(InvalidRecord) {
                let record = try Self.record(output, times)
                used += 1
                let problem = Self.problem(showing: record)
                #expect(problem == nil, "\(what)")
            } catch {
                #expect(!error.message.isEmpty && error.line >= 1, "\(what)")
                #expect(error.file == "A/s.json" || error.file == "A/s.times.json", "\(what)")
            }
        }
        for mutation in output.mutations { check(mutation.text, times.text, mutation.what) }
        for mutation in times.mutations { check(output.text, mutation.text, mutation.what) }
        #expect(tried > 1_500)
        #expect(used > 20 && used < tried / 2)
    }

    @Test("No mutation of a measurement's record ends the program or brings a script")
    func measurements() throws {
        let definition = try ForgedJSON(ForgedJSON.definition)
        let data = try ForgedJSON(ForgedJSON.data)
        var (tried, used) = (0, 0)
        func check(_ definition: String, _ data: String, _ what: String) {
            tried += 1
            do throws(InvalidRecord) {
                guard let record = try Self.measurement(definition, data) else { return }
                used += 1
                #expect(Self.problem(showing: record) == nil, "\(what)")
            } catch {
                #expect(!error.message.isEmpty && error.line >= 1, "\(what)")
                #expect(error.file.hasPrefix("_measurements/spawn."), "\(what)")
            }
        }
        for mutation in definition.mutations { check(mutation.text, data.text, mutation.what) }
        for mutation in data.mutations { check(definition.text, mutation.text, mutation.what) }
        #expect(tried > 2_500)
        #expect(used > 50 && used < tried / 2)
    }

    @Test(
        "What is wrong is told at its line",
        arguments: [
            (
                "\"wallSeconds\" : 0.2", "\"wallSeconds\" : 1e19", 27,
                "“observation.wallSeconds” is 1e+19"
            ),
            ("\"end\" : 0.19", "\"end\" : -1", 16, "“observation.lanes[1].end” is -1"),
            (
                "\"cores\" : 2", "\"cores\" : \"two\"", 5,
                "“observation.host.cores” must be a number"
            ),
        ])
    func place(good: String, bad: String, line: Int, message: String) {
        let times = ForgedJSON.times.replacing(good, with: bad)
        let error = #expect(throws: InvalidRecord.self) {
            try SampleRecord(
                output: Array(ForgedJSON.output.utf8), times: Array(times.utf8), at: Self.path)
        }
        #expect(error?.line == line)
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    }
}

extension ForgedRecordTests {
    private static func problem(showing record: SampleRecord) -> String? {
        let problems = judge(record, of: sample, on: .cpython)
        _ = drift(from: record, to: record, of: sample)
        let result = SampleResult(
            sample: sample, runtime: "cpython", status: .recalled, record: record,
            problems: problems)
        return problem(in: OutputView(result: result, id: "s-1", download: nil).html)
    }

    private static func measurement(
        _ definition: String, _ data: String
    ) throws(InvalidRecord) -> MeasurementRecord? {
        let (definition, data) = (Array(definition.utf8), Array(data.utf8))
        return try sealed(data, with: definition) { data throws(InvalidRecord) in
            try MeasurementRecord(name: "spawn", definition: definition, data: data)
        }
    }

    private static func record(
        _ output: String, _ times: String
    ) throws(InvalidRecord) -> SampleRecord {
        let (output, times) = (Array(output.utf8), Array(times.utf8))
        return try sealed(times, with: output) { times throws(InvalidRecord) in
            try SampleRecord(output: output, times: times, at: path)
        }
    }

    /// Whoever forges a record can make its digest, too. It is made only where nothing else is wrong:
    /// that is seldom, and takes its time.
    private static func sealed<Record>(
        _ times: [UInt8], with output: [UInt8],
        _ read: ([UInt8]) throws(InvalidRecord) -> Record
    ) throws(InvalidRecord) -> Record {
        do throws(InvalidRecord) {
            return try read(times)
        } catch {
            guard error.message.contains("digest") else { throw error }
            return try read(RecordSeal.seal(times, with: output))
        }
    }

    private static func view(_ record: MeasurementRecord) -> MeasurementView {
        let arms = ["a", "b"].map {
            MeasurementPlan.Arm(subject: $0, runtime: "cpython", sample: sample)
        }
        let plan = MeasurementPlan(name: "spawn", arms: arms)
        let outcome = MeasurementOutcome(
            plan: plan, status: .recalled, record: record, result: analyse(record, for: plan),
            problems: [])
        _ = summary(of: record, for: plan)
        let measure = MeasureDefinition(
            name: "spawn", title: "Spawn", unit: .second, better: .lower, note: 0, file: "A.md",
            span: SourceSpan(line: 1, column: 1))
        return MeasurementView(outcome, of: measure, label: { $0 })
    }

    private static func problem(showing record: MeasurementRecord) -> String? {
        problem(in: measurementHTML(view(record), id: "measure-spawn"))
    }

    private static func problem(in html: String) -> String? {
        if html.utf8.count > 4 << 20 { return "a page of \(html.utf8.count) bytes" }
        let bytes = Array(html.utf8)
        if bytes.replacingForbiddenInXML() != bytes { return "a character that XML forbids" }
        return markupProblem(in: bytes)
    }
}
