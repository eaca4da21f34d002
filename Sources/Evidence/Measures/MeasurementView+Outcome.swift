package import Samples

extension MeasurementView {
    /// Creates the view of a measurement's result, in the words and units of its definition.
    ///
    /// - Parameter label: returns the label of a subject.
    package init(
        _ outcome: MeasurementOutcome, of definition: MeasureDefinition,
        label: @escaping (String) -> String
    ) {
        self.init(
            name: definition.name, title: definition.title, unit: definition.unit,
            better: definition.better, baseline: definition.baseline,
            parameterName: definition.parameters.isEmpty
                ? nil : definition.parameters.map(\.name).joined(separator: ", "),
            note: definition.note, series: [])
        guard let record = outcome.record, let result = outcome.result,
            !result.problems.contains(where: \.mixesValues)
        else {
            obstacle = outcome.obstacle
            return
        }
        let writer = OutcomeWriter(
            outcome: outcome, record: record, result: result, unit: definition.unit, label: label)
        series = writer.series
        conditions = measurementConditions(record, result, plan: outcome.plan)
        history = writer.history
    }
}

extension MeasurementProblem {
    /// True if the record mixes values of several kinds.
    fileprivate var mixesValues: Bool { ["measure-mixed", "measure-unit"].contains(code) }
}

extension MeasurementOutcome {
    /// The reason why there is nothing to show.
    fileprivate var obstacle: String? {
        if let problem = problems.first(where: \.isError) { return problem.message }
        if case .notRun(let reason) = status { return reason }
        return nil
    }

    /// The reason why the values can't be relied on; nil if they can.
    fileprivate var doubt: String? {
        if case .notRun(let reason) = status { return reason }
        let reasons = (result?.refusals ?? []).filter(\.isDisturbance).map(\.description)
        if result?.isRefused == true { return reasons.joined(separator: "; ") }
        return result?.problems.first(where: \.isError)?.message
    }
}

extension Refusal {
    /// True unless the problem is a wide interval, which is visible by itself.
    fileprivate var isDisturbance: Bool { if case .wide = self { false } else { true } }
}

private struct OutcomeWriter {
    let outcome: MeasurementOutcome
    let record: MeasurementRecord
    let result: MeasurementResult
    let unit: MeasureUnit
    let label: (String) -> String

    private var plan: MeasurementPlan { outcome.plan }
    private var host: String { hostText(record.data.host) }
    private var runsSeveral: Bool { Set(plan.arms.map(\.runtime)).count > 1 }

    var series: [MeasurementView.Series] {
        let points = plan.points
        return points.enumerated().map { index, point in
            let rows = result.rows.filter { $0.series.point == point }
            let shadow = result.shadows.first { $0.point == point }
            return MeasurementView.Series(
                parameter: parameter(point),
                arms: rows.map(arm), ratios: ratios(rows), band: shadow?.band ?? smallestBand,
                // Only processes have a cost of starting. It is the same at every point, so it is
                // given at the last one alone.
                nullArm: result.quantity == .process && index == points.count - 1
                    ? result.nullRows.first.map {
                        quantity($0.estimate, runtime: $0.series.runtime, in: .second)
                    } : nil,
                canaryCores: result.canaryCores)
        }
    }

    private func parameter(_ point: [ParameterValue]) -> String? {
        point.isEmpty ? nil : point.map(\.value).joined(separator: ",")
    }

    private func arm(_ row: MeasurementRow) -> MeasurementView.Arm {
        MeasurementView.Arm(
            subject: subject(row.series), label: label(of: row.series),
            quantity: quantity(row.estimate, runtime: row.series.runtime, in: unit),
            values: row.values.map { $0 / unit.factor },
            coresBusy: plan.countsCores ? nil : row.coresBusy?.value)
    }

    /// Returns the subject as it is written after the dot of an expression.
    private func subject(_ series: Samples.Series) -> String {
        let runtimes = Set(plan.arms.filter { $0.subject == series.subject }.map(\.runtime))
        return runtimes.count > 1 ? "\(series.subject):\(series.runtime)" : series.subject
    }

    private func label(of series: Samples.Series) -> String {
        label(series.subject) + (runsSeveral ? " (\(series.runtime))" : "")
    }

    /// Returns the ratios of all pairs in both directions, at a confidence level that holds for all
    /// comparisons of the measurement together.
    private func ratios(_ rows: [MeasurementRow]) -> [MeasurementView.Ratio] {
        let compared = result.rows.count - plan.points.count
        return rows.indices.flatMap { a in
            rows.indices.dropFirst(a + 1).compactMap { b in
                result.ratio(
                    of: rows[a].name, to: rows[b].name, comparisons: max(1, compared)
                ).map {
                    MeasurementView.Ratio(
                        numerator: subject(rows[a].series), denominator: subject(rows[b].series),
                        quantity: quantity($0, runtime: rows[a].series.runtime, in: .ratio))
                }
            }
        }
    }

    private func quantity(
        _ estimate: Estimate, runtime: String, in unit: MeasureUnit
    ) -> MeasuredQuantity {
        MeasuredQuantity(
            median: estimate.value / unit.factor,
            low: (estimate.interval?.lower ?? estimate.value) / unit.factor,
            high: (estimate.interval?.upper ?? estimate.value) / unit.factor,
            isRange: estimate.interval == nil, unit: unit, n: estimate.count, host: host,
            date: record.data.date, runtimeVersion: record.data.runtimeVersions[runtime] ?? runtime,
            isUsable: outcome.doubt == nil, reason: outcome.doubt)
    }

    var history: [MeasurementView.Past] {
        result.history.reversed().flatMap { past in
            plan.points.compactMap { point -> MeasurementView.Past? in
                var medians: [String: Double] = [:]
                for series in plan.series where series.role == .arm && series.point == point {
                    guard let median = past.medians[plan.name(of: series)] else { continue }
                    medians[subject(series)] = median / unit.factor
                }
                if medians.isEmpty { return nil }
                return MeasurementView.Past(
                    date: past.date, host: hostText(past.host),
                    runtimeVersion: past.runtimeVersions.sorted { $0.key < $1.key }.map(\.value)
                        .joined(separator: ", "),
                    parameter: parameter(point), medians: medians)
            }
        }
    }
}
