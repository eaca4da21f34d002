import Files

/// One sample on one runtime, on its way from the note to its result.
struct Arm: Sendable {
    enum Outcome: Sendable {
        case ran(SampleRecord)
        case broken(ShimFailure)
    }

    var sample: Sample
    /// Nil if there is no runtime of that name or for that language.
    var runtime: Runtime?
    var runtimeName: String
    var path: RecordPath
    /// False if the sample must not run and that is no problem.
    var isSelected = true
    var key = ""
    var loaded = RecordStore.Loaded.missing
    var freshness: Freshness?
    /// The reason why it has to run; nil if it need not.
    var reason: String?
    var outcome: Outcome?
    var problems: [SampleProblem] = []

    var record: SampleRecord? { if case .record(let record) = loaded { record } else { nil } }

    static func all(of sample: Sample, configuration: RunnerConfiguration) -> [Arm] {
        let standard = configuration.defaultRuntime(for: sample.language)
        let names =
            sample.options.runtimes.isEmpty
            ? [standard?.name ?? sample.language] : sample.options.runtimes
        return names.map { name in
            let runtime = configuration.runtimes.first { $0.name == name }
            var arm = Arm(
                sample: sample, runtime: runtime, runtimeName: name,
                path: RecordPath(
                    sample, runtime: name, isDefaultRuntime: name == standard?.name))
            if runtime == nil {
                let known = configuration.runtimes.map(\.name)
                arm.problems.append(
                    sample.options.runtimes.isEmpty
                        ? .noRuntime(for: sample)
                        : .unknownRuntime(name, of: sample, known: known))
            }
            arm.checkLimits(configuration)
            arm.isSelected =
                switch configuration.selection {
                case .all: sample.options.run != .never
                case .marked: sample.options.run == .always
                case .none: false
                }
            return arm
        }
    }

    private mutating func checkLimits(_ configuration: RunnerConfiguration) {
        let (longest, largest) = (
            configuration.maximumTimeoutSeconds, configuration.maximumMemoryBytes
        )
        if let seconds = sample.options.timeoutSeconds, seconds > longest {
            problems.append(
                .beyondLimit(
                    "\(formatted(seconds)) s", allowed: "\(formatted(longest)) s", of: sample))
        }
        if let bytes = sample.options.memoryBytes, bytes > largest {
            problems.append(
                .beyondLimit("\(bytes >> 20) MiB", allowed: "\(largest >> 20) MiB", of: sample))
        }
    }

    func recalled(from store: RecordStore, selection: SampleSelection) -> Arm {
        guard let runtime, sample.options.run != .never, selection != .none else { return self }
        var arm = self
        arm.key = recordKey(of: sample, on: runtime)
        arm.loaded = store.load(path)
        switch arm.loaded {
        case .invalid(let problem): arm.problems.append(.invalidRecord(problem))
        case .obstructed(let problem): arm.problems.append(.obstructedRecord(problem, of: sample))
        case .missing, .record: break
        }
        return arm
    }

    func decided(policy: RunPolicy, machine: Machine?) -> Arm {
        guard let runtime, sample.options.run != .never else { return self }
        var arm = self
        arm.freshness = record.map {
            Freshness($0, key: key, here: machine?.environment(for: runtime))
        }
        let need: String? =
            switch (loaded, arm.freshness) {
            case (.missing, _): "it has no record"
            case (.invalid, _): "its record can't be used"
            case (_, .stale): "it has changed since its record was made"
            default: nil
            }
        switch policy {
        case .frozen: arm.reason = nil
        case .asNeeded: arm.reason = need
        case .rerun(let holds): arm.reason = holds(sample) ? "it was asked for" : need
        case .refresh(let holds): arm.reason = need ?? arm.reasonToRefresh(holds(sample))
        case .accept: arm.reason = need ?? "its output is to be accepted"
        case .compare: arm.reason = "it is compared with its record"
        }
        if !isSelected { arm.reason = nil }
        // The result of a run could not be saved.
        if case .obstructed = loaded { arm.reason = nil }
        return arm
    }

    var plan: PlannedRun.Plan {
        if let reason { return .run(reason: reason) }
        return switch freshness {
        case .fresh: .recall
        case .foreign(let differences): .recallForeign(differences: differences)
        case .stale, nil: .nothing
        }
    }

    private func reasonToRefresh(_ isWanted: Bool) -> String? {
        guard isWanted, case .foreign(let differences)? = freshness else { return nil }
        return "its record is from elsewhere: \(differences.joined(separator: ", "))"
    }

    /// Returns true if a new record has to replace the old one.
    func keeps(_ new: SampleRecord, policy: RunPolicy) -> Bool {
        guard case .accept = policy, let record, record.key == key else { return true }
        return drift(from: record, to: new, of: sample) != nil
    }
}

extension Arm {
    func result(policy: RunPolicy, machine: Machine?) -> SampleResult {
        var result = SampleResult(
            sample: sample, runtime: runtimeName, status: .recalled, record: record,
            problems: problems)
        guard let runtime else {
            result.status = .notRun(reason: "it has no runtime")
            return result
        }
        if sample.options.run == .never {
            result.status = .notRun(reason: "it is marked norun")
            return result
        }
        if case .compare = policy {
            compare(&result, machine)
        } else {
            finish(&result, policy, machine)
        }
        if let record = result.record, record.key == key {
            result.problems += judge(record, of: sample, on: runtime)
        }
        return result
    }

    private func finish(
        _ result: inout SampleResult, _ policy: RunPolicy, _ machine: Machine?
    ) {
        switch outcome {
        case .ran(let record)?:
            let isNew = keeps(record, policy: policy)
            result.record = isNew ? record : self.record
            result.status = .ran(reason: (reason ?? "") + (isNew ? "" : ", and is what it was"))
        case .broken(let failure)?:
            result.status = .notRun(reason: "the sandbox failed")
            result.problems.append(.brokenSandbox(failure, of: sample))
        case nil:
            finishWithoutRun(&result, machine)
        }
    }

    private func finishWithoutRun(_ result: inout SampleResult, _ machine: Machine?) {
        if case .obstructed = loaded {
            // This was reported when the record was looked for.
            result.status = .notRun(reason: "its record can't be kept")
            return
        }
        switch freshness {
        case .fresh? where reason == nil: result.status = .recalled
        case nil where !isSelected, .stale? where !isSelected:
            result.status = .notRun(reason: "it is not among the samples that may run")
            result.record = nil
        case .foreign(let differences)? where reason == nil:
            result.status = .foreign(differences: differences)
        default:
            let (why, problem) = obstacle(machine)
            result.status = .notRun(reason: why)
            result.problems.append(problem)
        }
    }

    /// Returns the reason why it was not run although it should have been.
    private func obstacle(_ machine: Machine?) -> (String, SampleProblem) {
        if let machine, let runtime {
            if case .failure(let problem)? = machine.runtimes[runtime.name] {
                return (problem.message, .missingRuntime(problem, of: sample))
            }
            if machine.sandbox.profile == nil {
                return (
                    "there is no sandbox",
                    .noSandbox(
                        machine.sandbox.report, of: sample, need: reason ?? "it has no record")
                )
            }
        }
        return record == nil
            ? ("nothing is to be executed", .missingRecord(of: sample))
            : ("nothing is to be executed", .staleRecord(of: sample))
    }

    private func compare(_ result: inout SampleResult, _ machine: Machine?) {
        guard case .ran(let new)? = outcome else { return finish(&result, .compare, machine) }
        result.status = .ran(reason: reason ?? "")
        guard let old = record else {
            result.problems.append(.missingRecord(of: sample))
            result.record = new
            return
        }
        guard old.key == key else {
            result.problems.append(.staleRecord(of: sample))
            result.record = new
            return
        }
        if let problem = drift(from: old, to: new, of: sample) { result.problems.append(problem) }
    }
}
