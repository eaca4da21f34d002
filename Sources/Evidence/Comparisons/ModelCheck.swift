import Markdown
package import Vault

extension ComparisonModel {
    /// Returns the warnings about the model as a whole, beyond those of single tables.
    ///
    /// - Parameter currentVersion: returns the version of the runtime on which a subject's samples
    ///   run, such as `Python 3.14.0`; nil if the age of the subject's sources is not to be
    ///   checked.
    package func warnings(
        evidence: TableEvidence, currentVersion: (Subject) -> String? = { _ in nil }
    ) -> [Diagnostic] {
        let matrix = matrix(title: "", evidence: evidence)
        var result = matrix.rows.flatMap(rowWarnings)
        result += subjects.flatMap { subject in
            uncompared(subject)
                + oldSources(of: subject, current: currentVersion(subject).flatMap(version))
        }
        result += comparisons.flatMap(sparsePairs)
        result += registry.criteria.flatMap { contradictions(in: $0, evidence) }
        return result.sorted()
    }

    /// Warns about rows in which the subjects don't differ, or only by a rating.
    private func rowWarnings(_ row: ComparisonTable.Row) -> [Diagnostic] {
        guard let criterion = row.criteria.first.flatMap({ registry[$0] }) else { return [] }
        let stated = row.cells.compactMap(\.parts.first).filter {
            $0.kind != .notStated && $0.kind != .notApplicable
        }
        guard stated.count > 1 else { return [] }
        var result: [Diagnostic] = []
        if stated.allSatisfy({ $0.kind != .measured && $0.text == stated[0].text }) {
            result.append(
                Diagnostic(
                    .warning, .rowUniform, file: criterion.file, span: criterion.span,
                    "“\(criterion.id)” is “\(stated[0].text)” for all \(stated.count) subjects",
                    help: "say it in the text, or ask for what differs"))
        }
        let cited = subjects.compactMap { $0.traits[criterion.id] }.flatMap(\.because)
        if stated.allSatisfy({ $0.kind == .opinion }),
            !cited.contains(where: { isIdentifier($0.value) })
        {
            result.append(
                Diagnostic(
                    .note, .rowOpinion, file: criterion.file, span: criterion.span,
                    "“\(criterion.id)” is opinion throughout, and no reason names a measured or "
                        + "checked row",
                    help: "let `because:` list criteria or claims"))
        }
        return result
    }

    private func uncompared(_ subject: Subject) -> [Diagnostic] {
        if comparisons.contains(where: { $0.subjects.contains(subject.id) }) { return [] }
        return [
            Diagnostic(
                .warning, .subjectUncompared, file: subject.file, span: subject.span,
                "no note compares “\(subject.id)” with anything",
                help: "name it under `compare: {subjects: […]}` somewhere")
        ]
    }

    /// Two minor versions are about two years, in which facts change.
    private func oldSources(
        of subject: Subject, current: (major: Int, minor: Int)?
    ) -> [Diagnostic] {
        guard let current else { return [] }
        return subject.traits.keys.sorted().compactMap { id in
            guard let trait = subject.traits[id], let written = trait.asOf,
                let then = version(written), then.major == current.major,
                current.minor - then.minor >= 2
            else { return nil }
            return Diagnostic(
                .warning, .sourceOld, file: subject.file, span: trait.span,
                "“\(id)” of “\(subject.id)” is as of \(written), and samples run on "
                    + "\(current.major).\(current.minor)",
                help: "read the source again, and update `as_of`")
        }
    }

    /// Warns about subjects that have hardly any row in common.
    private func sparsePairs(_ comparison: Comparison) -> [Diagnostic] {
        guard !comparison.isOfAll, !comparison.rows.isEmpty else { return [] }
        let subjects = comparison.subjects.compactMap(subject)
        var result: [Diagnostic] = []
        for (index, a) in subjects.enumerated() {
            for b in subjects[(index + 1)...] {
                let empty = comparison.rows.count { row in
                    [a, b].contains { isNotApplicable(row, $0) }
                }
                guard Double(empty) > 0.7 * Double(comparison.rows.count) else { continue }
                result.append(
                    Diagnostic(
                        .warning, .comparisonSparse, file: comparison.file, span: comparison.span,
                        "\(empty) of \(comparison.rows.count) rows don't apply to both “\(a.id)” "
                            + "and “\(b.id)”", help: "compare them by other rows, or not at all"))
            }
        }
        return result
    }

    private func isNotApplicable(_ row: Comparison.Row, _ subject: Subject) -> Bool {
        let traits =
            row.criteria.isEmpty
            ? [row.values[subject.id]] : row.criteria.map { subject.traits[$0] }
        return traits.allSatisfy {
            if case .notApplicable? = $0?.content { true } else { false }
        }
    }

    /// Warns if a rating puts one subject above another because of a row in which it is not above.
    private func contradictions(
        in criterion: Criterion, _ evidence: TableEvidence
    ) -> [Diagnostic] {
        var result: [Diagnostic] = []
        let rated = subjects.compactMap {
            subject -> (subject: Subject, trait: Trait, rating: Double)? in
            guard let trait = subject.traits[criterion.id], let rating = trait.rating else {
                return nil
            }
            return (subject, trait, rating)
        }
        for (index, a) in rated.enumerated() {
            for b in rated[(index + 1)...] where a.rating != b.rating {
                let (high, low) = a.rating > b.rating ? (a, b) : (b, a)
                for cited in high.trait.because {
                    guard let measured = registry[cited.value], let better = measured.better,
                        low.trait.because.contains(where: { $0.value == cited.value }),
                        let p = quantity(high.subject, measured.id, evidence),
                        let q = quantity(low.subject, measured.id, evidence),
                        better == .lower ? p.low > q.high : p.high < q.low
                    else { continue }
                    result.append(
                        Diagnostic(
                            .warning, .ratingContradicted, file: high.subject.file,
                            span: cited.span,
                            "“\(high.subject.id)” is rated above “\(low.subject.id)” because of "
                                + "“\(measured.id)”, where it is worse: \(p.text) against \(q.text)",
                            help: "change the rating, or give another reason"))
                }
            }
        }
        return result
    }

    private func quantity(
        _ subject: Subject, _ criterion: String, _ evidence: TableEvidence
    ) -> MeasuredQuantity? {
        guard case .measured(let reference)? = subject.traits[criterion]?.content else {
            return nil
        }
        let found = evidence.results?.quantity(for: reference)
        return registry[criterion]?.unit.flatMap { found?.converted(to: $0) } ?? found
    }
}

/// Returns the first two numbers of `Python 3.11.7` or `3.11`.
private func version(_ text: String) -> (major: Int, minor: Int)? {
    let numbers = text.drop { !$0.isNumber }.split(separator: ".").prefix(2).map { part in
        Int(part.prefix { $0.isNumber })
    }
    guard numbers.count == 2, let major = numbers[0], let minor = numbers[1] else { return nil }
    return (major, minor)
}
