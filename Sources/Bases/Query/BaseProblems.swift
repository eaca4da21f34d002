import Markdown
package import Vault

/// Collects the problems of evaluating a view. Each place is reported once, with the first of the files
/// that have the problem.
package struct BaseProblems {
    private struct Place: Hashable {
        var span: SourceSpan
        var code: DiagnosticCode
    }

    private struct Problem {
        var error: BaseError
        var severity: Diagnostic.Severity
        var files: [VaultPath]
        var count: Int
    }

    private var problems: [Place: Problem] = [:]

    /// - Parameter isFatal: whether the file is missing from the view because of the problem.
    package mutating func add(_ error: BaseError, in file: VaultPath?, isFatal: Bool) {
        let span = error.span ?? SourceSpan(line: 1, column: 1)
        let place = Place(span: span, code: error.code)
        let severity: Diagnostic.Severity =
            error.kind == .value && !isFatal ? .warning : .error
        var problem =
            problems[place] ?? Problem(error: error, severity: severity, files: [], count: 0)
        if severity == .error { problem.severity = .error }
        if let file, !problem.files.contains(file) {
            problem.count += 1
            if problem.files.count < 3 { problem.files.append(file) }
        }
        problems[place] = problem
    }

    package func diagnostics(file: String) -> [Diagnostic] {
        problems.map { place, problem in
            var notes: [String] = []
            if !problem.files.isEmpty {
                let names = problem.files.map(\.string).joined(separator: ", ")
                let more = problem.count - problem.files.count
                notes = ["for \(names)" + (more > 0 ? " and \(more) more" : "")]
            }
            return Diagnostic(
                problem.severity, place.code, file: file, span: place.span, problem.error.message,
                notes: notes, help: problem.error.help)
        }.sorted()
    }
}
