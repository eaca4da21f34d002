/// Returns the problems of a sample, judged by how it ended and what it printed according to its
/// record. New and recalled records are judged in the same way.
func judge(_ record: SampleRecord, of sample: Sample, on runtime: Runtime) -> [SampleProblem] {
    var judgement = Judgement(record: record, sample: sample, runtime: runtime)
    judgement.judgeEnding()
    judgement.judgeOutput()
    return judgement.problems
}

private struct Judgement {
    var record: SampleRecord
    var sample: Sample
    var runtime: Runtime
    var problems: [SampleProblem] = []

    init(record: SampleRecord, sample: Sample, runtime: Runtime) {
        self.record = record
        self.sample = sample
        self.runtime = runtime
    }

    private var printed: [String] { record.output.map(\.text) }
    private var options: SampleOptions { sample.options }
    private var expectsFailure: Bool { options.raises != nil || (options.exits ?? 0) != 0 }

    mutating func judgeEnding() {
        switch record.ending {
        case .exited(let status): judgeExit(status)
        case .signalled(let number): judgeSignal(number)
        case .timedOut(let seconds):
            report(
                "sample-timeout", "the sample was still running after \(formatted(seconds)) s",
                help: "make it wait less, or allow more time with timeout=", at: nil)
        case .outOfMemory(let limit):
            report(
                "sample-memory", "the sample used more than \(readableSize(limit)) of memory",
                help: """
                    let it use less, or allow it more with memory=; files in /tmp and what waits \
                    in sockets and pipes is memory, too
                    """, at: nil)
        case .tooMuchOutput(let limit):
            report(
                "sample-output", "the sample printed more than \(readableSize(limit))",
                help: "print less: a reader sees only the beginning and the end", at: nil)
        case .tooManyProcesses(let limit):
            report(
                "sample-processes", "the sample started more than \(limit) processes",
                help: "start fewer at a time", at: nil)
        case .notCompiled:
            let place = failurePlace
            report(
                "sample-not-compiled",
                "the sample does not compile" + (place.summary.map { ": \($0)" } ?? ""),
                help: "correct the code, or mark the block norun; each sample is a whole program",
                at: place)
        }
    }

    private mutating func judgeExit(_ status: Int) {
        if status == 0 {
            guard expectsFailure else { return }
            let expected =
                options.raises.map { "raise \($0)" } ?? "exit with status \(options.exits ?? 1)"
            return report(
                "sample-passed", "the sample should \(expected), but it succeeds",
                help: "leave out the option if that is right now", at: nil)
        }
        if let raises = options.raises, !raised(raises) {
            let found = failurePlace.summary.map { ": \($0)" } ?? ""
            return report(
                "sample-raised", "the sample should raise \(raises), but it does not\(found)",
                help: record.raisedNames(languages: runtime.languages)?.last.map {
                    "if that is right now, write raises=\($0)"
                } ?? "if that is right now, write exits=\(status)", at: failurePlace)
        }
        if let exits = options.exits, exits != status {
            return report(
                "sample-exit", "the sample should exit with \(exits), but it exits with \(status)",
                help: "if that is right now, write exits=\(status)", at: failurePlace)
        }
        guard !expectsFailure else { return }
        let place = failurePlace
        report(
            "sample-failed", "the sample failed: \(place.summary ?? "exit status \(status)")",
            help: failureHelp(place, status), at: place)
    }

    private func failureHelp(_ place: FailurePlace, _ status: Int) -> String {
        FailureCure(
            sample: sample, record: record, languages: runtime.languages, summary: place.summary,
            status: status
        ).help
    }

    private mutating func judgeSignal(_ number: Int) {
        // A shell reports 128 + the signal's number, so the author may write that too.
        if options.exits == 128 + number { return }
        if let raises = options.raises, raised(raises) { return }
        let place = failurePlace
        let summary = place.summary.map { ": \($0)" } ?? ""
        report(
            "sample-failed", "the sample was killed by \(signalName(number))\(summary)",
            help: "if it is meant to end like this, say so: exits=\(128 + number)", at: place)
    }

    private func raised(_ name: String) -> Bool {
        record.raised(name, languages: runtime.languages)
    }

    /// A sample may print anything, even places that its code doesn't have.
    private var failurePlace: FailurePlace {
        var place = FailurePlace(in: printed, fileName: runtime.fileName, code: sample.code)
        let lines = splitLines(sample.code)
        guard let line = place.line, line <= lines.count else {
            (place.line, place.column) = (nil, nil)
            return place
        }
        if let column = place.column, column > lines[line - 1].utf8.count + 1 { place.column = nil }
        return place
    }

    mutating func judgeOutput() {
        guard let expected = sample.expectedOutput, problems.isEmpty else { return }
        guard let difference = expected.difference(from: printed, order: options.order) else {
            return
        }
        problems.append(
            SampleProblem(
                code: "output-differs", isError: true, file: sample.note, line: expected.line,
                column: 1, message: "the sample prints something else than expected",
                notes: ["--- expected", "+++ printed"] + difference,
                help: """
                    correct the sample or the output block; [..] matches anything within a line, \
                    ... any lines
                    """))
    }

    private mutating func report(
        _ code: String, _ message: String, help: String?, at place: FailurePlace?
    ) {
        let line = place?.line ?? 1
        problems.append(
            SampleProblem(
                code: code, isError: true, file: sample.origin.file,
                line: sample.origin.firstLine + line - 1,
                column: sample.origin.indentation + (place?.column ?? 1), message: message,
                notes: endOfOutput, help: help))
    }

    private var endOfOutput: [String] {
        plainLines(record.output.suffix(12).map { $0.text[...] })
    }
}

extension Runtime {
    var isPython: Bool { languages.contains("python") }
}
