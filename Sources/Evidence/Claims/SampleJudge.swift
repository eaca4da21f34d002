import Basics
import Samples

extension ClaimJudge {
    /// Returns one finding for each expectation on each runtime.
    func sampleFindings(_ expectation: Claim.SampleExpectation) -> [Finding] {
        let results = samples[expectation.note, expectation.sample].filter {
            expectation.runtime == nil || $0.runtime == expectation.runtime
        }
        if results.isEmpty {
            let place = expectation.runtime.map { " on \($0)" } ?? ""
            return [
                Finding(
                    outcome: .notRun, evidence: "“\(expectation.sample)” was not run\(place)")
            ]
        }
        return results.flatMap { result -> [Finding] in
            guard let record = result.record else {
                var why = ""
                if case .notRun(let reason) = result.status { why = ": \(reason)" }
                return [
                    Finding(
                        outcome: .notRun, evidence: "“\(expectation.sample)” was not run\(why)")
                ]
            }
            return findings(expectation, record)
        }
    }

    private func findings(
        _ expectation: Claim.SampleExpectation, _ record: SampleRecord
    ) -> [Finding] {
        let name = "“\(expectation.sample)”"
        var findings: [(outcome: Verdict.Outcome, evidence: String)] = []
        for pattern in expectation.prints { findings.append(prints(pattern, record, name)) }
        if let status = expectation.exits {
            findings.append(
                record.ending == .exited(status)
                    ? (.holds, "\(name) exited with \(status)")
                    : (.refuted, "\(name) \(text(of: record.ending)), and not with \(status)"))
        }
        if let exception = expectation.raises { findings.append(raises(exception, record, name)) }
        if let bounds = expectation.takes { findings.append(takes(bounds, record, name)) }
        let seen = record.observation
        return findings.map {
            Finding(
                outcome: $0.outcome, evidence: $0.evidence, date: seen.date,
                host: hostText(seen.host), runtimeVersion: seen.runtimeVersion)
        }
    }

    private func prints(
        _ pattern: String, _ record: SampleRecord, _ name: String
    ) -> (Verdict.Outcome, String) {
        let lines = record.output.map { trimmedEnd(plainText($0.text)) }
        let wanted = pattern.split(separator: "\n", omittingEmptySubsequences: false)
            .map { trimmedEnd(String($0)) }
        let starts = 0...max(0, lines.count - wanted.count)
        let isFound =
            wanted.count <= lines.count
            && starts.contains { start in
                zip(wanted, lines[start...]).allSatisfy { lineMatches($1, pattern: $0) }
            }
        if isFound { return (.holds, "\(name) printed “\(pattern)”") }
        if record.omittedLines > 0 {
            return (.undecided, "“\(pattern)” may be among the lines of \(name) that were left out")
        }
        let near = wanted.first.flatMap { nearest(to: $0, among: lines) }
        let instead = near.map { ", but “\($0)”" } ?? ""
        return (.refuted, "\(name) did not print “\(pattern)”\(instead)")
    }

    private func raises(
        _ exception: String, _ record: SampleRecord, _ name: String
    ) -> (Verdict.Outcome, String) {
        if record.ending == .exited(0) {
            return (.refuted, "\(name) ended without an exception")
        }
        let raised = record.output.lazy.filter { $0.stream == .error }
            .map { plainText($0.text) }.compactMap(exceptionName)
        let names = Array(raised)
        if names.contains(where: { $0 == exception || $0.hasSuffix("." + exception) }) {
            return (.holds, "\(name) raised \(exception)")
        }
        let instead = names.last.map { " \($0)" } ?? " nothing that could be read"
        return (.refuted, "\(name) did not raise \(exception), but\(instead)")
    }

    /// Judges the time of a run. A busy machine makes a run slower, and nothing makes it faster
    /// than it is: so an upper bound is refuted only if it is exceeded by half.
    private func takes(
        _ bounds: Claim.Bounds, _ record: SampleRecord, _ name: String
    ) -> (Verdict.Outcome, String) {
        let unit = bounds.unit ?? .second
        let seconds = record.observation.wallSeconds
        let value = MeasureUnit.second.convert(seconds, to: unit) ?? seconds
        let text = MeasuredQuantity(median: value, low: value, high: value, unit: unit, n: 1).text
        let evidence = "\(name) took \(text)"
        if let least = bounds.atLeast, value < least {
            return (.refuted, evidence + ", which is less than \(plain(least)) \(unit.symbol)")
        }
        if let most = bounds.atMost, value > most {
            let isFar = value > most * 1.5
            return (
                isFar ? .refuted : .undecided,
                evidence + ", which is more than \(plain(most)) \(unit.symbol)"
                    + (isFar ? "" : ", but a busy machine could explain it")
            )
        }
        return (.holds, evidence)
    }

    private func text(of ending: SampleRecord.Ending) -> String {
        switch ending {
        case .exited(let status): "exited with \(status)"
        case .signalled(let signal): "was ended by signal \(signal)"
        case .timedOut(let seconds): "was stopped after \(plain(seconds)) s"
        case .outOfMemory: "ran out of memory"
        case .tooMuchOutput: "printed too much"
        case .tooManyProcesses: "started too many processes"
        case .notCompiled: "was not compiled"
        }
    }
}

/// Returns the name with which a line of a traceback begins: `ValueError: no`,
/// `asyncio.TimeoutError`.
private func exceptionName(_ line: String) -> String? {
    let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    let rest = line[name.endIndex...]
    guard name.first?.isLetter == true, rest.isEmpty || rest.hasPrefix(":"), !name.hasSuffix(".")
    else { return nil }
    return String(name)
}

private func trimmedEnd(_ line: String) -> String {
    var line = line[...]
    while let last = line.last, last.isWhitespace { line = line.dropLast() }
    return String(line)
}
