/// What came of a measurement, as pages show it and claims are judged by it. Plain values: whoever
/// runs measurements converts to them.
package struct MeasurementView: Sendable, Hashable {
    /// One way of doing the work.
    package struct Arm: Sendable, Hashable {
        package var subject: String
        package var label: String
        package var quantity: MeasuredQuantity
        /// The values in the quantity's unit, one for each round, in the order of the rounds.
        package var values: [Double]
        /// The CPU time divided by the wall time: how many cores were busy.
        package var coresBusy: Double?
        /// The comparison with the baseline, such as “7.1× faster than threads [6.8, 7.4]”; nil if
        /// it is to be derived from the series' ratios.
        package var words: String?

        package init(
            subject: String, label: String, quantity: MeasuredQuantity, values: [Double],
            coresBusy: Double? = nil, words: String? = nil
        ) {
            self.words = words
            self.subject = subject
            self.label = label
            self.quantity = quantity
            self.values = values
            self.coresBusy = coresBusy
        }
    }

    /// The ratio of two arms, from the ratios within each round.
    package struct Ratio: Sendable, Hashable {
        package var numerator: String
        package var denominator: String
        package var quantity: MeasuredQuantity

        package init(numerator: String, denominator: String, quantity: MeasuredQuantity) {
            self.numerator = numerator
            self.denominator = denominator
            self.quantity = quantity
        }
    }

    /// The arms at one value of the parameter.
    package struct Series: Sendable, Hashable {
        /// The parameter's value as written after `@`; nil if the measurement has no parameter.
        package var parameter: String?
        package var arms: [Arm]
        package var ratios: [Ratio]
        /// The difference that counts as none: 3 %, or the baseline's difference from itself if
        /// that is larger.
        package var band: Double
        /// The time that the runtime takes to do nothing.
        package var nullArm: MeasuredQuantity?
        /// The number of cores that two plain CPU-bound processes got alongside.
        package var canaryCores: Double?

        package init(
            parameter: String? = nil, arms: [Arm], ratios: [Ratio] = [], band: Double = 0.03,
            nullArm: MeasuredQuantity? = nil, canaryCores: Double? = nil
        ) {
            self.parameter = parameter
            self.arms = arms
            self.ratios = ratios
            self.band = band
            self.nullArm = nullArm
            self.canaryCores = canaryCores
        }

        package func arm(_ subject: String) -> Arm? { arms.first { $0.subject == subject } }

        /// Returns a/b from the rounds; nil if neither it nor its inverse is among the ratios.
        package func pairedRatio(_ a: String, _ b: String) -> MeasuredQuantity? {
            for ratio in ratios {
                if (ratio.numerator, ratio.denominator) == (a, b) { return ratio.quantity }
                if (ratio.denominator, ratio.numerator) == (a, b) { return ratio.quantity.inverted }
            }
            return nil
        }
    }

    /// The medians of an earlier measurement. Across hosts only ratios may be compared.
    package struct Past: Sendable, Hashable {
        package var date: String
        package var host: String
        package var runtimeVersion: String
        package var parameter: String?
        /// The medians by subject, in the measurement's unit.
        package var medians: [String: Double]

        package init(
            date: String, host: String, runtimeVersion: String, parameter: String? = nil,
            medians: [String: Double]
        ) {
            self.date = date
            self.host = host
            self.runtimeVersion = runtimeVersion
            self.parameter = parameter
            self.medians = medians
        }
    }

    /// A condition of the measurement, as label and text; conditions are kept in the order of
    /// display.
    package struct Condition: Sendable, Hashable {
        package var label: String
        package var text: String

        package init(_ label: String, _ text: String) {
            self.label = label
            self.text = text
        }
    }

    package var name: String
    package var title: String
    package var unit: MeasureUnit
    package var better: Direction
    package var baseline: String?
    /// The parameter's name, such as `n`.
    package var parameterName: String?
    /// The position in ``Vault/notes`` of the note that defines the measurement.
    package var note: Int
    package var series: [Series]
    package var conditions: [Condition]
    /// Earlier measurements, the latest first.
    package var history: [Past]
    /// The reason why there are no values.
    package var obstacle: String?

    package init(
        name: String, title: String, unit: MeasureUnit, better: Direction, baseline: String? = nil,
        parameterName: String? = nil, note: Int, series: [Series], conditions: [Condition] = [],
        history: [Past] = []
    ) {
        self.name = name
        self.title = title
        self.unit = unit
        self.better = better
        self.baseline = baseline
        self.parameterName = parameterName
        self.note = note
        self.series = series
        self.conditions = conditions
        self.history = history
    }

    /// Returns the arm that the other arms of a series are compared with.
    package func base(of series: Series) -> Arm? {
        series.arm(baseline ?? series.arms.first?.subject ?? "")
    }

    /// Returns how many times better an arm is than the baseline, as a value and in words. Nil for
    /// the baseline itself.
    ///
    /// - Parameter namesBase: false if the baseline's name is next to the words.
    package func comparison(
        of arm: Arm, in series: Series, namesBase: Bool = true
    ) -> (ratio: MeasuredQuantity?, words: String)? {
        guard let base = base(of: series), base.subject != arm.subject else { return nil }
        let (a, b) = better == .lower ? (base, arm) : (arm, base)
        let ratio = series.pairedRatio(a.subject, b.subject) ?? a.quantity.divided(by: b.quantity)
        let words =
            arm.words
            ?? ratio.map {
                comparisonWords(
                    $0, than: namesBase ? base.label : nil, unit: unit, better: better,
                    band: series.band)
            }
        return words.map { (ratio, $0) }
    }

    /// Returns the series at a parameter's value; without one, the only series.
    package func series(at parameter: String?) -> Series? {
        if let parameter { return series.first { $0.parameter == parameter } }
        return series.count == 1 ? series.first : series.first { $0.parameter == nil }
    }
}

/// All measurements, found by name.
package struct MeasurementResults: Sendable {
    /// The measurements in the order of their names.
    package let views: [MeasurementView]
    private let positions: [String: Int]

    package init(_ views: [MeasurementView] = []) {
        self.views = views.sorted { $0.name < $1.name }
        positions = Dictionary(
            self.views.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(name: String) -> MeasurementView? { positions[name].map { views[$0] } }

    package func series(for reference: MeasureReference) -> MeasurementView.Series? {
        self[reference.measure]?.series(at: reference.parameter)
    }

    package func quantity(for reference: MeasureReference) -> MeasuredQuantity? {
        series(for: reference)?.arm(reference.subject)?.quantity
    }

    /// Returns a/b: from the rounds if both were measured in one series, otherwise with the widest
    /// interval that the two intervals allow. Nil if one is missing, or their units can't be
    /// divided.
    package func ratio(_ a: MeasureReference, _ b: MeasureReference) -> MeasuredQuantity? {
        if a.measure == b.measure, let series = series(for: a),
            series.parameter == self.series(for: b)?.parameter
        {
            if let ratio = series.pairedRatio(a.subject, b.subject) { return ratio }
        }
        guard let a = quantity(for: a), let b = quantity(for: b) else { return nil }
        return a.divided(by: b)
    }

    package func quantity(for expression: MeasureExpression) -> MeasuredQuantity? {
        switch expression {
        case .value(let reference): quantity(for: reference)
        case .ratio(let a, let b): ratio(a, b)
        }
    }
}
