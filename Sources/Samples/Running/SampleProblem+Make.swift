import Basics
import Files

// Messages for samples that can't be run and records that can't be used.

extension SampleProblem {
    /// Locates the problem at the first line of the sample's code.
    private init(
        _ sample: Sample, _ code: String, _ message: String, help: String?, notes: [String] = [],
        isError: Bool = true
    ) {
        self.init(
            code: code, isError: isError, file: sample.origin.file, line: sample.origin.firstLine,
            column: sample.origin.indentation + 1, message: message, notes: notes, help: help)
    }

    static func unknownRuntime(_ name: String, of sample: Sample, known: [String]) -> Self {
        let help =
            nearest(to: name, among: known).map { "did you mean \($0)?" }
            ?? "the runtimes are \(known.joined(separator: ", "))"
        return Self(sample, "runtime-unknown", "there is no runtime \"\(name)\"", help: help)
    }

    static func noRuntime(for sample: Sample) -> Self {
        Self(
            sample, "runtime-unknown", "no runtime is set up for the language \(sample.language)",
            help: "add one under runtimes: in site.yml, or mark the block norun")
    }

    static func missingRuntime(_ problem: RuntimeProblem, of sample: Sample) -> Self {
        Self(sample, "runtime-missing", problem.message, help: problem.help)
    }

    static func missingRecord(of sample: Sample) -> Self {
        Self(
            sample, "sample-not-run",
            "the sample \(sample.name) has never been run, and nothing is to be executed now",
            help: "run it once with: site run")
    }

    static func staleRecord(of sample: Sample) -> Self {
        Self(
            sample, "sample-stale", "the sample \(sample.name) has changed since it was last run",
            help: "run it again with: site run")
    }

    /// - Parameter need: the reason why it would have to run.
    static func noSandbox(_ report: SandboxReport, of sample: Sample, need: String) -> Self {
        Self(
            sample, "sandbox-missing",
            """
            the sample \(sample.name) can't be run without a sandbox (\(need)): \
            \(report.reason ?? "there is none")
            """,
            help: "\(report.cure ?? "see: site doctor"); or, at your own risk, --allow-unsandboxed")
    }

    static func brokenSandbox(_ failure: ShimFailure, of sample: Sample) -> Self {
        failure.isTheSamplesDoing
            ? Self(
                sample, "sample-failed",
                "the sample \(sample.name) killed the process that supervised it: \(failure)",
                help: "let it end only processes that it has started")
            : Self(
                sample, "sandbox-failed", "the sample \(sample.name) could not be run: \(failure)",
                help: "see: site doctor")
    }

    /// Locates the problem in the record's file.
    static func invalidRecord(_ problem: InvalidRecord) -> Self {
        Self(
            code: "record-invalid", isError: false, file: "_records/\(problem.file)",
            line: problem.line, column: 1,
            message: "this record can't be used: \(problem.message)",
            help: "it is taken for missing; restore it from git, or delete it and use: site run")
    }

    static func obstructedRecord(_ problem: FileProblem, of sample: Sample) -> Self {
        Self(
            sample, "record-invalid", "the record of \(sample.name) can't be kept: \(problem)",
            help: "records lie in plain files and folders: delete this one, or move it elsewhere")
    }

    static func beyondLimit(_ asked: String, allowed: String, of sample: Sample) -> Self {
        Self(
            sample, "sample-limit", "the sample asks for \(asked), more than is allowed",
            help: "site.yml allows at most \(allowed)")
    }

    static func drift(_ message: String, difference: [String], of sample: Sample) -> Self {
        Self(
            sample, "output-drift", message,
            help: "if the new output is right, accept it with: site run --accept", notes: difference
        )
    }
}
