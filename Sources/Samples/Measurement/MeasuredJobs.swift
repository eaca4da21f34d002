/// The jobs of a plan on this machine: one for each series, programs already compiled.
struct MeasuredJobs: Sendable {
    var series: [Series]
    /// In the order of `series`.
    var jobs: [ShimJob]
    /// In the order of `series`; nil for null arms.
    var arms: [MeasurementPlan.Arm?]

    /// Compiles what has to be compiled; the programs stay with this supervisor. Throws
    /// ``MeasurementFailure`` when an arm can't be.
    ///
    /// - Parameters:
    ///   - scratch: a folder of its own for each index; see ``SampleExecution/jobs(scratch:)``.
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
                        // Without a null arm the measurement is still worth something.
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
            // To tell output from error the supervisor steps in at every write: not while timing.
            job.profile.labelsStreams = false
            series.append(one)
            jobs.append(job)
            arms.append(arm)
        }
    }

    func job(for run: ArmRun) -> ShimJob {
        var job = jobs[run.series]
        // What the author fixed stays fixed.
        if arms[run.series]?.sample.options.environment["PYTHONHASHSEED"] == nil {
            job.environment["PYTHONHASHSEED"] = "\(run.hashSeed)"
        }
        job.environment["BENCH_PADDING"] = String(repeating: "x", count: run.padding)
        return job
    }
}

extension MeasurementPlan {
    /// How a sample gets the values of the parameters: as environment variables.
    package static func variables(of point: [ParameterValue]) -> [String: String] {
        Dictionary(point.map { ("BENCH_PARAM_\($0.name)", $0.value) }) { $1 }
    }

}

extension SampleExecution {
    /// Makes it run a program that does nothing; false where it isn't known what that looks like.
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
