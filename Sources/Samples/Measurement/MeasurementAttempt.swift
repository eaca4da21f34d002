/// How far a measurement is.
struct RoundProgress: Sendable {
    var round: Int
    var rounds: Int
    /// Nil before the first round has ended.
    var secondsLeft: Double?
}

/// Runs the rounds of a measurement and collects their values.
struct MeasurementAttempt: Sendable {
    let plan: MeasurementPlan
    let jobs: MeasuredJobs
    let seed: UInt64
    /// Of this machine.
    let cores: Int
    var values: [SeriesValues]
    /// The values of the last discarded round, which show mistakes of the samples before the rounds
    /// that count.
    var probe: [SeriesValues]
    var order: [[Int]] = []
    /// Processor time of all processes that the supervisor ran.
    var processorSeconds = 0.0

    init(plan: MeasurementPlan, jobs: MeasuredJobs, seed: UInt64, cores: Int) {
        self.plan = plan
        self.cores = cores
        self.jobs = jobs
        self.seed = seed
        values = jobs.series.map { _ in SeriesValues() }
        probe = values
    }

    /// Runs all rounds: the number in the plan, or fewer if the budget doesn't allow them, and
    /// twice as many if `isVague` says that the intervals are still wide. Whether a difference
    /// shows is not considered: adding rounds until it does would find differences that don't
    /// exist.
    ///
    /// Between two runs this program does next to nothing, and during a run it waits, so that it
    /// disturbs no times.
    ///
    /// - Parameter checkProbe: throws if the samples must be changed before they can be measured.
    mutating func run(
        on shim: inout ShimConnection, progress: (RoundProgress) -> Void,
        checkProbe: (MeasurementAttempt) throws -> Void, isVague: (MeasurementAttempt) -> Bool
    ) async throws {
        let schedule = measurementSchedule(
            seriesCount: jobs.series.count, rounds: 2 * max(plan.rounds, 1), seed: seed)
        let clock = ContinuousClock()
        let start = clock.now
        var wanted = plan.rounds
        for (index, round) in schedule.enumerated() {
            let done = index - discardedRounds
            let elapsed = (clock.now - start) / .seconds(1)
            var limit = affordable(wanted, elapsed, rounds: index)
            if done >= limit, wanted == plan.rounds, isVague(self) {
                wanted = 2 * plan.rounds
                limit = affordable(wanted, elapsed, rounds: index)
            }
            if done >= limit { break }
            if done == 0 { try checkProbe(self) }
            progress(
                RoundProgress(
                    round: index, rounds: discardedRounds + limit,
                    secondsLeft: index == 0
                        ? nil : elapsed / Double(index) * Double(discardedRounds + limit - index)))
            try Task.checkCancellation()
            for run in round {
                try await self.run(run, in: index, on: &shim)
            }
            if done >= 0 { order.append(round.map(\.series)) }
        }
    }

    private func affordable(_ wanted: Int, _ elapsed: Double, rounds: Int) -> Int {
        affordableRounds(
            wanted: wanted, secondsPerRound: rounds == 0 ? 0 : elapsed / Double(rounds),
            budgetSeconds: plan.budgetSeconds)
    }

    private mutating func run(
        _ run: ArmRun, in round: Int, on shim: inout ShimConnection
    ) async throws {
        var job = jobs.job(for: run)
        // Another one for each process, so that what it has to write can't be known before.
        let key = String(UInt64.random(in: .min ... .max) | 1 << 63, radix: 16)
        job.environment["BENCH_KEY"] = key
        let answer = try await shim.run(job)
        processorSeconds += Double(answer.header.processor) / 1e9
        let measured = try measuredRun(answer, of: run, key: key)
        if round >= discardedRounds { values[run.series].append(measured) }
        if round == discardedRounds - 1 { probe[run.series].append(measured) }
        if round == 0, let arm = jobs.arms[run.series] { try check(answer, of: arm) }
    }

    /// What a run gave, if it ended as it should.
    private func measuredRun(
        _ answer: ShimAnswer, of run: ArmRun, key: String
    ) throws -> MeasuredRun {
        let header = answer.header
        let arm = jobs.arms[run.series]
        let options = arm?.sample.options ?? SampleOptions()
        let isExpected =
            header.ending == .exited
            && (options.exits.map { $0 == header.value }
                ?? ((header.value != 0) == (options.raises != nil)))
        guard isExpected else {
            throw MeasurementFailure.ended(
                jobs.series[run.series], arm, header, PrintedText(answer).lines, plan)
        }
        do {
            let measured = MeasuredRun(
                wallSeconds: Double(header.wall) / 1e9, userSeconds: Double(header.user) / 1e9,
                systemSeconds: Double(header.system) / 1e9, peakMemoryBytes: header.peakMemory,
                voluntarySwitches: header.voluntarySwitches,
                involuntarySwitches: header.involuntarySwitches,
                note: try parseSampleReport(answer.notes, key: key))
            if let contradiction = measured.contradiction(cores: cores) {
                throw SampleReportProblem(
                    message: "what was measured of \(plan.name(of: jobs.series[run.series])) can't "
                        + "be: \(contradiction)",
                    help: "let measure() of the module handbook take the time of the region")
            }
            return measured
        } catch let problem as SampleReportProblem {
            throw MeasurementFailure.note(problem, arm, plan)
        }
    }

    /// A program that doesn't print the expected output may have skipped the work.
    private func check(_ answer: ShimAnswer, of arm: MeasurementPlan.Arm) throws {
        guard let expected = arm.sample.expectedOutput else { return }
        let printed = PrintedText(answer).lines.map(\.text)
        let difference = expected.difference(from: printed, order: arm.sample.options.order)
        if let difference { throw MeasurementFailure.output(arm, difference) }
    }
}

extension MeasuredRun {
    fileprivate func contradiction(cores: Int) -> String? {
        var figures = RunFigures(
            wallSeconds: wallSeconds, processorSeconds: userSeconds + systemSeconds, region: nil,
            cores: cores)
        if case .region(let region)? = note { figures.region = region }
        return figures.contradiction
    }
}
