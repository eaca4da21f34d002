import Samples
import Testing

@testable import Evidence
@testable import SiteGenerator

struct OutputViewTests {
    private static func html(
        lines: [String], omitted: Int = 0, after: Int = 0,
        status: SampleResult.Status = .recalled
    ) -> String {
        let sample = Sample(
            note: "A.md", name: "s", language: "python", code: "",
            origin: CodeOrigin(file: "A.md", firstLine: 1), options: SampleOptions())
        let host = Host(processor: "P", cores: 2, memoryBytes: 1 << 30, kernel: "6", system: "S")
        let record = SampleRecord(
            key: "k", runtime: "cpython", ending: .exited(0),
            output: lines.map { OutputLine(stream: .output, text: $0) }, omittedLines: omitted,
            omittedAfter: after,
            observation: Observation(
                moments: lines.map { _ in 0.25 }, wallSeconds: 0.5, userSeconds: 0.1,
                systemSeconds: 0.1, peakMemoryBytes: 1, voluntarySwitches: 1,
                involuntarySwitches: 1, runtimeVersion: "V", host: host,
                date: "2026-01-01T00:00:00Z", sandbox: "none+watched"))
        let result = SampleResult(
            sample: sample, runtime: "cpython", status: status, record: record)
        return OutputView(result: result, id: "s-1", download: nil).html
    }

    @Test("Output that the record left out is mentioned at its place")
    func gap() {
        #expect(
            Self.html(lines: ["a", "b", "c"], omitted: 7, after: 1).contains(
                "<li>a</li><li>b</li><li class=\"omitted\">… 7 lines left out</li><li>c</li>"))
    }

    @Test("Long output is folded in the middle, with the numbers of hidden and missing lines")
    func fold() throws {
        let lines = (0..<100).map { "line \($0)." }
        let whole = Self.html(lines: lines)
        #expect(whole.contains("<summary>60 more lines</summary>"))
        let parts = whole.split(separator: "<details class=\"omitted\">")
        #expect(parts.count == 2)
        #expect(parts[0].contains("line 29.") && !parts[0].contains("line 30."))
        let rest = try #require(parts[1].split(separator: "</details>").dropFirst().first)
        #expect(rest.contains("line 90.") && !rest.contains("line 89."))
        #expect(
            Self.html(lines: lines, omitted: 9_000, after: 49).contains(
                "<summary>60 more lines, 9,000 lines left out</summary>"))
        #expect(!Self.html(lines: Array(lines.prefix(50))).contains("<details class=\"omitted\">"))
    }

    @Test("The host of a record is shown in the same words on every machine")
    func foreign() {
        let here = Self.html(lines: ["a"])
        #expect(here == Self.html(lines: ["a"], status: .foreign(differences: ["cores 2, here 8"])))
        #expect(here.contains("<dd>P, 2 cores"))
    }

    @Test("The output of an earlier version is marked as such")
    func stale() {
        let html = Self.html(lines: ["a"], status: .notRun(reason: "node is not installed"))
        #expect(html.contains("<div class=\"output is-stale\">"))
        #expect(
            html.contains(
                "<p class=\"stale\">This is from an earlier run. The sample was not run again: "
                    + "node is not installed.</p>"))
        #expect(!Self.html(lines: ["a"]).contains("stale"))
    }

    @Test("The output of a sample is text, whatever it looks like")
    func markup() {
        let html = Self.html(lines: ["<script>alert(1)</script> &amp; \"x\"", "</ol></div>"])
        #expect(html.contains("<li>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;"))
        #expect(html.contains("<li>&lt;/ol&gt;&lt;/div&gt;</li>"))
        #expect(!html.contains("<script"))
    }
}
