extension RecordedOutput {
    func check() throws(InvalidRecord) {
        let check = RecordCheck()
        try check.text(key, "key")
        try check.text(runtime, "runtime")
        try check.count(output, "output", most: RecordBounds.lines)
        var length = 0
        for (index, line) in output.enumerated() {
            length += line.line.text.utf8.count
            if length > RecordBounds.outputLength {
                throw InvalidRecord(
                    [.key("output")], "is longer than \(RecordBounds.outputLength) bytes")
            }
            if !isSanitized(line.line.text) {
                try check.below("output").at(index).refuse(
                    "holds a control character that no record has")
            }
        }
        if let omitted {
            let check = check.below("omitted")
            try check.number(
                omitted.afterLine, "afterLine", in: 0...Double(max(0, output.count - 1)))
            try check.number(omitted.lines, "lines", in: RecordBounds.count)
        }
    }
}

extension SampleRecord.Ending {
    func check() throws(InvalidRecord) {
        let check = RecordCheck()
        switch self {
        case .exited(let status): try check.number(status, "ending", in: 0...255)
        case .signalled(let number): try check.number(number, "ending", in: 1...255)
        case .timedOut(let seconds):
            try check.number(seconds, "ending", in: RecordBounds.seconds)
        case .outOfMemory(let bytes), .tooMuchOutput(let bytes):
            try check.number(bytes, "ending", in: RecordBounds.bytes)
        case .tooManyProcesses(let limit):
            try check.number(limit, "ending", in: RecordBounds.count)
        case .notCompiled: break
        }
    }
}

extension Observation {
    func check() throws(InvalidRecord) {
        let check = RecordCheck().below("observation")
        let seconds = RecordBounds.seconds
        try check.numbers(moments, "moments", in: seconds, most: RecordBounds.lines)
        try check.number(wallSeconds, "wallSeconds", in: seconds)
        try check.number(userSeconds, "userSeconds", in: 0...RecordBounds.count.upperBound)
        try check.number(systemSeconds, "systemSeconds", in: 0...RecordBounds.count.upperBound)
        try check.number(peakMemoryBytes, "peakMemoryBytes", in: RecordBounds.bytes)
        try check.number(voluntarySwitches, "voluntarySwitches", in: RecordBounds.count)
        try check.number(involuntarySwitches, "involuntarySwitches", in: RecordBounds.count)
        try check.text(runtimeVersion, "runtimeVersion")
        try check.text(sandbox, "sandbox")
        try check.date(date, "date")
        try host.check(check.below("host"))
        let figures = RunFigures(
            wallSeconds: wallSeconds, processorSeconds: userSeconds + systemSeconds, region: nil,
            cores: host.cores)
        if let contradiction = figures.contradiction {
            try check.below("wallSeconds").refuse("can't be: \(contradiction)")
        }
        // What the supervisor reads late, on a busy machine, is stamped late.
        if let last = moments.max(), last > wallSeconds + 1 {
            try check.below("moments").refuse(
                "can't be: a line came after \(last) s, and the run took \(wallSeconds) s")
        }
        try check.count(lanes, "lanes", most: RecordBounds.lanes)
        for (index, lane) in lanes.enumerated() {
            try lane.check(check.below("lanes").at(index), laneCount: lanes.count)
        }
    }
}

extension Host {
    func check(_ check: RecordCheck) throws(InvalidRecord) {
        try check.text(processor, "processor")
        try check.text(kernel, "kernel")
        try check.text(system, "system")
        try check.number(cores, "cores", in: 0...1_000_000)
        try check.number(memoryBytes, "memoryBytes", in: RecordBounds.bytes)
    }
}

extension Lane {
    fileprivate func check(_ check: RecordCheck, laneCount: Int) throws(InvalidRecord) {
        let seconds = RecordBounds.seconds
        try check.text(name, "name")
        try check.number(start, "start", in: seconds)
        try check.number(end, "end", in: start...seconds.upperBound)
        if let parent { try check.number(parent, "parent", in: 0...Double(laneCount - 1)) }
        try check.count(busy, "busy", most: RecordBounds.busyRanges)
        for range in busy {
            try check.number(range.lowerBound, "busy", in: seconds)
            try check.number(range.upperBound, "busy", in: seconds)
        }
    }
}
