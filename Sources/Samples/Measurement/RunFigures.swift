/// The times of one run, as far as they can't contradict each other: a part is no longer than the
/// whole, and no machine does more work than its cores can.
struct RunFigures {
    /// Of the whole process, from its start until it was waited for.
    var wallSeconds: Double
    /// User and system time together, with children that were waited for.
    var processorSeconds: Double
    var region: SampleReport.Region?
    /// Of the machine.
    var cores: Int

    /// Clocks are read one after the other, and the kernel counts processor time in ticks.
    private static let tolerance = 0.01
    /// No repetition of anything takes less, on any number of cores.
    private static let shortestRepetition = 1e-12

    /// What can't be, as a clause; nil where all can.
    var contradiction: String? {
        let cores = Double(max(1, cores))
        if processorSeconds > cores * wallSeconds + Self.tolerance {
            return "the process took \(text(processorSeconds)) of processor time in "
                + "\(text(wallSeconds)), on \(plural(self.cores))"
        }
        guard let region else { return nil }
        if region.wallSeconds > wallSeconds + Self.tolerance / 10 {
            return "the region took \(text(region.wallSeconds)), and its whole process "
                + "\(text(wallSeconds))"
        }
        if let processor = region.processorSeconds,
            processor > cores * region.wallSeconds + Self.tolerance
        {
            return "the region took \(text(processor)) of processor time in "
                + "\(text(region.wallSeconds)), on \(plural(self.cores))"
        }
        if region.wallSeconds / region.count < Self.shortestRepetition {
            return "the region did its work \(region.count) times in \(text(region.wallSeconds))"
        }
        return nil
    }

    private func text(_ seconds: Double) -> String {
        seconds < 1
            ? "\(rounded(seconds * 1000, toPlace: -3)) ms" : "\(rounded(seconds, toPlace: -3)) s"
    }

    private func plural(_ count: Int) -> String { count == 1 ? "1 core" : "\(count) cores" }
}

extension MeasurementData {
    /// Whether each round's values can have come from one run.
    func checkRounds() throws(InvalidRecord) {
        let check = RecordCheck().below("values")
        for (index, series) in values.enumerated() {
            let check = check.at(index)
            let rounds = series.wallSeconds.count
            let whole: [(String, [Double])] = [
                ("userSeconds", series.userSeconds),
                ("systemSeconds", series.systemSeconds),
                ("peakMemoryBytes", series.peakMemoryBytes),
                ("voluntarySwitches", series.voluntarySwitches),
                ("involuntarySwitches", series.involuntarySwitches),
            ]
            for (key, values) in whole {
                try check.require(
                    values.count == rounds, key,
                    "has \(values.count) values, and there were \(rounds) rounds")
            }
            let reported: [(String, [Double])] = [
                ("regionSeconds", series.regionSeconds),
                ("regionCounts", series.regionCounts),
                ("regionProcessorSeconds", series.regionProcessorSeconds),
                ("reportedValues", series.reportedValues),
            ]
            for (key, values) in reported {
                try check.require(
                    values.count <= rounds, key,
                    "has \(values.count) values, and there were \(rounds) rounds")
            }
            try check.require(
                series.regionCounts.count == series.regionSeconds.count, "regionCounts",
                "has \(series.regionCounts.count) values for \(series.regionSeconds.count) regions")
            for round in 0..<rounds {
                let figures = figures(of: series, in: round)
                if let contradiction = figures.contradiction {
                    let key = figures.region == nil ? "wallSeconds" : "regionSeconds"
                    try check.below(key).at(round).refuse("can't be: \(contradiction)")
                }
            }
        }
        for (index, cores) in canary.enumerated() where cores > Double(max(2, host.cores)) + 0.1 {
            try RecordCheck().below("canary").at(index).refuse(
                "is \(cores), and the machine has \(host.cores) cores")
        }
        let most = Double(max(1, host.cores)) * conditions.wallSeconds + 1
        for (seconds, key) in [
            (conditions.busySeconds, "busySeconds"), (conditions.ownSeconds, "ownSeconds"),
        ] where conditions.wallSeconds > 0 {
            try RecordCheck().below("conditions").require(
                seconds <= most, key,
                "is \(seconds), which is more than \(host.cores) cores do in "
                    + "\(conditions.wallSeconds) s")
        }
    }

    /// A round in which the sample reported nothing has no region: rounds and regions can only be
    /// matched where there are as many.
    private func figures(of series: SeriesValues, in round: Int) -> RunFigures {
        var region: SampleReport.Region?
        let rounds = series.wallSeconds.count
        if series.regionSeconds.count == rounds {
            let processor = series.regionProcessorSeconds
            region = SampleReport.Region(
                wallSeconds: series.regionSeconds[round],
                processorSeconds: processor.count == rounds ? processor[round] : nil,
                count: series.regionCounts[round])
        }
        return RunFigures(
            wallSeconds: series.wallSeconds[round],
            processorSeconds: series.userSeconds[round] + series.systemSeconds[round],
            region: region, cores: host.cores)
    }
}
