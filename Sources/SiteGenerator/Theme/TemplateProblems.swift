import Markdown
import Mustache
import Vault

/// What is wrong with a template that can't be parsed.
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
            "a section ends that is not the one open here",
            "end each {{#name}} by {{/name}}, inner first"
        )
    case .expectedSectionEnd:
        ("a section has no end", "end each {{#name}} by {{/name}}")
    case .unfinishedName:
        ("a tag has no end, or no name", "write it as {{name}}")
    case .invalidSetDelimiter:
        ("these delimiters are none", "write them as {{=<% %>=}}")
    case .transformAppliedToInheritanceSection, .illegalTokenInsideInheritSection,
        .textInsideInheritSection:
        (
            "between {{<parent}} and its end only blocks may stand",
            "put it into a block: {{$name}} … {{/name}}"
        )
    case .invalidConfigVariableSyntax, .unrecognisedConfigVariable:
        ("this setting is none", "write {{% CONTENT_TYPE:HTML}}, or leave it out")
    case nil:
        ("\(error)", "mend it as Mustache asks")
    }
}
