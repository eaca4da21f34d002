// Each field of a measurement's record is checked when it is read.

extension MeasurementDefinition {
    func check(name wanted: String) throws(InvalidRecord) {
        let check = RecordCheck()
        try check.text(key, "key")
        try check.require(name == wanted, "name", "is not that of its file")
        try check.count(series, "series", most: RecordBounds.series)
        for (index, series) in series.enumerated() {
            let check = check.below("series").at(index)
            try check.text(series.subject, "subject")
            try check.text(series.runtime, "runtime")
            try check.count(series.point, "point", most: 100)
            for (index, value) in series.point.enumerated() {
                let check = check.below("point").at(index)
                try check.text(value.name, "name")
                try check.text(value.value, "value")
            }
        }
    }
}

extension MeasurementData {
    func check() throws(InvalidRecord) {
        let check = RecordCheck()
        try check.number(method, "method", in: 0...1_000_000)
        try check.text(key, "key")
        try check.date(date, "date")
        try host.check(check.below("host"))
        try conditions.check(check.below("conditions"))
        try check.text(sandbox, "sandbox")
        try check.texts(runtimeVersions, "runtimeVersions")
        try check.numbers(canary, "canary", in: 0...1_000_000, most: 1_000)
        try check.require(
            !seed.isEmpty && seed.utf8.count <= 16
                && seed.allSatisfy { $0.isASCII && $0.isHexDigit },
            "seed", "is not a hexadecimal number")
        try checkOrder(check)
        try check.count(values, "values", most: RecordBounds.series)
        for (index, series) in values.enumerated() {
            try series.check(check.below("values").at(index))
        }
        for (name, interval) in crossChecks.sorted(by: { $0.key < $1.key }) {
            try check.text(name, "crossChecks")
            try interval.check(check.below("crossChecks").below(name))
        }
        try check.count(repeatedBecause, "repeatedBecause", most: 100)
        for reason in repeatedBecause { try check.text(reason, "repeatedBecause") }
        try check.count(history, "history", most: longestHistory)
        for (index, past) in history.enumerated() {
            try past.check(check.below("history").at(index))
        }
    }

    private func checkOrder(_ check: RecordCheck) throws(InvalidRecord) {
        try check.count(order, "order", most: RecordBounds.rounds)
        let indices = values.indices
        for (index, round) in order.enumerated() where !round.allSatisfy(indices.contains) {
            try check.below("order").at(index).refuse("names a series that is not there")
        }
    }
}

extension MachineConditions {
    fileprivate func check(_ check: RecordCheck) throws(InvalidRecord) {
        try check.text(virtualisation, "virtualisation")
        try check.text(governor ?? "", "governor")
        try check.number(usableCores, "usableCores", in: 0...1_000_000)
        try check.numbers(loadAverages, "loadAverages", in: 0...1e9, most: 10)
        try check.number(otherRunnableThreads, "otherRunnableThreads", in: 0...1e9)
        try check.number(pressure ?? 0, "pressure", in: RecordBounds.share)
        try check.number(wallSeconds, "wallSeconds", in: RecordBounds.seconds)
        // The limits apply to all cores together.
        for (seconds, key) in [
            (stealSeconds, "stealSeconds"), (busySeconds, "busySeconds"),
            (ownSeconds, "ownSeconds"),
        ] {
            try check.number(seconds, key, in: RecordBounds.count)
        }
    }
}

extension SeriesValues {
    fileprivate func check(_ check: RecordCheck) throws(InvalidRecord) {
        let seconds = RecordBounds.seconds
        let processorSeconds = 0...RecordBounds.count.upperBound
        let fields: [(String, [Double], ClosedRange<Double>)] = [
            ("wallSeconds", wallSeconds, seconds), ("userSeconds", userSeconds, processorSeconds),
            ("systemSeconds", systemSeconds, processorSeconds),
            ("peakMemoryBytes", peakMemoryBytes, RecordBounds.bytes),
            ("voluntarySwitches", voluntarySwitches, RecordBounds.count),
            ("involuntarySwitches", involuntarySwitches, RecordBounds.count),
            ("regionSeconds", regionSeconds, seconds),
            ("regionProcessorSeconds", regionProcessorSeconds, processorSeconds),
            ("regionCounts", regionCounts, RecordBounds.repetitions),
            ("reportedValues", reportedValues, RecordBounds.magnitude),
        ]
        for (key, values, bounds) in fields {
            try check.numbers(values, key, in: bounds, most: RecordBounds.rounds)
        }
        try check.text(reportedUnit ?? "", "reportedUnit")
    }
}

extension Interval {
    fileprivate func check(_ check: RecordCheck) throws(InvalidRecord) {
        try check.number(lower, "lower", in: RecordBounds.quotient)
        try check.number(upper, "upper", in: lower...RecordBounds.quotient.upperBound)
    }
}

extension PastMeasurement {
    fileprivate func check(_ check: RecordCheck) throws(InvalidRecord) {
        try check.date(date, "date")
        try host.check(check.below("host"))
        try check.texts(runtimeVersions, "runtimeVersions")
        for (name, median) in medians.sorted(by: { $0.key < $1.key }) {
            try check.text(name, "medians")
            try check.below("medians").number(median, name, in: RecordBounds.quotient)
        }
        for (name, ratio) in ratios.sorted(by: { $0.key < $1.key }) {
            try check.text(name, "ratios")
            let check = check.below("ratios").below(name)
            try check.number(ratio.value, "value", in: RecordBounds.quotient)
            try check.number(ratio.coverage ?? 0, "coverage", in: RecordBounds.share)
            try check.number(ratio.count, "count", in: RecordBounds.count)
            try ratio.interval?.check(check.below("interval"))
        }
    }
}

extension RecordCheck {
    fileprivate func texts(_ texts: [String: String], _ key: String) throws(InvalidRecord) {
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            try self.text(name, key)
            try below(key).text(text, name)
        }
    }
}
