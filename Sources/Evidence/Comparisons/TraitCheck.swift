import Basics
import Markdown
import Vault

extension ModelReader {
    /// Checks that a trait gives the evidence and the kind of value that its criterion requires.
    package mutating func check(
        _ trait: Trait, of criterion: Criterion, subject: String, registry: CriterionRegistry,
        names: EvidenceNames
    ) {
        let what = "“\(criterion.id)” of “\(subject)”"
        checkNames(trait, what: what, registry: registry, names: names)
        checkRating(trait, criterion, what: what)
        switch trait.content {
        case .notApplicable(let why):
            if why == nil {
                error(
                    .traitReason, at: trait.span, "\(what) does not apply, and no reason is given",
                    help: "add `why:` with the reason")
            }
        case .measured(let reference):
            checkMeasured(reference, trait, criterion, what: what, names: names)
        case .stated(let value):
            checkValue(value, trait.span, criterion, what: what, units: registry.units)
            for exception in trait.exceptions {
                checkValue(
                    exception.value, trait.span, criterion, what: what, units: registry.units)
            }
            checkEvidence(trait, criterion, subject: subject, what: what)
        }
    }

    private mutating func checkEvidence(
        _ trait: Trait, _ criterion: Criterion, subject: String, what: String
    ) {
        let asked: String
        switch (criterion.kind, trait.evidence) {
        case (_, .measured), (_, .checked), (.opinion, .opinion): return
        case (_, .fact):
            if trait.asOf == nil, trait.since == nil {
                error(
                    .traitSource, at: trait.span,
                    "\(what) has a source, but not the version it holds for",
                    help: "add `as_of:` (the version you read about) or `since:`")
            }
            return
        case (.measured, _):
            error(
                .traitMeasure, at: trait.span,
                "\(what) is measured, and this gives a value instead",
                help: "write `{measure: NAME.\(subject)}`, or cite: `source:`, `as_of:`")
            return
        case (.checked, _): asked = "is checked, and no claim is named"
        case (.fact, _): asked = "is a fact, and no source is named"
        case (.opinion, _):
            error(
                .traitReason, at: trait.span, "\(what) is an opinion without its reasons",
                help: "add `because:` with a sentence, or a list of criteria and claims")
            return
        }
        error(
            .traitSource, at: trait.span, "\(what) \(asked)",
            help: criterion.kind == .checked
                ? "add `claim:` with a claim's id, or cite: `source:`, `as_of:`"
                : "add `source:` and `as_of:`, or `claim:`")
    }

    private mutating func checkMeasured(
        _ reference: MeasureReference, _ trait: Trait, _ criterion: Criterion, what: String,
        names: EvidenceNames
    ) {
        guard criterion.kind == .measured else {
            error(
                .traitMeasure, at: trait.span,
                "\(what) names a measurement, but is of the kind “\(criterion.kind.rawValue)”",
                help: "give a `value:`, or make the criterion `kind: measured`")
            return
        }
        guard let definition = checkReference(reference, at: trait.span, names: names),
            let unit = criterion.unit
        else { return }
        if definition.unit.dimension != unit.dimension {
            error(
                .traitMeasure, at: trait.span,
                "“\(reference.measure)” is measured in \(definition.unit.name), which can't be "
                    + "shown in \(unit.name)",
                help: "give the measurement or the criterion “\(criterion.id)” another unit")
        }
    }

    /// Returns the definition that a reference names; reports a reference to nothing.
    mutating func checkReference(
        _ reference: MeasureReference, at span: SourceSpan, names: EvidenceNames
    ) -> MeasureDefinition? {
        guard let measures = names.measures else { return nil }
        guard let definition = measures[reference.measure] else {
            error(
                .measureUnknown, at: span, "no measurement is named “\(reference.measure)”",
                help: suggestion(
                    for: reference.measure, among: measures.keys.sorted(), named: "measurements"))
            return nil
        }
        let subjects = definition.subjects
        if !subjects.contains(reference.subjectID) {
            error(
                .measureUnknown, at: span,
                "the measurement “\(reference.measure)” has no subject “\(reference.subject)”",
                help: suggestion(for: reference.subject, among: subjects, named: "subjects"))
            return nil
        }
        if let problem = definition.problem(withParameter: reference.parameter) {
            error(.measureUnknown, at: span, problem.message, help: problem.help)
            return nil
        }
        return definition
    }

    private mutating func checkNames(
        _ trait: Trait, what: String, registry: CriterionRegistry, names: EvidenceNames
    ) {
        guard let claims = names.claims else { return }
        for claim in trait.claims where !claims.contains(claim.value) {
            error(
                .claimUnknown, at: claim.span, "no claim is named “\(claim.value)”",
                help: suggestion(for: claim.value, among: claims, named: "claims"))
        }
        // A reason of one word is a name; anything longer is a sentence.
        for reason in trait.because
        where isIdentifier(reason.value) && registry[reason.value] == nil
            && !claims.contains(reason.value)
        {
            error(
                .traitReason, at: reason.span,
                "\(what) gives “\(reason.value)” as its reason: no criterion or claim has that name",
                help: (nearest(to: reason.value, among: registry.criteria.map(\.id) + claims)
                    .map { "did you mean “\($0)”? Or write" } ?? "write")
                    + " a reason of your own as a sentence of two words or more")
        }
    }

    private mutating func checkRating(_ trait: Trait, _ criterion: Criterion, what: String) {
        guard let rating = trait.rating else { return }
        guard let scale = criterion.scale else {
            if criterion.kind != .opinion {
                error(
                    .traitValue, at: trait.span,
                    "\(what) has a rating, but its criterion has no scale",
                    help: "add `rating: 1..5` to the criterion, or delete the rating")
            } else if !(1...5).contains(rating) {
                error(
                    .traitValue, at: trait.span, "the rating of \(what) must be from 1 to 5",
                    help: "or give the criterion its scale: `rating: 1..10`")
            }
            return
        }
        if !scale.contains(rating) {
            let ends = [scale.lowerBound, scale.upperBound].map {
                decimalText($0, decimals: $0 == $0.rounded() ? 0 : 1)
            }
            error(
                .traitValue, at: trait.span,
                "the rating of \(what) must be from \(ends[0]) to \(ends[1])")
        }
    }

    private mutating func checkValue(
        _ value: String, _ span: SourceSpan, _ criterion: Criterion, what: String, units: UnitTable
    ) {
        if !criterion.values.isEmpty, !criterion.values.contains(value) {
            error(
                .traitValue, at: span,
                "\(what) must be \(listed(criterion.values, "or")), and this is “\(value)”",
                help: nearest(to: value, among: criterion.values).map { "did you mean “\($0)”?" })
        }
        guard let unit = criterion.unit, let written = quantityUnit(of: value, units: units),
            written.dimension != unit.dimension
        else { return }
        error(
            .traitValue, at: span,
            "\(what) is given in \(unit.name), and “\(value)” has a unit of another kind",
            help: "give it in \(unit.name) or another unit of \(unit.dimension)")
    }
}

/// Returns the unit of a text such as `8 MiB`; nil if it is not a number with a known unit.
private func quantityUnit(of text: String, units: UnitTable) -> MeasureUnit? {
    guard let quantity = parseQuantity(text, units: units), !quantity.unit.name.isEmpty else {
        return nil
    }
    return quantity.unit
}
