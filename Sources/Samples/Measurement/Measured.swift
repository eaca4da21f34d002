import Files

/// The quantity that all arms of a measurement reported, and the problems with it.
struct Measured {
    var quantity = MeasurementResult.Quantity.process
    /// The unit of the first arm's values.
    private var unit = MeasurementUnit.second
    var ratioKind: RatioKind
    var problems: [MeasurementProblem] = []
    private let wantedUnit: MeasurementUnit?

    /// - Parameter shortestRegion: in seconds.
    init(
        plan: MeasurementPlan, record: MeasurementRecord,
        shortestRegion: Double = NoiseLimits.shortestRegionSeconds
    ) {
        wantedUnit = plan.unit
        ratioKind = .quantity(lowerIsBetter: plan.better == .lower)
        let arms = zip(record.definition.series, record.data.values)
            .filter { $0.0.role == .arm }
            .map { (name: plan.name(of: $0.0), subject: $0.0.subject, values: $0.1) }
        if let first = arms.first?.values {
            quantity = first.quantity ?? .process
            if quantity == .value { unit = first.unit(default: plan.unit) }
        }
        let countsCores = plan.countsCores && quantity != .value
        if countsCores { unit = plan.unit ?? unit }
        if unit.dimension == .time, plan.better == .lower { ratioKind = .time }

        for arm in arms {
            guard let kind = arm.values.quantity else {
                problems.append(.reportsSometimes(arm.name, subject: arm.subject))
                continue
            }
            if kind != quantity {
                problems.append(.mixed(arm.name, kind, arms[0].name, quantity, arm.subject))
            } else if kind == .value {
                let own = arm.values.unit(default: plan.unit)
                if own.dimension != unit.dimension {
                    problems.append(.otherUnit(arm.name, own, arms[0].name, unit, arm.subject))
                }
            }
            if countsCores, arm.values.coresBusy == nil {
                problems.append(.noProcessorTime(arm.name, subject: arm.subject))
            }
            if kind == .region, let region = SortedValues(arm.values.regionSeconds)?.median,
                region < shortestRegion
            {
                problems.append(.regionTooShort(arm.name, seconds: region, subject: arm.subject))
            }
        }
        if let wantedUnit, wantedUnit.dimension != unit.dimension {
            problems.append(.unitDoesNotFit(wantedUnit, unit))
        }
    }

    /// Returns the plan's unit if it fits, else the unit that suits the smallest value.
    func displayUnit(of rows: [MeasurementRow]) -> MeasurementUnit {
        if let wantedUnit, wantedUnit.dimension == unit.dimension { return wantedUnit }
        let smallest = rows.map { abs($0.estimate.value) }.filter { $0 > 0 }.min() ?? 0
        return .fitting(smallest, dimension: unit.dimension) ?? unit
    }
}

/// Returns a mistake of the samples that more rounds would not change, from the values of a single
/// round. A region has to be much too short, since one run of it may be quicker than most.
func certainMistake(
    in probe: MeasurementRecord, for plan: MeasurementPlan
) -> MeasurementProblem? {
    Measured(
        plan: plan, record: probe, shortestRegion: NoiseLimits.shortestRegionSeconds / 2
    ).problems.first(where: \.isError)
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
        _ name: String, _ unit: MeasurementUnit, _ first: String, _ firstUnit: MeasurementUnit,
        _ subject: String
    ) -> Self {
        Self(
            code: "measure-unit",
            message: "\(name) reports \(unit.description), \(first) \(firstUnit.description)",
            help: "report in units of the same kind", subject: subject, isError: true)
    }

    fileprivate static func noProcessorTime(_ name: String, subject: String) -> Self {
        Self(
            code: "measure-unit",
            message:
                "cores are counted, and \(name) doesn't say what processor time its region took",
            help: "mark the region with measure(), which knows it", subject: subject, isError: true)
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
        _ unit: MeasurementUnit, _ found: MeasurementUnit
    ) -> Self {
        Self(
            code: "measure-unit",
            message: "the unit is \(unit.name), but what was measured are \(found.description)",
            help: "give the measurement a unit of that kind, or report another value", subject: nil,
            isError: true)
    }
}

extension MeasurementUnit {
    fileprivate var description: String {
        switch dimension {
        case .time: "times"
        case .memory: "amounts of memory"
        case .other: name.isEmpty ? "numbers without unit" : "values in \(name)"
        }
    }
}
