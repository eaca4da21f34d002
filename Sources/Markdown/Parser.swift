/// Parses a note's text without its front matter.
///
/// It never fails: problems of the text are in ``ParsedMarkdown/problems``. It may be called on
/// many threads at once.
package func parseMarkdown(_ source: [UInt8], options: ParseOptions = ParseOptions())
    -> ParsedMarkdown
{
    let source = SourceText(source, firstLine: options.firstLine)
    let tree = parseTree(source, options: options)
    var renderer = HTMLRenderer(
        tree.document, placeholders: tree.placeholders, source: source, options: options)
    var result = renderer.render()
    for problem in tree.problems { renderer.report(problem.kind, problem.subject, problem.place) }
    result.problems = renderer.result.problems + source.problems
    result.problems.sort { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
    return result
}

/// A note's tree, including vault syntax.
struct MarkdownTree {
    var document: Document
    /// The text that places in the tree refer to.
    var placeholders: PlaceholderText
    var problems: [TextProblem] = []
}

func parseTree(_ source: SourceText, options: ParseOptions) -> MarkdownTree {
    if options.vaultSyntax { return parseVaultTree(source) }
    let text = plainText(source.bytes)
    var parse = CMarkParser.parse(text)
    parse.document.flattenImages(text, source: source.bytes)
    return MarkdownTree(
        document: parse.document, placeholders: text, problems: parse.textProblems())
}

private func parseVaultTree(_ source: SourceText) -> MarkdownTree {
    // Placeholders for several lines that turn out to be in code are given up, a few at a time.
    var forbidden: Set<Int32> = []
    var attemptsLeft = 4
    while true {
        let placeholders = insertPlaceholders(
            source, forbidden: forbidden, allowsLines: attemptsLeft > 0)
        var parse = CMarkParser.parse(placeholders)
        parse.document.flattenImages(placeholders, source: source.bytes)
        parse.document.findCallouts(placeholders, source: source.bytes)
        let misplaced = parse.document.resolvePlaceholders(
            placeholders, insets: parse.insets, source: source.bytes)
        if !misplaced.isEmpty, attemptsLeft > 0 {
            forbidden.formUnion(misplaced)
            attemptsLeft -= 1
            continue
        }
        return finish(parse, placeholders, source: source.bytes)
    }
}

/// Runs the passes over the tree. Each pass needs those before it.
private func finish(
    _ parse: consuming CMarkParser.Result, _ placeholders: PlaceholderText, source: [UInt8]
) -> MarkdownTree {
    parse.document.numberFootnotes()
    parse.document.unwrapLinksAroundLinks(placeholders)
    parse.document.findTasks()
    let repetitions = parse.document.findBlockIDs()
    parse.document.findMarks()
    var problems =
        parse.textProblems() + placeholders.problems
        + repetitions.map {
            TextProblem(kind: .duplicateBlockID, subject: $0.name, place: $0.source)
        }
    // The name of a reference may contain a placeholder, which must not be shown.
    for index in problems.indices {
        let subject = placeholders.restored(Array(problems[index].subject.utf8), source: source)
        problems[index].subject = String(decoding: subject, as: UTF8.self)
    }
    parse.document.findTags()
    parse.document.splitStandaloneLines()
    return MarkdownTree(document: parse.document, placeholders: placeholders, problems: problems)
}
