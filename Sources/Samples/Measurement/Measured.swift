/// What the arms of a measurement reported, taken together, and what is wrong with it.
struct Measured {
    var quantity = MeasurementResult.Quantity.process
    /// Of the values in base units.
    var dimension = MeasurementUnit.Dimension.time
    var ratioKind: RatioKind
    var problems: [MeasurementProblem] = []
    private let wantedUnit: MeasurementUnit?

    init(plan: MeasurementPlan, record: MeasurementRecord) {
        wantedUnit = plan.unit
        ratioKind = .quantity(lowerIsBetter: plan.better == .lower)
        let arms = zip(record.definition.series, record.data.values)
            .filter { $0.0.role == .arm }
            .map { (name: plan.name(of: $0.0), subject: $0.0.subject, values: $0.1) }
        if let first = arms.first?.values {
            quantity = first.quantity ?? .process
            if quantity == .value {
                dimension = MeasurementUnit(first.reportedUnit ?? "").dimension
            }
        }
        if dimension == .time, plan.better == .lower { ratioKind = .time }

        for arm in arms {
            guard let kind = arm.values.quantity else {
                problems.append(.reportsSometimes(arm.name, subject: arm.subject))
                continue
            }
            if kind != quantity {
                problems.append(.mixed(arm.name, kind, arms[0].name, quantity, arm.subject))
            } else if kind == .value,
                MeasurementUnit(arm.values.reportedUnit ?? "").dimension != dimension
            {
                problems.append(
                    .otherUnit(
                        arm.name, arm.values.reportedUnit ?? "", arms[0].name,
                        arms[0].values.reportedUnit ?? "", arm.subject))
            }
            if kind == .region, let region = SortedValues(arm.values.regionSeconds)?.median,
                region < Noise.shortestRegionSeconds
            {
                problems.append(.regionTooShort(arm.name, seconds: region, subject: arm.subject))
            }
        }
        if let wantedUnit, wantedUnit.dimension != dimension {
            problems.append(.unitDoesNotFit(wantedUnit, dimension))
        }
    }

    /// The plan's unit where it fits, else the one that suits the smallest value.
    func displayUnit(of rows: [MeasurementRow]) -> MeasurementUnit {
        if let wantedUnit, wantedUnit.dimension == dimension { return wantedUnit }
        let smallest = rows.map { abs($0.estimate.value) }.filter { $0 > 0 }.min() ?? 0
        return .fitting(smallest, dimension: dimension)
    }
}

extension MeasurementResult.Quantity {
    fileprivate var description: String {
        switch self {
        case .process: "its whole process"
        case .region: "a region"
        case .value: "a value"
        }
    }
}

extension MeasurementProblem {
    fileprivate static func reportsSometimes(_ name: String, subject: String) -> Self {
        Self(
            code: "measure-mixed", message: "\(name) reported a value in some rounds only",
            help: "call measure() or report() on every path through the sample", subject: subject,
            isError: true)
    }

    fileprivate static func mixed(
        _ name: String, _ kind: MeasurementResult.Quantity, _ first: String,
        _ firstKind: MeasurementResult.Quantity, _ subject: String
    ) -> Self {
        Self(
            code: "measure-mixed",
            message: "\(name) is measured by \(kind.description), \(first) by "
                + "\(firstKind.description): the two can't be compared",
            help: "use measure(), or report(), in all arms or in none", subject: subject,
            isError: true)
    }

    fileprivate static func otherUnit(
        _ name: String, _ unit: String, _ first: String, _ firstUnit: String, _ subject: String
    ) -> Self {
        Self(
            code: "measure-unit",
            message: "\(name) reports in \"\(unit)\", \(first) in \"\(firstUnit)\"",
            help: "report in units of the same kind", subject: subject, isError: true)
    }

    fileprivate static func regionTooShort(
        _ name: String, seconds: Double, subject: String
    ) -> Self {
        Self(
            code: "measure-short-region",
            message: "the region of \(name) takes \(rounded(seconds * 1e6, toPlace: 0)) µs, which "
                + "is too short to time",
            help: "repeat the work with `for _ in loops():`, or do more of it within the region",
            subject: subject, isError: true)
    }

    fileprivate static func unitDoesNotFit(
        _ unit: MeasurementUnit, _ dimension: MeasurementUnit.Dimension
    ) -> Self {
        let found =
            switch dimension {
            case .time: "times"
            case .memory: "amounts of memory"
            case .other(let name): name.isEmpty ? "numbers without unit" : "values in \(name)"
            }
        return Self(
            code: "measure-unit",
            message: "the unit is \(unit.name), but what was measured are \(found)",
            help: "give the measurement a unit of that kind, or report another value", subject: nil,
            isError: true)
    }
}
