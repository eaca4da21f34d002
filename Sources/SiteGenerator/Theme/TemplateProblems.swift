import Markdown
import Mustache
import Vault

/// Returns the diagnostic for a template that can't be parsed.
func templateProblem(_ error: any Error, file: String) -> Diagnostic {
    guard let error = error as? MustacheTemplate.ParserError else {
        return Diagnostic(
            .error, .templateInvalid, file: file, "this template can't be parsed: \(error)")
    }
    let (mistake, cure) = words(for: error.error)
    return Diagnostic(
        .error, .templateInvalid, file: file,
        span: SourceSpan(line: error.context.lineNumber, column: error.context.columnNumber),
        "this template can't be parsed: \(mistake)", help: cure)
}

private func words(for error: any Error) -> (mistake: String, cure: String) {
    switch error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect:
        (
            "this ends a section that is not the innermost open one",
            "end each {{#name}} with {{/name}}, inner first"
        )
    case .expectedSectionEnd:
        ("a section has no end", "end each {{#name}} with {{/name}}")
    case .unfinishedName:
        ("a tag has no end, or no name", "write it as {{name}}")
    case .invalidSetDelimiter:
        ("these are not valid delimiters", "write them as {{=<% %>=}}")
    case .transformAppliedToInheritanceSection, .illegalTokenInsideInheritSection,
        .textInsideInheritSection:
        (
            "only blocks are allowed between {{<parent}} and its end",
            "put it into a block: {{$name}} … {{/name}}"
        )
    case .invalidConfigVariableSyntax, .unrecognisedConfigVariable:
        ("there is no such setting", "write {{% CONTENT_TYPE:HTML}}, or leave it out")
    case nil:
        ("\(error)", "fix it as Mustache asks")
    }
}
