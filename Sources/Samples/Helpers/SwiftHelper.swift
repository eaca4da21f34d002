import Files

/// The module is compiled together with the sample, so there is nothing to import.
let swiftHelper = #"""
    // A sample reports its measurements through these functions. Outside a measurement they report
    // nothing.
    import Glibc

    private let descriptor = getenv("BENCH_FD").flatMap { Int32(String(cString: $0)) }

    private func say(_ words: String) {
        guard let descriptor else { return }
        let key = getenv("BENCH_KEY").map { String(cString: $0) + " " } ?? ""
        let line = Array((key + words + "\n").utf8)
        _ = write(descriptor, line, line.count)
    }

    private func clock(_ id: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(id, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    private struct Region {
        let processor = clock(CLOCK_PROCESS_CPUTIME_ID)
        let wall = clock(CLOCK_MONOTONIC)

        var elapsed: Int { clock(CLOCK_MONOTONIC) - wall }

        func end(count: Double) {
            let wall = elapsed
            let processor = clock(CLOCK_PROCESS_CPUTIME_ID) - processor
            say("region \(wall) \(processor) \(count)")
        }
    }

    /// Measures a region; `per` is the number of repetitions of the work in it.
    func measure<Result>(per: Int = 1, _ work: () throws -> Result) rethrows -> Result {
        let region = Region()
        let result = try work()
        region.end(count: Double(per))
        return result
    }

    func measure<Result>(per: Int = 1, _ work: () async throws -> Result) async rethrows -> Result {
        let region = Region()
        let result = try await work()
        region.end(count: Double(per))
        return result
    }

    /// Repeats the work, doubling the number of repetitions until they take 0.1 s.
    func loops(_ work: () throws -> Void) rethrows {
        guard descriptor != nil else { return try work() }
        var count = 1
        while true {
            let region = Region()
            for _ in 0..<count { try work() }
            if region.elapsed >= 100_000_000 { return region.end(count: Double(count)) }
            count *= 2
        }
    }

    /// Reports a value that the sample has measured itself.
    func report(_ value: Double, _ unit: String = "") {
        say("value \(value) \(unit)")
    }

    /// Returns the value of the series' parameter.
    func param(_ name: String, _ fallback: Int = 1) -> Int {
        getenv("BENCH_PARAM_" + name).flatMap { Int(String(cString: $0)) } ?? fallback
    }
    """#
