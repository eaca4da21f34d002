import Basics

extension MeasurementPlan {
    /// The mistakes in the plan itself, which are found before anything runs. A plan with an error
    /// can't be measured.
    package var problems: [MeasurementProblem] {
        var problems: [MeasurementProblem] = []
        func add(_ code: String, _ message: String, help: String, subject: String? = nil) {
            problems.append(
                MeasurementProblem(
                    code: code, message: message, help: help, subject: subject, isError: true))
        }
        if !isMeasurementName(name) {
            add(
                "measure-name", "\"\(name)\" can't be the name of a measurement",
                help: "use letters, digits, - and _, and dots between them")
        }
        if arms.isEmpty {
            add(
                "measure-empty", "no sample belongs to this measurement",
                help: "give at least one sample the options measure=\(name) subject=NAME")
        }
        var seen: Set<[String]> = []
        for arm in arms where !seen.insert([arm.subject, arm.runtime]).inserted {
            add(
                "measure-subject", "two samples are the subject \(arm.subject)",
                help: "give each arm a subject= of its own", subject: arm.subject)
        }
        for arm in arms where arm.writesNotes {
            add(
                "measure-note",
                "\(arm.subject) writes by itself where the module handbook writes what it measures",
                help: "let measure() or report() of the module handbook write there",
                subject: arm.subject)
        }
        if let baseline, !arms.contains(where: { $0.subject == baseline }) {
            let subjects = arms.map(\.subject)
            let near = nearest(to: baseline, among: subjects)
            add(
                "measure-baseline", "the baseline \"\(baseline)\" is none of the subjects",
                help: near.map { "did you mean \($0)?" }
                    ?? "the subjects are \(subjects.joined(separator: ", "))")
        }
        for parameter in parameters where parameter.values.isEmpty {
            add(
                "measure-params", "the parameter \(parameter.name) has no values",
                help: "give it a list, e.g. \(parameter.name): [10, 100]")
        }
        if series.count > Self.mostSeries {
            add(
                "measure-params",
                "\(series.count) series in each round are more than \(Self.mostSeries)",
                help: "measure fewer values of the parameters, or split the measurement")
        }
        if rounds < fewestValues(level: 0.95) || rounds > 1000 {
            add(
                "measure-rounds", "\(rounds) rounds can't be measured",
                help: "an interval needs at least 6 rounds; 20 is what is used otherwise")
        }
        return problems
    }

    private static let mostSeries = 200
}

extension MeasurementPlan.Arm {
    /// Whether its code names the helper's channel, in a language that has a helper. Code can name
    /// it in ways that don't show; what it then writes still has to be possible.
    fileprivate var writesNotes: Bool {
        let languages = Runtime.defaults.first { $0.name == runtime }?.languages ?? []
        guard MeasurementHelper(languages: languages) != nil else { return false }
        let texts = [sample.code] + sample.inputs.values.map { String(decoding: $0, as: UTF8.self) }
        return texts.contains { $0.contains("BENCH_FD") || $0.contains("BENCH_KEY") }
    }
}
