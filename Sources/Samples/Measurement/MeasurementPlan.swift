/// Describes a measurement: arms that do the same work in different ways, and are compared with
/// each other for each value of the parameters.
package struct MeasurementPlan: Sendable, Hashable {
    package var name: String
    /// The arms, in the order of the text.
    package var arms: [Arm]
    /// The parameters, in the order of the text. The series are their product with the arms.
    package var parameters: [Parameter]
    /// The number of rounds. There are fewer if the budget doesn't allow them, and up to twice as
    /// many if the intervals stay wide.
    package var rounds: Int
    package var budgetSeconds: Double
    /// The unit in which values are shown; nil chooses one by size.
    package var unit: MeasurementUnit?
    package var better: Better
    /// The subject that the others are compared with; nil means that of the first arm.
    package var baseline: String?

    package init(
        name: String, arms: [Arm], parameters: [Parameter] = [], rounds: Int = 20,
        budgetSeconds: Double = 60, unit: MeasurementUnit? = nil, better: Better = .lower,
        baseline: String? = nil
    ) {
        self.name = name
        self.arms = arms
        self.parameters = parameters
        self.rounds = rounds
        self.budgetSeconds = budgetSeconds
        self.unit = unit
        self.better = better
        self.baseline = baseline
    }

    package struct Arm: Sendable, Hashable {
        package var subject: String
        /// The runtime's name.
        package var runtime: String
        package var sample: Sample

        package init(subject: String, runtime: String, sample: Sample) {
            self.subject = subject
            self.runtime = runtime
            self.sample = sample
        }
    }

    package struct Parameter: Sendable, Hashable, Codable {
        package var name: String
        package var values: [String]

        package init(name: String, values: [String]) {
            self.name = name
            self.values = values
        }
    }
}

/// A series of values: an arm at one point of the parameters, or one of the two control series that
/// every measurement has.
package struct Series: Sendable, Hashable, Codable {
    package enum Role: String, Sendable, Hashable, Codable {
        case arm
        /// The baseline measured a second time. It can't differ from itself, so a difference shows
        /// noise.
        case shadow
        /// An empty program. It shows the time that the runtime itself takes.
        case null
    }

    package var role: Role
    /// The subject of the arm; empty for the null arm.
    package var subject: String
    package var runtime: String
    /// The value of each parameter, in the plan's order; empty for the null arm.
    package var point: [ParameterValue]

    package init(role: Role, subject: String, runtime: String, point: [ParameterValue]) {
        self.role = role
        self.subject = subject
        self.runtime = runtime
        self.point = point
    }

    /// The values of the parameters as they follow `@` in `spawn.threads@1000`.
    package var pointLabel: String { point.map(\.value).joined(separator: ",") }
}

package struct ParameterValue: Sendable, Hashable, Codable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

extension MeasurementPlan {
    /// True if the unit is cores. Then the result is not the time of the region or process, but the
    /// number of cores that were busy during it.
    package var countsCores: Bool { unit?.dimension == MeasurementUnit("cores").dimension }

    /// All combinations of parameter values; the last parameter changes fastest. Without parameters
    /// there is one empty point.
    package var points: [[ParameterValue]] {
        parameters.reduce([[]]) { points, parameter in
            points.flatMap { point in
                parameter.values.map { point + [ParameterValue(name: parameter.name, value: $0)] }
            }
        }
    }

    /// The arm that the others are compared with; nil only if there are no arms.
    package var baselineArm: Arm? {
        arms.first { $0.subject == baseline } ?? arms.first
    }

    /// The series that run in each round: for each point the arms and the shadow of the baseline,
    /// then a null arm for each runtime.
    package var series: [Series] {
        let shadows = baselineArm.map { [$0] } ?? []
        let nulls = Set(arms.map(\.runtime)).sorted()
        return points.flatMap { point in
            arms.map {
                Series(role: .arm, subject: $0.subject, runtime: $0.runtime, point: point)
            }
                + shadows.map {
                    Series(role: .shadow, subject: $0.subject, runtime: $0.runtime, point: point)
                }
        } + nulls.map { Series(role: .null, subject: "", runtime: $0, point: []) }
    }
}
