import Markdown

/// The data model and the tables drawn from it.
package struct ComparisonViews: Sendable {
    package var model: ComparisonModel
    /// By note.
    package var tables: [Int: ComparisonTable] = [:]
}

/// Reads criteria, subjects and comparisons, and lays out the tables that notes ask for.
func buildComparisons(
    vault: Vault, modelFiles: [ModelFile], roles: [[CodeRole]]
) -> (views: ComparisonViews, diagnostics: [Diagnostic]) {
    let notes = vault.notes.enumerated().filter { $1.frontMatter.data != nil }
        .map { NoteData($1, index: $0) }
    let (registry, criterionProblems) = readCriteria(modelFiles)
    let (subjects, subjectProblems) = readSubjects(notes, registry: registry)
    let (comparisons, comparisonProblems) = readComparisons(
        notes, subjects: subjects, registry: registry)
    var views = ComparisonViews(
        model: ComparisonModel(registry: registry, subjects: subjects, comparisons: comparisons))
    var diagnostics = criterionProblems + subjectProblems + comparisonProblems
    let evidence = TableEvidence()
    for comparison in comparisons {
        let (table, problems) = views.model.table(for: comparison, evidence: evidence)
        views.tables[comparison.note] = table
        diagnostics += problems
    }
    return (views, diagnostics + strayBlocks(vault, roles, views))
}

/// A `compare` block in a note that compares nothing.
private func strayBlocks(
    _ vault: Vault, _ roles: [[CodeRole]], _ views: ComparisonViews
) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for (index, note) in vault.notes.enumerated() where views.tables[index] == nil {
        for (block, role) in zip(note.markdown.codeBlocks, roles[index]) {
            guard case .comparison = role, note.frontMatter.data?["compare"] == nil else { continue }
            diagnostics.append(
                Diagnostic(
                    .error, .compareMissing, file: note.path.string, span: block.span,
                    "this note has a `compare` block and nothing to compare",
                    help: "add `compare: {subjects: […], rows: […]}` to its front matter"))
        }
    }
    return diagnostics
}
