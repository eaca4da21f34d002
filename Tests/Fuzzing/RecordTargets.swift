import Foundation
import Markdown

@testable import Evidence
@testable import Samples
@testable import SiteGenerator

// Data from the sandbox and from `_records`. All of it may be forged.

/// Splits the input at `=== `, after which the second file of a record begins. Either file may be
/// missing.
private func twoFiles(_ bytes: [UInt8], _ missing: String) -> (first: [UInt8], second: [UInt8]) {
    let mark = Array("\n=== ".utf8)
    guard let found = bytes.firstRange(of: mark) else { return (bytes, Array(missing.utf8)) }
    return (Array(bytes[..<found.lowerBound]), Array(bytes[found.upperBound...]))
}

private let sample = Sample(
    note: "A.md", name: "s", language: "python", code: "print(1)\n",
    origin: CodeOrigin(file: "A.md", firstLine: 3), options: SampleOptions(),
    expectedOutput: ExpectedOutput(text: "a\n", line: 9))

/// A sample's record that passes its checks can be judged, compared and shown.
func checkRecords(_ bytes: [UInt8]) {
    let (output, times) = twoFiles(bytes, usualTimes)
    let path = RecordPath(sample, runtime: "cpython", isDefaultRuntime: true)
    do {
        let record = try SampleRecord(
            output: output, times: RecordSeal.seal(times, with: output), at: path)
        show(record)
    } catch {
        mustHold(
            !error.message.isEmpty && error.line >= 1 && !error.file.isEmpty,
            "what is wrong is told with its place")
    }
    // Output without a record, with any escapes.
    var style = AnsiText()
    let text = String(decoding: bytes, as: UTF8.self)
    let html = text.split(separator: "\n").map { style.html(String($0)) }.joined(separator: "\n")
    checkMarkup(Array("<pre>\(html)</pre>".utf8), of: "the output")
}

private func show(_ record: SampleRecord) {
    let problems = judge(record, of: sample, on: .cpython)
    _ = drift(from: record, to: record, of: sample)
    let result = SampleResult(
        sample: sample, runtime: "cpython", status: .recalled, record: record, problems: problems)
    let html = OutputView(result: result, id: "s-1", download: nil).html
    checkMarkup(Array(html.utf8), of: "a sample's output")
    mustHold(html.utf8.count < 64 << 20, "a record makes no endless page")
}

private let usualTimes = """
    {"key":"k","observation":{"date":"2030-01-01T00:00:00Z","host":{"cores":2,"kernel":"6",\
    "memoryBytes":1,"processor":"P","system":"S"},"involuntarySwitches":1,"lanes":[],\
    "moments":[0.1],"peakMemoryBytes":1,"runtimeVersion":"V","sandbox":"none",\
    "systemSeconds":0,"userSeconds":0,"voluntarySwitches":1,"wallSeconds":0.2}}
    """

/// A measurement's record that passes its checks can be analysed and drawn.
func checkMeasurement(_ bytes: [UInt8]) {
    let (definition, data) = twoFiles(bytes, "{}")
    guard
        let record = try? MeasurementRecord(
            name: "spawn", definition: definition, data: RecordSeal.seal(data, with: definition))
    else { return }
    let subjects = record.definition.series.filter { $0.role == .arm }.map(\.subject)
    var seen: Set<String> = []
    let arms = subjects.filter { seen.insert($0).inserted }.prefix(8).map {
        MeasurementPlan.Arm(subject: $0, runtime: "cpython", sample: sample)
    }
    for better in [Better.lower, .higher] {
        let plan = MeasurementPlan(name: "spawn", arms: Array(arms), better: better)
        let result = analyse(record, for: plan)
        let outcome = MeasurementOutcome(
            plan: plan, status: .recalled, record: record, result: result, problems: [])
        let measure = MeasureDefinition(
            name: "spawn", title: "Spawn", unit: .second,
            better: better == .lower ? .lower : .higher,
            note: 0, file: "A.md", span: SourceSpan(line: 1, column: 1))
        let view = MeasurementView(outcome, of: measure, label: { $0 })
        checkMarkup(
            Array(measurementHTML(view, id: "measure-spawn").utf8), of: "a measurement")
        _ = summary(of: record, for: plan)
    }
}

/// Any data that a sample writes to the pipe gives lanes that a record may hold, and that can be
/// drawn.
func checkTrace(_ bytes: [UInt8]) {
    for (started, wall) in [(1_000_000_000, 2_000_000_000), (0, 0), (.max, .max), (-1, -1)] {
        let lanes = TraceReader.lanes(in: bytes, started: started, wall: wall)
        for lane in lanes {
            mustHold(
                lane.start >= 0 && lane.end >= lane.start && lane.end.isFinite
                    && lane.parent.map(lanes.indices.contains) ?? true
                    && lane.busy.count <= RecordBounds.busyRanges, "a lane lies within the run")
        }
        checkMarkup(Array(lanesHTML(lanes, id: "l").utf8), of: "lanes")
    }
}

/// An answer that is accepted can be split into lines.
func checkFrames(_ bytes: [UInt8]) {
    var frames = ShimFrames()
    // The input is split as a pipe might do.
    let cut = bytes.count / 3
    for part in [bytes[..<cut], bytes[cut...]] {
        frames.append(part)
        do {
            while let answer = try frames.next() {
                let printed = PrintedText(answer)
                mustHold(
                    printed.lines.count == printed.moments.count, "each line has its moment")
                _ = try? parseSampleReport(answer.notes)
                _ = TraceReader.lanes(
                    in: answer.notes, started: answer.header.started, wall: answer.header.wall)
            }
        } catch {
            return
        }
    }
}
