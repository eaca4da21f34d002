import Files
import Foundation

/// Runs one sample on one runtime in the sandbox, and makes its record.
struct SampleExecution: Sendable {
    var sample: Sample
    var runtime: ResolvedRuntime
    var key: String
    var limits: ShimJob.Limits
    var setting: Setting

    /// The settings that all executions of one runner share.
    struct Setting: Sendable {
        var profile: SandboxProfile
        var level: SandboxLevel
        var shimPath: String
        var shimStarter: [String] = []
        var shim: [UInt8]
        var host: Host
        var compileLimits: ShimJob.Limits
    }

    /// Throws ``ShimFailure`` if the sandbox fails. Whatever the sample itself does becomes a
    /// record.
    func run(on shim: inout ShimConnection) async throws -> SampleRecord {
        let scratch = Self.scratchPath()
        defer { _ = try? removeTree(scratch) }
        let jobs = try jobs(scratch: scratch)
        if let compile = jobs.compile {
            let answer = try checked(await shim.run(compile))
            guard hasCompiled(answer, scratch: scratch) else {
                return record(answer, compiled: false)
            }
        }
        var record = record(try checked(await shim.run(jobs.run)))
        if sample.options.traces, setting.profile.bubblewrap != nil {
            let traced = try checked(await shim.run(try runJob(traces: true)))
            record.observation.lanes = TraceReader.lanes(
                in: traced.notes, started: traced.header.started, wall: traced.header.wall)
        }
        return record
    }

    /// Returns the compile job, if there is one, and the run job. One supervisor must get them in
    /// this order. The run job may be sent several times.
    ///
    /// - Parameter scratch: a folder that is created only if there is no sandbox. It then holds the
    ///   files until the caller removes it.
    func jobs(scratch: String) throws -> (compile: ShimJob?, run: ShimJob) {
        guard setting.profile.bubblewrap != nil else { return try unsandboxedJobs(in: scratch) }
        let compile = runtime.runtime.compileCommand.isEmpty ? nil : try compileJob()
        return (compile, try runJob(traces: false))
    }

    func hasCompiled(_ answer: ShimAnswer, scratch: String) -> Bool {
        setting.profile.bubblewrap != nil
            ? answer.header.artifact
            : isExecutableFile(scratch + "/program") || answer.header.value == 0
    }

    static func scratchPath() -> String {
        FileManager.default.temporaryDirectory.path + "/sample-\(UUID().uuidString)"
    }

    func checked(_ answer: ShimAnswer) throws -> ShimAnswer {
        guard answer.header.ending == .noSandbox || answer.header.ending == .notStarted else {
            return answer
        }
        guard answer.header.started == 0 || answer.header.ending == .notStarted else {
            throw ShimFailure(
                message: "the first process of the sandbox was killed from within",
                isTheSamplesDoing: true)
        }
        let said = String(decoding: answer.output.prefix(2000), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let error = String(cString: strerror(Int32(clamping: answer.header.value)))
        guard answer.header.ending == .noSandbox else {
            throw ShimFailure(message: "its program can't be started in the sandbox: \(error)")
        }
        throw ShimFailure(
            message: "the sandbox could not be started: \(said.isEmpty ? error : said)")
    }
}

extension SampleExecution {
    private func helpers(traces: Bool) -> Helpers {
        Helpers(
            for: sample, on: runtime.runtime, folder: SandboxLayout.helperDirectory,
            sourceFolder: SandboxLayout.workingDirectory, traces: traces)
    }

    private func files(traces: Bool) -> [SandboxLayout.File] {
        var files = [
            SandboxLayout.File(
                path: SandboxLayout.shimPath, isExecutable: true, content: setting.shim)
        ]
        files += SandboxLayout.File.system
        files += helpers(traces: traces).files
        files += sourceFiles(in: SandboxLayout.workingDirectory)
        return files
    }

    private func sourceFiles(in folder: String) -> [SandboxLayout.File] {
        let source = SandboxLayout.File("\(folder)/\(runtime.runtime.fileName)", sample.code)
        let inputs = sample.inputs.sorted { $0.key < $1.key }
            .map { SandboxLayout.File(path: "\(folder)/\($0.key)", content: $0.value) }
        return [source] + inputs
    }

    private func compileJob() throws -> ShimJob {
        var layout = layout(traces: false)
        layout.buildsProgram = true
        var job = try job(
            layout, command: runtime.runtime.compileCommand, limits: setting.compileLimits)
        job.artifactPath = SandboxLayout.programPath
        job.keepsProgramAs = key
        return job
    }

    /// A traced run is an additional run: tracing takes time, so its times are never shown.
    private func runJob(traces: Bool) throws -> ShimJob {
        var layout = layout(traces: traces)
        layout.usesProgram = !runtime.runtime.compileCommand.isEmpty
        var job = try job(layout, command: runtime.runtime.command, limits: limits)
        job.command += sample.options.arguments
        job.input = Array(sample.options.standardInput.utf8)
        job.environment.merge(sample.options.environment) { $1 }
        if layout.usesProgram { job.keptProgram = key }
        job.takesNotes = traces
        job.followsThreads = traces
        return job
    }

    private func layout(traces: Bool) -> SandboxLayout {
        SandboxLayout(
            profile: setting.profile, folders: runtime.folders,
            files: files(traces: traces))
    }

    private func job(
        _ layout: SandboxLayout, command: [String], limits: ShimJob.Limits
    ) throws -> ShimJob {
        let helpers = helpers(traces: false)
        return ShimJob(
            profile: setting.profile, arguments: try layout.arguments,
            data: layout.files.map(\.content), stages: layout.stages,
            command: runtime.commandLine(
                command,
                .init(
                    source: runtime.runtime.fileName, program: SandboxLayout.programPath,
                    helper: helpers.compiled, isIsolated: true)),
            environment: environment(home: "/home/sample", helpers),
            directory: SandboxLayout.workingDirectory, folders: layout.writableFolders,
            limits: limits)
    }

    private func environment(home: String, _ helpers: Helpers) -> [String: String] {
        runtime.environment(home: home).merging(helpers.environment) { $1 }
    }
}

extension ResolvedRuntime {
    /// A fixed environment: no variable of the builder is passed on. Threads of numeric libraries
    /// are switched off, because they would disturb samples about threads.
    ///
    /// Neither these variables nor those that a note adds by `env.NAME=` reach the shim or
    /// bubblewrap, which start with an empty environment. The launcher passes them to the sample
    /// only, after all limits are set. So an `LD_PRELOAD` among them can do no more than the
    /// sample's own code.
    func environment(home: String) -> [String: String] {
        var variables = [
            "PATH": searchPath.joined(separator: ":"), "HOME": home, "USER": "sample",
            "LANG": "C.UTF-8", "TZ": "UTC", "TERM": "dumb", "COLUMNS": "80",
            "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
        ]
        variables.merge(runtime.environment) { $1 }
        return variables
    }
}

extension SampleExecution {
    /// Writes a file below the folder, never outside of it and never over an existing file.
    private func write(_ file: SandboxLayout.File, into folder: String) throws {
        let temporary = FileManager.default.temporaryDirectory.path
        let path = file.path.dropFirst(temporary.count + 1)
        do throws(FileProblem) {
            guard file.path.hasPrefix(folder + "/"), folder.hasPrefix(temporary + "/") else {
                throw FileProblem(file.path, .failed(EXDEV))
            }
            try writeNewFile(String(path), below: temporary, file.content)
        } catch {
            throw ShimFailure(message: "a file of the sample can't be written: \(error)")
        }
    }

    /// Without a sandbox the files are written to a scratch folder of the machine.
    private func unsandboxedJobs(in folder: String) throws -> (compile: ShimJob?, run: ShimJob) {
        let helpers = Helpers(
            for: sample, on: runtime.runtime, folder: folder + "/.helper", sourceFolder: folder)
        let environment = environment(home: folder, helpers)
        for file in sourceFiles(in: folder) + helpers.files {
            guard isPlainAbsolutePath(file.path) else {
                throw ShimFailure(message: "a file of the sample would lie outside of its folder")
            }
            try write(file, into: folder)
        }
        func job(_ command: [String], _ limits: ShimJob.Limits) -> ShimJob {
            ShimJob(
                profile: setting.profile, arguments: [setting.shimPath, "inside"],
                command: runtime.commandLine(
                    command,
                    .init(
                        source: runtime.runtime.fileName, program: folder + "/program",
                        helper: helpers.compiled, isIsolated: false)),
                environment: environment, directory: folder, limits: limits)
        }
        let compileCommand = runtime.runtime.compileCommand
        var run = job(runtime.runtime.command, limits)
        run.command += sample.options.arguments
        run.input = Array(sample.options.standardInput.utf8)
        run.environment.merge(sample.options.environment) { $1 }
        return (
            compileCommand.isEmpty ? nil : job(compileCommand, setting.compileLimits), run
        )
    }
}

extension SampleExecution {
    private func record(_ answer: ShimAnswer, compiled: Bool = true) -> SampleRecord {
        let header = answer.header
        let printed = PrintedText(answer)
        let observation = Observation(
            moments: printed.moments, wallSeconds: microseconds(Double(header.wall) / 1e9),
            userSeconds: microseconds(Double(header.user) / 1e9),
            systemSeconds: microseconds(Double(header.system) / 1e9),
            peakMemoryBytes: header.peakMemory, voluntarySwitches: header.voluntarySwitches,
            involuntarySwitches: header.involuntarySwitches,
            runtimeVersion: runtime.version ?? runtime.runtime.name,
            host: setting.host, date: Date.now.formatted(.iso8601), sandbox: setting.level.name)
        return SampleRecord(
            key: key, runtime: runtime.runtime.name,
            ending: compiled ? ending(header) : .notCompiled, output: printed.lines,
            omittedLines: printed.omittedLines, omittedAfter: printed.omittedAfter,
            observation: observation)
    }

    private func ending(_ header: ShimAnswer.Header) -> SampleRecord.Ending {
        switch header.ending {
        case .signalled: .signalled(header.value)
        case .timedOut: .timedOut(seconds: limits.wallSeconds)
        case .outOfMemory: .outOfMemory(limitBytes: limits.memoryBytes)
        case .tooMuchOutput: .tooMuchOutput(limitBytes: limits.outputBytes)
        case .tooManyProcesses: .tooManyProcesses(limit: limits.processes)
        case .exited, .noSandbox, .notStarted: .exited(header.value)
        }
    }
}
