import Files

/// Analyses a record. The function is pure: the same record and plan give the same result.
///
/// The plan gives the order, the unit, the baseline and which direction is better. Series that the
/// record doesn't have are left out.
package func analyse(_ record: MeasurementRecord, for plan: MeasurementPlan) -> MeasurementResult {
    let rows = plan.series.compactMap { MeasurementRow($0, plan: plan, record: record) }
    var arms = rows.filter { $0.series.role == .arm }
    let nulls = rows.filter { $0.series.role == .null }
    let shadows = plan.points.compactMap { shadow(at: $0, in: rows) }

    let measured = Measured(plan: plan, record: record)
    var problems = measured.problems
    if measured.quantity == .process, !plan.countsCores {
        problems += addNetTimes(to: &arms, nulls: nulls)
    }

    var refusals = conditionRefusals(record.data.conditions) + shadowRefusals(shadows)
    // Ratios are computed even if they aren't shown: their widths decide whether to add rounds.
    addComparisons(to: &arms, plan: plan, shadows: shadows, kind: measured.ratioKind)
    let widths = halfWidths(of: arms, plan: plan)
    let wide = widths.filter { $0.width > NoiseLimits.halfWidth }.map(\.name)
    if !wide.isEmpty { refusals.append(.wide(wide)) }

    let canary = record.data.canary.min()
    let possible = Double(min(2, record.data.host.cores))
    var result = MeasurementResult(
        name: record.name, quantity: measured.quantity, unit: measured.displayUnit(of: arms),
        better: plan.better, rows: arms, nullRows: nulls, shadows: shadows, refusals: refusals,
        problems: problems, widestHalfWidth: widths.map(\.width).max(), canaryCores: canary,
        canJudgeParallelism: possible >= 2 && (canary ?? 0) >= NoiseLimits.canary * possible,
        drifts: drifts(of: arms, history: record.data.history), history: record.data.history)
    // If units or kinds differ, every ratio between them is meaningless.
    if result.isRefused || problems.contains(where: \.isError) {
        result.drifts = []
        for index in result.rows.indices { result.rows[index].comparison = nil }
    }
    return result
}

/// Returns the part of a record that is kept after a newer record replaces it.
package func summary(
    of record: MeasurementRecord, for plan: MeasurementPlan
) -> PastMeasurement {
    let rows = analyse(record, for: plan).rows
    return PastMeasurement(
        date: record.data.date, host: record.data.host,
        runtimeVersions: record.data.runtimeVersions,
        medians: Dictionary(rows.map { ($0.name, $0.estimate.value) }) { first, _ in first },
        ratios: Dictionary(
            rows.compactMap { row in row.comparison.map { (row.name, $0.ratio) } }
        ) { first, _ in first })
}

/// Returns the bootstrap's interval for each row that is compared, oriented like the comparison.
func crossChecks(_ record: MeasurementRecord, for plan: MeasurementPlan) -> [String: Interval] {
    let rows = plan.series.compactMap { MeasurementRow($0, plan: plan, record: record) }
        .filter { $0.series.role == .arm }
    var intervals: [String: Interval] = [:]
    for row in rows where !plan.isBaseline(row.series) {
        guard let base = rows.first(where: { plan.isBaseline($0, at: row.series.point) }) else {
            continue
        }
        let (above, below) = plan.ordered(base: base, row: row)
        intervals[row.name] = bootstrapRatio(of: above.values, to: below.values)
    }
    return intervals
}

private func conditionRefusals(_ conditions: MachineConditions) -> [Refusal] {
    var refusals: [Refusal] = []
    if conditions.stealPart > NoiseLimits.steal {
        refusals.append(.steal(part: conditions.stealPart))
    }
    if conditions.otherCores > NoiseLimits.otherCores {
        refusals.append(.otherWork(cores: conditions.otherCores))
    }
    if let pressure = conditions.pressure, pressure > NoiseLimits.pressure {
        refusals.append(.pressure(part: pressure))
    }
    if conditions.otherRunnableThreads >= NoiseLimits.runnableThreads {
        refusals.append(.runnableThreads(conditions.otherRunnableThreads))
    }
    return refusals
}

private func shadow(at point: [ParameterValue], in rows: [MeasurementRow]) -> ShadowResult? {
    guard let shadow = rows.first(where: { $0.series.role == .shadow && $0.series.point == point }),
        let baseline = rows.first(where: { $0.series.isArm(like: shadow.series) }),
        let ratio = pairedRatio(of: shadow.values, to: baseline.values)
    else { return nil }
    return ShadowResult(point: point, ratio: ratio, band: band(shadow: ratio))
}

/// A shadow differs if its whole interval lies beyond the smallest band: something gave the
/// baseline a systematic advantage over itself. Comparing with ε could never show this, because ε
/// includes the shadow's own deviation.
private func shadowRefusals(_ shadows: [ShadowResult]) -> [Refusal] {
    shadows.compactMap { shadow in
        switch decide(shadow.ratio, band: smallestBand) {
        case .faster, .slower:
            .shadowDiffers(
                point: shadow.point.map(\.value).joined(separator: ","), ratio: shadow.ratio)
        case .same, .noMeasurableDifference, .tooFew: nil
        }
    }
}

private func addNetTimes(
    to rows: inout [MeasurementRow], nulls: [MeasurementRow]
) -> [MeasurementProblem] {
    var tooShort: Set<String> = []
    for index in rows.indices {
        let series = rows[index].series
        guard let null = nulls.first(where: { $0.series.runtime == series.runtime }),
            let net = pairedDifference(of: rows[index].values, from: null.values)
        else { continue }
        let isLongEnough =
            (net.interval?.lower ?? 0) > 0
            && net.value >= NoiseLimits.smallestNetPart * null.estimate.value
        rows[index].net = isLongEnough ? .seconds(net) : .tooShort
        if !isLongEnough { tooShort.insert(series.subject) }
    }
    return tooShort.sorted().map { subject in
        MeasurementProblem(
            code: "measure-too-short",
            message: "\(subject) takes hardly longer than an empty program of its runtime",
            help: "put the part that counts into `with measure():`, or do more of it",
            subject: subject, isError: false)
    }
}

private func addComparisons(
    to rows: inout [MeasurementRow], plan: MeasurementPlan, shadows: [ShadowResult],
    kind: RatioKind
) {
    let count = rows.count { !plan.isBaseline($0.series) }
    let level = correctedLevel(0.95, comparisons: count)
    for index in rows.indices where !plan.isBaseline(rows[index].series) {
        let row = rows[index]
        guard let base = rows.first(where: { plan.isBaseline($0, at: row.series.point) }) else {
            continue
        }
        let (above, below) = plan.ordered(base: base, row: row)
        guard let ratio = pairedRatio(of: above.values, to: below.values, level: level) else {
            continue
        }
        let band = shadows.first { $0.point == row.series.point }?.band ?? smallestBand
        let decision = decide(ratio, band: band)
        rows[index].comparison = ArmComparison(
            ratio: ratio, band: band, decision: decision,
            words: words(
                for: decision, ratio: ratio, band: band, other: base.series.subject,
                kind: kind))
    }
}

/// Returns the relative uncertainty of each compared row: the half-width of its ratio divided by
/// the ratio. Without a baseline, the row's own value is used.
private func halfWidths(
    of rows: [MeasurementRow], plan: MeasurementPlan
) -> [(name: String, width: Double)] {
    rows.compactMap { row in
        let estimate = plan.arms.count == 1 ? row.estimate : row.comparison?.ratio
        return estimate?.relativeHalfWidth.map { (row.name, $0) }
    }
}

private func drifts(of rows: [MeasurementRow], history: [PastMeasurement]) -> [RatioDrift] {
    rows.compactMap { row in
        let past = history.compactMap { entry in entry.ratios[row.name].map { ($0, entry.date) } }
        guard let now = row.comparison?.ratio, let (before, date) = past.last,
            hasDrifted(now, past: past.map(\.0))
        else { return nil }
        return RatioDrift(series: row.name, before: before, now: now, date: date)
    }
}

extension MeasurementPlan {
    fileprivate func isBaseline(_ series: Series) -> Bool {
        series.subject == baselineArm?.subject && series.runtime == baselineArm?.runtime
    }

    fileprivate func isBaseline(_ row: MeasurementRow, at point: [ParameterValue]) -> Bool {
        isBaseline(row.series) && row.series.point == point
    }

    /// Returns the two values in the order in which their quotient is above 1 if the row is better.
    fileprivate func ordered(
        base: MeasurementRow, row: MeasurementRow
    ) -> (above: MeasurementRow, below: MeasurementRow) {
        better == .lower ? (base, row) : (row, base)
    }
}

extension Series {
    fileprivate func isArm(like other: Series) -> Bool {
        role == .arm && subject == other.subject && runtime == other.runtime && point == other.point
    }
}
