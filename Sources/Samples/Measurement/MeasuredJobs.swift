/// The jobs of a plan on this machine, one for each series. Their programs are compiled already.
struct MeasuredJobs: Sendable {
    var series: [Series]
    /// The jobs, in the order of `series`.
    var jobs: [ShimJob]
    /// The arms, in the order of `series`; nil for null arms.
    var arms: [MeasurementPlan.Arm?]

    /// Compiles the programs that need it; they belong to this supervisor. Throws
    /// ``MeasurementFailure`` if an arm can't be compiled.
    ///
    /// - Parameters:
    ///   - scratch: returns a separate folder for each index; see
    ///     ``SampleExecution/jobs(scratch:)``.
    init(
        _ plan: MeasurementPlan, execution: (Sample, String) throws -> SampleExecution,
        scratch: (Int) -> String, on shim: inout ShimConnection
    ) async throws {
        (series, jobs, arms) = ([], [], [])
        var templates: [String: ShimJob] = [:]
        for (index, one) in plan.series.enumerated() {
            let arm = plan.arms.first { $0.subject == one.subject && $0.runtime == one.runtime }
            guard let sample = arm?.sample ?? plan.arms.first?.sample else { continue }
            var execution = try execution(sample, one.runtime)
            if arm == nil {
                guard execution.becomeEmpty() else { continue }
            }
            if templates[execution.key] == nil {
                let folder = scratch(index)
                let (compile, run) = try execution.jobs(scratch: folder)
                if let compile {
                    let answer = try execution.checked(await shim.run(compile))
                    guard execution.hasCompiled(answer, scratch: folder) else {
                        // A measurement without its null arm is still useful.
                        guard let arm else { continue }
                        throw MeasurementFailure.notCompiled(arm, PrintedText(answer).lines)
                    }
                }
                templates[execution.key] = run
            }
            guard var job = templates[execution.key] else { continue }
            job.environment.merge(MeasurementPlan.variables(of: one.point)) { $1 }
            job.environment["BENCH_FD"] = "\(SandboxLayout.sampleNotesDescriptor)"
            job.takesNotes = true
            // To label output and errors, the supervisor intercepts every write. That would disturb
            // the times.
            job.profile.labelsStreams = false
            series.append(one)
            jobs.append(job)
            arms.append(arm)
        }
    }

    func job(for run: ArmRun) -> ShimJob {
        var job = jobs[run.series]
        // A hash seed that the author has set is kept.
        if arms[run.series]?.sample.options.environment["PYTHONHASHSEED"] == nil {
            job.environment["PYTHONHASHSEED"] = "\(run.hashSeed)"
        }
        job.environment["BENCH_PADDING"] = String(repeating: "x", count: run.padding)
        return job
    }
}

extension MeasurementPlan {
    /// Returns the environment variables through which a sample gets the values of the parameters.
    package static func variables(of point: [ParameterValue]) -> [String: String] {
        Dictionary(point.map { ("BENCH_PARAM_\($0.name)", $0.value) }) { $1 }
    }

}

extension SampleExecution {
    /// Replaces the sample by a program that does nothing. Returns false if no such program is
    /// known for its language.
    fileprivate mutating func becomeEmpty() -> Bool {
        guard let helper = MeasurementHelper(languages: runtime.runtime.languages) else {
            return false
        }
        sample.name = "null"
        sample.code = helper.emptyProgram
        sample.options = SampleOptions()
        sample.inputs = [:]
        key = recordKey(of: sample, on: runtime.runtime)
        return true
    }
}
