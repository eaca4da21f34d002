/// What is to be measured: arms that do the same work in different ways, compared with each other
/// for each value of the parameters.
package struct MeasurementPlan: Sendable, Hashable {
    package var name: String
    /// In the order of the text.
    package var arms: [Arm]
    /// In the order of the text; the series are their product.
    package var parameters: [Parameter]
    /// Wanted; fewer when the budget doesn't allow them, up to twice as many when the intervals
    /// stay wide.
    package var rounds: Int
    package var budgetSeconds: Double
    /// In which to show the values; nil chooses by size.
    package var unit: MeasurementUnit?
    package var better: Better
    /// The subject with which the others are compared; nil is that of the first arm.
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

/// One row of values: an arm at one point of the parameters, or one of the two helpers that every
/// measurement carries along.
package struct Series: Sendable, Hashable, Codable {
    package enum Role: String, Sendable, Hashable, Codable {
        case arm
        /// The baseline once more. It can't differ from itself: what it shows is noise.
        case shadow
        /// An empty program: what the runtime itself takes.
        case null
    }

    package var role: Role
    /// Empty for the null arm.
    package var subject: String
    package var runtime: String
    /// One for each parameter, in the plan's order; empty for the null arm.
    package var point: [ParameterValue]

    package init(role: Role, subject: String, runtime: String, point: [ParameterValue]) {
        self.role = role
        self.subject = subject
        self.runtime = runtime
        self.point = point
    }

    /// The values of the parameters as they stand behind `@` in `spawn.threads@1000`.
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
    /// True when the unit is cores: of the region or process it isn't the time that counts, but how
    /// many cores were busy meanwhile.
    package var countsCores: Bool { unit?.dimension == MeasurementUnit("cores").dimension }

    /// Every combination of parameter values, the last parameter's changing fastest; one empty
    /// point when there are no parameters.
    package var points: [[ParameterValue]] {
        parameters.reduce([[]]) { points, parameter in
            points.flatMap { point in
                parameter.values.map { point + [ParameterValue(name: parameter.name, value: $0)] }
            }
        }
    }

    /// The arm that the others are compared with; nil only when there are no arms.
    package var baselineArm: Arm? {
        arms.first { $0.subject == baseline } ?? arms.first
    }

    /// All that runs in each round: for each point the arms and the shadow of the baseline, then a
    /// null arm for each runtime.
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
