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
            return findings(expectation, result, record)
        }
    }

    private func findings(
        _ expectation: Claim.SampleExpectation, _ result: SampleResult, _ record: SampleRecord
    ) -> [Finding] {
        let name = "“\(expectation.sample)”"
        var findings: [(outcome: Verdict.Outcome, evidence: String)] = []
        for output in expectation.output {
            findings += self.output(output, result, record, name)
        }
        if let status = expectation.exits {
            findings.append(
                record.ending == .exited(status) || record.ending == .signalled(status - 128)
                    ? (.holds, "\(name) exited with \(status)")
                    : (.refuted, "\(name) \(text(of: record.ending)), and not with \(status)"))
        }
        if let exception = expectation.raises {
            findings.append(raises(exception, result, record, name))
        }
        if let bounds = expectation.takes { findings.append(takes(bounds, record, name)) }
        let seen = record.observation
        return findings.map {
            Finding(
                outcome: $0.outcome, evidence: $0.evidence, date: seen.date,
                host: hostText(seen.host), runtimeVersion: seen.runtimeVersion)
        }
    }

    private func raises(
        _ exception: String, _ result: SampleResult, _ record: SampleRecord, _ name: String
    ) -> (Verdict.Outcome, String) {
        if record.ending == .exited(0) {
            return (.refuted, "\(name) ended without an exception")
        }
        let language = result.sample.language
        let languages =
            Runtime.defaults.first { $0.languages.contains(language) }?.languages ?? [language]
        if record.raised(exception, languages: languages) {
            return (.holds, "\(name) raised \(exception)")
        }
        let raised = record.raisedNames(languages: languages)?.last
        let instead = raised.map { " \($0)" } ?? " nothing that could be read"
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
            return (.refuted, evidence + ", which is less than \(exactText(least)) \(unit.symbol)")
        }
        if let most = bounds.atMost, value > most {
            let isFar = value > most * 1.5
            return (
                isFar ? .refuted : .undecided,
                evidence + ", which is more than \(exactText(most)) \(unit.symbol)"
                    + (isFar ? "" : ", but a busy machine could explain it")
            )
        }
        return (.holds, evidence)
    }

    private func text(of ending: SampleRecord.Ending) -> String {
        switch ending {
        case .exited(let status): "exited with \(status)"
        case .signalled(let signal): "was ended by signal \(signal)"
        case .timedOut(let seconds): "was stopped after \(exactText(seconds)) s"
        case .outOfMemory: "ran out of memory"
        case .tooMuchOutput: "printed too much"
        case .tooManyProcesses: "started too many processes"
        case .notCompiled: "was not compiled"
        }
    }
}
