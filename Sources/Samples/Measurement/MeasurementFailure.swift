import Foundation

/// The reason why a measurement has no result, located at the arm that caused it.
struct MeasurementFailure: Error {
    var problem: SampleProblem

    private init(
        _ arm: MeasurementPlan.Arm?, _ code: String, _ message: String, notes: [String] = [],
        help: String?
    ) {
        problem = SampleProblem(
            code, at: arm?.sample, message: message, notes: notes, help: help)
    }

    init(_ mistake: MeasurementProblem, in plan: MeasurementPlan) {
        problem = SampleProblem(mistake, in: plan)
    }

    static func notCompiled(_ arm: MeasurementPlan.Arm, _ printed: [OutputLine]) -> Self {
        Self(
            arm, "measure-failed", "\(arm.subject) does not compile, so nothing was measured",
            notes: printed.suffix(10).map(\.text),
            help: "correct the code; each sample is a whole program")
    }

    static func ended(
        _ series: Series, _ arm: MeasurementPlan.Arm?, _ header: ShimAnswer.Header,
        _ printed: [OutputLine], _ plan: MeasurementPlan
    ) -> Self {
        let how =
            switch header.ending {
            case .exited: "ended with status \(header.value)"
            case .signalled: "was ended by signal \(header.value)"
            case .timedOut: "ran into its time limit"
            case .outOfMemory: "ran into its memory limit"
            case .tooMuchOutput: "printed more than it may"
            case .tooManyProcesses: "started more processes than it may"
            case .noSandbox, .notStarted: "could not be started"
            }
        return Self(
            arm, "measure-failed", "\(plan.name(of: series)) \(how), so nothing was measured",
            notes: printed.suffix(10).map(\.text),
            help: header.ending == .timedOut
                ? "give the sample a longer timeout=, or less to do"
                : "let it end well while it is measured, too: it gets its parameters then, and the "
                    + "module handbook measures")
    }

    static func note(
        _ problem: SampleReportProblem, _ arm: MeasurementPlan.Arm?, _ plan: MeasurementPlan
    ) -> Self {
        Self(arm, "measure-note", problem.message, help: problem.help)
    }

    static func output(_ arm: MeasurementPlan.Arm, _ difference: [String]) -> Self {
        Self(
            arm, "measure-output",
            "\(arm.subject) prints something else while it is measured than is expected of it",
            notes: difference,
            help: "what it prints must not depend on the parameters, or be matched by [..]")
    }
}

extension SampleProblem {
    /// Locates the problem at the first line of the sample's code.
    init(
        _ code: String, at sample: Sample?, message: String, notes: [String] = [],
        isError: Bool = true, help: String?
    ) {
        self.init(
            code: code, isError: isError, file: sample?.origin.file ?? "",
            line: sample?.origin.firstLine ?? 1, column: (sample?.origin.indentation ?? 0) + 1,
            message: message, notes: notes, help: help)
    }

    init(_ problem: MeasurementProblem, in plan: MeasurementPlan) {
        let arm = plan.arms.first { $0.subject == problem.subject } ?? plan.arms.first
        self.init(
            problem.code, at: arm?.sample, message: "\(plan.name): \(problem.message)",
            isError: problem.isError, help: problem.help)
    }
}
