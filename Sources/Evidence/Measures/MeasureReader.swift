import Basics
package import Markdown
import Samples
package import Vault

/// A block that says `measure=NAME subject=ID`.
package struct ArmBlock: Sendable, Hashable {
    /// The note's position in ``Vault/notes``; ``path`` is its path.
    package var note: Int
    package var file: String
    package var sample: String
    package var measure: String
    package var subject: String?
    package var span: SourceSpan

    package init(
        note: Int, file: String, sample: String, measure: String, subject: String?, span: SourceSpan
    ) {
        self.note = note
        self.file = file
        self.sample = sample
        self.measure = measure
        self.subject = subject
        self.span = span
    }
}

/// Reads all measurements of the vault by name, from `measures:` in notes, with the arms that
/// blocks of any note give them. Arms alone define a measurement too, with default settings.
package func readMeasures(
    _ notes: [NoteData], arms: [ArmBlock], units: UnitTable
) -> (measures: [String: MeasureDefinition], diagnostics: [Diagnostic]) {
    var reading = MeasureReading(units: units)
    for note in notes.sorted(by: { $0.file < $1.file }) { reading.read(note) }
    for arm in arms.sorted(by: { ($0.file, $0.span.start) < ($1.file, $1.span.start) }) {
        reading.add(arm)
    }
    reading.checkArms()
    return (reading.measures, reading.diagnostics)
}

private struct MeasureReading {
    let units: UnitTable
    var measures: [String: MeasureDefinition] = [:]
    var diagnostics: [Diagnostic] = []
    /// The places of `baseline:`, by measurement.
    private var baselines: [String: SourceSpan] = [:]
    /// What `labels:` names, by measurement.
    private var labelled: [String: [Spanned<String>]] = [:]
    private var written: Set<String> = []

    init(units: UnitTable) { self.units = units }

    mutating func read(_ note: NoteData) {
        guard let node = note.data?["measures"], !node.isNull else { return }
        var reader = ModelReader(file: note.file)
        defer { diagnostics += reader.diagnostics }
        guard
            reader.belongsToModel(node, "measures", help: "measurements are `{NAME: {unit: us}}`")
        else { return }
        guard let entries = node.entries else {
            reader.wrongType("“measures”", "a map from names to measurements", node)
            return
        }
        for entry in entries {
            guard isMeasureName(entry.key) else {
                reader.error(
                    .measureInvalid, at: entry.keySpan,
                    "“\(entry.key)” can't be the name of a measurement",
                    help: "only letters, digits, “-”, “_” and “.” are allowed in it")
                continue
            }
            if let known = measures[entry.key] {
                reader.error(
                    .measureDuplicate, at: entry.keySpan,
                    "the measurement “\(entry.key)” is defined twice",
                    notes: ["the other: \(known.file):\(known.span.start.line)"],
                    help: "give this one another name")
                continue
            }
            measures[entry.key] = definition(entry, note, &reader)
            written.insert(entry.key)
        }
    }

    private mutating func definition(
        _ entry: DataNode.Entry, _ note: NoteData, _ reader: inout ModelReader
    ) -> MeasureDefinition {
        let node = entry.value
        var result = MeasureDefinition(
            name: entry.key, title: asLabel(entry.key), unit: .second, better: .lower,
            note: note.index, file: note.file, span: entry.keySpan)
        if node.isNull { return result }
        guard node.entries != nil else {
            reader.wrongType("the measurement “\(entry.key)”", "a map", node)
            return result
        }
        reader.checkKeys(
            of: node, "a measurement",
            known: [
                "title", "unit", "better", "baseline", "rounds", "params", "timeout", "budget",
                "labels",
            ])
        let ofThis = "of “\(entry.key)”"
        result.title = reader.text(node["title"], "the title \(ofThis)")?.value ?? result.title
        if let unit = reader.unit(node["unit"], "the unit \(ofThis)", units) { result.unit = unit }
        if let better: Direction = reader.choice(
            node["better"], "`better` \(ofThis)", code: .measureInvalid)
        {
            result.better = better
        } else if node["better"]?.isNull ?? true,
            !["time", "memory"].contains(result.unit.dimension)
        {
            reader.error(
                .measureInvalid, at: entry.keySpan,
                "the measurement “\(entry.key)” doesn't say what is `better`",
                help: "write `better: lower` or `better: higher`")
        }
        if let baseline = reader.text(node["baseline"], "the baseline \(ofThis)") {
            result.baseline = baseline.value
            baselines[entry.key] = baseline.span
        }
        if let rounds = node["rounds"], !rounds.isNull {
            if let count = rounds.integer, (6...1000).contains(count) {
                result.rounds = count
            } else {
                // With fewer than six rounds there is no interval of 95 %.
                reader.wrongType("`rounds` \(ofThis)", "a whole number from 6 to 1000", rounds)
            }
        }
        result.timeoutSeconds = reader.duration(node["timeout"], "the timeout \(ofThis)", units)
        result.budgetSeconds = reader.duration(node["budget"], "the budget \(ofThis)", units)
        result.parameters = parameters(node["params"], ofThis, &reader)
        if let labels = node["labels"], !labels.isNull {
            if labels.entries == nil {
                reader.wrongType("`labels` \(ofThis)", "a map such as `{fork: os.fork}`", labels)
            }
            for label in labels.entries ?? [] {
                labelled[entry.key, default: []].append(Spanned(label.key, span: label.keySpan))
                result.labels[label.key] =
                    reader.text(
                        label.value, "the label of “\(label.key)” \(ofThis)")?.value
            }
        }
        return result
    }

    private func parameters(
        _ node: DataNode?, _ ofThis: String, _ reader: inout ModelReader
    ) -> [MeasureDefinition.Parameter] {
        guard let node, !node.isNull else { return [] }
        guard let entries = node.entries else {
            reader.wrongType("`params` \(ofThis)", "a map such as `{n: [10, 100]}`", node)
            return []
        }
        let parameters: [MeasureDefinition.Parameter] = entries.compactMap { entry in
            guard isIdentifier(entry.key) else {
                reader.error(
                    .measureInvalid, at: entry.keySpan,
                    "“\(entry.key)” can't be the name of a parameter",
                    help: "only letters, digits, “-” and “_” are allowed in it")
                return nil
            }
            var values: [String] = []
            for value in reader.texts(entry.value, "a value of “\(entry.key)” \(ofThis)") {
                if !isParameterValue(value.value) {
                    reader.error(
                        .measureInvalid, at: value.span,
                        "“\(value.value)” can't be the value of a parameter",
                        help: "it follows “@” in expressions: a number or a word")
                } else if values.contains(value.value) {
                    reader.error(
                        .measureInvalid, at: value.span,
                        "the value \(value.value) of “\(entry.key)” occurs twice",
                        help: "delete one of them")
                } else {
                    values.append(value.value)
                }
            }
            if values.isEmpty {
                reader.error(
                    .measureInvalid, at: entry.keySpan,
                    "the parameter “\(entry.key)” \(ofThis) has no values",
                    help: "write for example `\(entry.key): [10, 100, 1000]`")
                return nil
            }
            return MeasureDefinition.Parameter(name: entry.key, values: values)
        }
        // Each point is measured in each round: more would take days.
        let points = parameters.reduce(1) { min($0 * $1.values.count, Int(Int32.max)) }
        guard points <= Self.mostPoints else {
            reader.error(
                .measureInvalid, at: node.span,
                "the parameters \(ofThis) have more than \(Self.mostPoints) combinations",
                help: "give them fewer values")
            return []
        }
        return parameters
    }

    private static let mostPoints = 200

    mutating func add(_ arm: ArmBlock) {
        var reader = ModelReader(file: arm.file)
        defer { diagnostics += reader.diagnostics }
        guard let subject = arm.subject, !subject.isEmpty else {
            reader.error(
                .measureInvalid, at: arm.span,
                "this arm of “\(arm.measure)” doesn't say what it measures",
                help: "add `subject=ID`")
            return
        }
        guard isIdentifier(subject), isMeasureName(arm.measure) else {
            reader.error(
                .measureInvalid, at: arm.span,
                "`measure=\(arm.measure) subject=\(subject)` can't be named in an expression",
                help: "only letters, digits, “-” and “_” are allowed in names")
            return
        }
        if measures[arm.measure] == nil {
            let near = nearest(to: arm.measure, among: written.sorted())
            if let near {
                reader.error(
                    .measureUnknown, at: arm.span,
                    "no measurement is named “\(arm.measure)”", help: "did you mean “\(near)”?")
                return
            }
            measures[arm.measure] = MeasureDefinition(
                name: arm.measure, title: asLabel(arm.measure), unit: .second, better: .lower,
                note: arm.note, file: arm.file, span: arm.span)
        }
        if let other = measures[arm.measure]?.arms.first(where: { $0.subject == subject }) {
            reader.error(
                .measureInvalid, at: arm.span,
                "“\(arm.measure)” has two arms for “\(subject)”",
                notes: ["the other: \(other.note):\(other.line)"],
                help: "give one of them another `subject=`")
            return
        }
        measures[arm.measure]?.arms.append(
            MeasureDefinition.Arm(
                subject: subject, note: arm.file, sample: arm.sample, line: arm.span.start.line))
    }

    mutating func checkArms() {
        for measure in measures.values {
            var reader = ModelReader(file: measure.file)
            if measure.arms.isEmpty {
                reader.error(
                    .measureInvalid, at: measure.span,
                    "no sample is measured by “\(measure.name)”",
                    help: "write `measure=\(measure.name) subject=ID` after a block's language")
            } else if let baseline = measure.baseline, let span = baselines[measure.name],
                !measure.subjects.contains(baseline)
            {
                reader.error(
                    .measureInvalid, at: span,
                    "the baseline “\(baseline)” is not a subject of “\(measure.name)”",
                    help: suggestion(for: baseline, among: measure.subjects, named: "subjects"))
            }
            for label in measure.arms.isEmpty ? [] : labelled[measure.name] ?? []
            where !measure.subjects.contains(label.value) {
                reader.error(
                    .measureInvalid, at: label.span,
                    "`labels` names “\(label.value)”, which is not a subject of “\(measure.name)”",
                    help: suggestion(for: label.value, among: measure.subjects, named: "subjects"))
            }
            diagnostics += reader.diagnostics
        }
        diagnostics.sort()
    }
}

extension ModelReader {
    package mutating func unit(_ node: DataNode?, _ what: String, _ units: UnitTable)
        -> MeasureUnit?
    {
        guard let written = text(node, what) else { return nil }
        if let unit = units[written.value] { return unit }
        error(
            .unitUnknown, at: written.span, "no unit is named “\(written.value)”",
            help: suggestion(for: written.value, among: units.names, named: "units"))
        return nil
    }

    /// Reads `10s`, `500 ms`, or a number of seconds.
    package mutating func duration(_ node: DataNode?, _ what: String, _ units: UnitTable) -> Double?
    {
        guard let written = text(node, what) else { return nil }
        if let quantity = parseQuantity(written.value, units: units) {
            let seconds =
                quantity.unit.name.isEmpty
                ? quantity.value : quantity.unit.convert(quantity.value, to: .second)
            if let seconds, durationBounds.contains(seconds) { return seconds }
        }
        error(
            .propertyType, at: written.span,
            "\(what) must be a duration, \(durationRule), and this is “\(written.value)”",
            help: "write for example `10s` or `500 ms`")
        return nil
    }
}
