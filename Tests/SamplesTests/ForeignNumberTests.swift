import Testing

@testable import Samples

/// Numbers from notes, settings, samples and the shim.
struct ForeignNumberTests {
    @Test(
        arguments: [
            ("10s", 10.0), ("500ms", 0.5), ("2m", 120), ("1440m", 86_400), ("1ms", 0.001),
            ("99999999999999999999s", nil), ("1e308s", nil), ("0s", nil), ("-1s", nil),
            ("1441m", nil),
            ("0.0001ms", nil), ("nans", nil), ("infs", nil),
            (String(repeating: "9", count: 400) + "s", nil),
            ("1.2.3s", nil), ("s", nil), ("", nil), ("٣s", nil), ("0x10s", nil),
        ] as [(String, Double?)])
    func durations(text: String, seconds: Double?) {
        #expect(parseDuration(text) == seconds)
    }

    @Test(
        arguments: [
            ("1K", 1024), ("512M", 512 << 20), ("1023G", 1023 << 30), ("1.5KiB", 1536),
            ("0.0001K", nil),
            ("1024G", nil), ("99999999999999999999G", nil), ("-1M", nil), ("1e3M", nil),
            ("0M", nil),
            (String(repeating: "9", count: 400) + "M", nil), ("M", nil), ("512", nil),
        ] as [(String, Int?)])
    func sizes(text: String, bytes: Int?) {
        #expect(parseSize(text) == bytes)
    }

    @Test(
        arguments: [
            (0.9, 0), (-1.9, -1), (1e19, .max), (-1e19, .min), (.infinity, .max),
            (-.infinity, .min),
            (.nan, 0), (9.3e18, .max), (-9_223_372_036_854_775_808, .min), (1e308, .max),
            (.leastNonzeroMagnitude, 0),
        ] as [(Double, Int)])
    func conversionSaturates(number: Double, whole: Int) {
        #expect(Int(saturating: number) == whole)
    }

    @Test("An option out of bounds is reported at its place with the bounds")
    func options() {
        let info = "python timeout=99999999999999999999s memory=0.0001K exits=256 {1-9999999999}"
        let (_, options, problems) = SampleOptions.parse(info: info)
        #expect(problems.count == 4)
        #expect(problems.first { $0.message.contains("timeout") }?.help?.contains("1440m") == true)
        #expect(problems.first { $0.message.contains("memory") }?.help?.contains("1023G") == true)
        #expect(options.timeoutSeconds == nil && options.memoryBytes == nil)
        #expect(options.highlightedLines.isEmpty)
    }

    @Test(arguments: [
        "value 1e308 s", "value -1e101", "region 1e308", "region 1 1e308", "region 1 2 1e308",
        "region 1 2 1e-300", "region 99999999999999999999999999", "value 1 \u{1B}[31m",
        "value 1 \u{FFFE}",
        "value 1 " + String(repeating: "x", count: 200), "region -1", "value 1e400",
    ])
    func notesBeyondWhatARecordMayHold(text: String) {
        #expect(throws: SampleReportProblem.self) { try parseSampleReport(Array(text.utf8)) }
    }

    @Test(arguments: [
        "process+ 9223372036854775807 1 1 p", "process+ -9223372036854775808 1 1 p",
        "process+ 5 1 1 p\nrun 9223372036854775807 1 1 -9223372036854775808\nrun 6 1 1 9223372036854775807",
        "process+ 5 1 1 p\nrun -9223372036854775808 1 1 9223372036854775807",
        "step -9223372036854775808 9223372036854775807 1 1",
        "thread+ 9 1 2 1 t\nthread- -9223372036854775808 1 2", "gone -1 1 1",
        "name 1 2 \u{1B}[31mx\u{FFFE}",
        "process- 5 1\nprocess+ 9 1 1 p", "thread+ 99999999999999999999 1 2 1 t",
        "task+ 7 -9223372036854775808 9223372036854775807 -1 -1 t",
    ])
    func tracesThatCannotBe(text: String) {
        for (started, wall) in [
            (1_000, 2_000), (0, 0), (Int.max, Int.max), (Int.min, Int.min), (Int.max, 1), (0, -1),
        ] {
            for lane in TraceReader.lanes(in: Array(text.utf8), started: started, wall: wall) {
                #expect(lane.start >= 0 && lane.end >= lane.start && lane.end.isFinite)
                #expect(!lane.name.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{FFFE}" })
                #expect(lane.busy.allSatisfy { $0.lowerBound >= lane.start })
            }
        }
    }

    @Test("The launcher's times count from the start of the machine's clock, not of the sample")
    func tracesBeginAtTheSample() {
        let start = 5_000_000_000_000
        let notes = """
            process+ \(start + 1_000_000) 7 1 MainProcess
            thread+ \(start + 10_000_000) 7 8 7 worker
            run \(start + 30_000_000) 7 8 15000000
            thread- \(start + 40_000_000) 7 8
            """
        let lanes = TraceReader.lanes(in: Array(notes.utf8), started: start, wall: 50_000_000)
        #expect(lanes.map(\.name) == ["MainThread", "worker"])
        #expect(lanes.map(\.start) == [0, 0.01] && lanes.map(\.end) == [0.05, 0.04])
        #expect(lanes.last?.busy == [0.01...0.03])
    }

    @Test("A million events and lanes are reduced to a few hundred that can be drawn")
    func hugeTrace() {
        var text = "process+ 1 1 1 p\n"
        for number in 0..<200_000 { text += "thread+ \(number) 1 \(number + 2) 1 t\(number)\n" }
        for number in 0..<100_000 { text += "step \(number * 2) \(number * 2 + 1) 1 1\n" }
        let lanes = TraceReader.lanes(in: Array(text.utf8), started: 0, wall: 1_000_000)
        #expect(lanes.count <= RecordBounds.lanes && lanes.count > 100)
        #expect(lanes.allSatisfy { $0.busy.count <= RecordBounds.busyRanges })
    }
}

/// The shim relays data from the sandbox.
struct ShimFrameTests {
    static let header = """
        {"ending":"exited","value":0,"started":1,"wall":2,"user":1,"system":1,"processor":2,\
        "peakMemory":1,"voluntarySwitches":1,"involuntarySwitches":1,"labelled":true,"group":2,\
        "artifact":false,"output":4,"head":4,"omittedBytes":0,"omittedLines":0,"notes":0,\
        "notesCut":false,"pieces":[[5,1,4]]}
        """

    static func answers(_ text: String, in pieces: Int = 1) throws -> [ShimAnswer] {
        var frames = ShimFrames()
        var answers: [ShimAnswer] = []
        let bytes = Array(text.utf8)
        let size = max(1, bytes.count / pieces)
        for start in stride(from: 0, to: bytes.count, by: size) {
            frames.append(bytes[start..<min(start + size, bytes.count)])
            while let answer = try frames.next() { answers.append(answer) }
        }
        return answers
    }

    static func frame(_ header: String = header, _ payload: String = "a\nb\n") -> String {
        "\(header.utf8.count) \(payload.utf8.count)\n\(header)\(payload)"
    }

    @Test(arguments: [1, 2, 7, 1000])
    func answersComeHoweverTheyAreCut(pieces: Int) throws {
        let answers = try Self.answers(Self.frame() + Self.frame(), in: pieces)
        #expect(answers.count == 2)
        #expect(answers.allSatisfy { PrintedText($0).lines.map(\.text) == ["a", "b"] })
    }

    @Test(arguments: [
        "-1 4\n", "4 -1\n", "99999999999999999999 1\n", "9223372036854775807 9223372036854775807\n",
        "1\n", "1 2 3\n", "a b\n", String(repeating: "1", count: 100), "0 0\n", "2 0\n{}",
        "1 4\n{a\nb\n",
        "999999999999 1\n",
    ])
    func framesThatCannotBe(text: String) {
        #expect(throws: ShimFailure.self) { try Self.answers(text) }
    }

    static let fields = [
        "value", "started", "wall", "user", "system", "processor", "peakMemory",
        "voluntarySwitches",
        "involuntarySwitches", "output", "head", "omittedBytes", "omittedLines", "notes",
    ]
    static let nasty = [
        "-1", "9223372036854775807", "-9223372036854775808", "1e19", "1e308", "1.5", "null",
        "\"x\"", "[]",
    ]

    @Test("An impossible value ends the connection, not the program", arguments: fields)
    func everyField(field: String) throws {
        let number = try Regex("\"\(field)\":[0-9]+")
        for value in Self.nasty {
            let header = Self.header.replacing(number, with: "\"\(field)\":\(value)")
            #expect(throws: ShimFailure.self, "\(field) \(value)") {
                for answer in try Self.answers(Self.frame(header)) { _ = PrintedText(answer) }
            }
        }
    }

    @Test(arguments: [
        "[[5,1]]", "[[-5,1,4]]", "[[5,1,-4]]",
        "[[5,1,9223372036854775807],[5,1,9223372036854775807]]",
        "[[9223372036854775807,1,4]]", "[5]", "null", "[[1,2,3,4]]",
    ])
    func piecesThatCannotBe(pieces: String) {
        let header = Self.header.replacing("[[5,1,4]]", with: pieces)
        #expect(throws: ShimFailure.self) { try Self.answers(Self.frame(header)) }
    }

    @Test(
        "Pieces that don't fill the output, or reach beyond it, are cut",
        arguments: [
            "[]", "[[5,1,2]]", "[[5,1,400]]", "[[5,7,3],[1,2,400]]",
        ])
    func piecesOfOtherLength(pieces: String) throws {
        let header = Self.header.replacing("[[5,1,4]]", with: pieces)
        for answer in try Self.answers(Self.frame(header)) {
            let printed = PrintedText(answer)
            #expect(printed.lines.count == printed.moments.count)
        }
    }
}
