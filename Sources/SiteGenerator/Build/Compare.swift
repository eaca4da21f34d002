import Basics
import Evidence
import Foundation
import Markdown
import Samples
import Vault

/// The definitions that don't depend on any result: criteria and units of tables, and measures.
struct EvidenceDefinitions: Sendable {
    var registry: CriterionRegistry
    var measures: [String: MeasureDefinition]
}

func readDefinitions(
    _ notes: [Note], modelFiles: [ModelFile], roles: [[CodeRole]],
    selection: Configuration.SampleSelection
) -> (definitions: EvidenceDefinitions, diagnostics: [Diagnostic]) {
    let (registry, criterionProblems) = readCriteria(modelFiles)
    let (measures, measureProblems) = readMeasures(
        noteData(notes), arms: arms(notes, roles), units: registry.units)
    // If only some samples are extracted, the others' arms are not missing.
    return (
        EvidenceDefinitions(registry: registry, measures: measures),
        criterionProblems
            + (selection == .all
                ? measureProblems + parameterDiagnostics(measures, samples: roles.samples)
                : [])
    )
}

func noteData(_ notes: [Note]) -> [NoteData] {
    notes.enumerated().filter { $1.frontMatter.data != nil }.map { NoteData($1, index: $0) }
}

/// Reads claims, subjects and comparisons, judges the claims by the results, and makes the tables
/// that notes ask for.
///
/// - Parameter selection: unless all samples are extracted, the names of samples and arms are
///   unknown, and references to them are not checked.
func buildComparisons(
    vault: Vault, definitions: EvidenceDefinitions, roles: [[CodeRole]], results: SampleResults,
    measured: [MeasurementOutcome]?, selection: Configuration.SampleSelection
) -> (views: ComparisonViews, diagnostics: [Diagnostic]) {
    let notes = noteData(vault.notes)
    let (registry, measures) = (definitions.registry, definitions.measures)
    let knowsSamples = selection == .all
    let knownMeasures = knowsSamples ? measures : nil
    let (claims, claimProblems) = readClaims(
        notes, measures: knownMeasures, samples: knowsSamples ? sampleNames(roles) : nil,
        units: registry.units)
    let names = EvidenceNames(claims: claims.map(\.id), measures: knownMeasures)
    let (subjects, subjectProblems) = readSubjects(notes, registry: registry, names: names)
    let (comparisons, comparisonProblems) = readComparisons(
        notes, subjects: subjects, registry: registry, names: names)

    var views = ComparisonViews(
        model: ComparisonModel(registry: registry, subjects: subjects, comparisons: comparisons))
    views.measures = measures
    views.measurements = measured.map { outcomes in
        MeasurementResults(
            outcomes.compactMap { outcome in
                measures[outcome.plan.name].map { definition in
                    MeasurementView(outcome, of: definition) {
                        definition.labels[$0] ?? views.model.subject($0)?.label ?? asLabel($0)
                    }
                }
            })
    }
    views.samples = roles.flatMap { $0 }.compactMap(\.sample)
    views.verdicts = judge(claims, results: views.measurements, samples: results)
    views.evidence = TableEvidence(
        results: views.measurements, verdicts: views.verdicts, claims: claims)
    var diagnostics = claimProblems + subjectProblems + comparisonProblems
    for comparison in comparisons {
        let (table, problems) = views.model.table(for: comparison, evidence: views.evidence)
        views.tables[comparison.note] = table
        diagnostics += problems
    }
    diagnostics += views.model.warnings(evidence: views.evidence) { subject in
        results.newestVersion(in: vault.notes[subject.note])
    }
    diagnostics += unusedSamples(views.samples, claims: claims)
    diagnostics += verdictDiagnostics(views.verdicts)
    for note in vault.notes {
        diagnostics += evidenceDiagnostics(
            of: note, claims: claims, measures: knownMeasures ?? [:], results: views.measurements)
    }
    return (views, diagnostics + invalidBlocks(vault, roles, views, knowsMeasures: knowsSamples))
}

/// Returns the diagnostics about claims and measured values in a note's text.
private func evidenceDiagnostics(
    of note: Note, claims: [Claim], measures: [String: MeasureDefinition],
    results: MeasurementResults?
) -> [Diagnostic] {
    let file = note.path.string
    let written = note.frontMatter.data?["claims"]?.list?.compactMap { $0["id"]?.text?.trimmed }
    return claimCalloutDiagnostics(
        note.markdown.callouts, file: file, claims: claims,
        others: note.markdown.otherCallouts, written: written ?? [])
        + inlineValueDiagnostics(
            note.markdown.values, file: file, measures: measures, results: results)
}

extension SampleResults {
    /// Returns the newest version of the runtimes that the note's samples ran on. It is compared
    /// with the version that the sources of the note's facts are about.
    fileprivate func newestVersion(in note: Note) -> String? {
        all(of: note.path.string).compactMap(\.record?.observation.runtimeVersion).max {
            $0.compare($1, options: .numeric) == .orderedAscending
        }
    }
}

/// Returns the code blocks that have the option `measure=NAME`.
func arms(_ notes: [Note], _ roles: [[CodeRole]]) -> [ArmBlock] {
    notes.enumerated().flatMap { index, note in
        zip(note.markdown.codeBlocks, roles[index]).compactMap { block, role in
            guard let sample = role.sample?.sample, let measure = sample.options.measure else {
                return nil
            }
            return ArmBlock(
                note: index, file: note.path.string, sample: sample.name, measure: measure,
                subject: sample.options.subject, span: block.span)
        }
    }
}

private func sampleNames(_ roles: [[CodeRole]]) -> SampleNames {
    SampleNames(blocks: roles.flatMap { $0 }.compactMap(\.sample))
}

/// Returns a diagnostic for each block that shows something that doesn't exist.
private func invalidBlocks(
    _ vault: Vault, _ roles: [[CodeRole]], _ views: ComparisonViews, knowsMeasures: Bool
) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for (index, note) in vault.notes.enumerated() {
        for (block, role) in zip(note.markdown.codeBlocks, roles[index]) {
            switch role {
            case .comparison
            where views.tables[index] == nil && note.frontMatter.data?["compare"] == nil:
                diagnostics.append(
                    Diagnostic(
                        .error, .compareMissing, file: note.path.string, span: block.span,
                        "this note has a `compare` block and nothing to compare",
                        help: "add `compare: {subjects: […], rows: […]}` to its front matter"))
            case .measurement(let name) where knowsMeasures && views.measures[name] == nil:
                let known = views.measures.keys.sorted()
                diagnostics.append(
                    Diagnostic(
                        .error, .measureUnknown, file: note.path.string, span: block.span,
                        name.isEmpty
                            ? "this `measure` block names no measurement"
                            : "no measurement is named “\(name)”",
                        help: suggestion(for: name, among: known, named: "measurements")))
            default: break
            }
        }
    }
    return diagnostics
}
