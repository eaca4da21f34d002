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
