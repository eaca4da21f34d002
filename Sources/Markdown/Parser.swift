/// Parses a note's text (front matter already taken off).
///
/// Never fails: what is wrong with the text is in ``ParsedMarkdown/problems``. Safe to call on many
/// threads at once.
package func parseMarkdown(_ source: [UInt8], options: ParseOptions = ParseOptions())
    -> ParsedMarkdown
{
    let source = SourceText(source, firstLine: options.firstLine)
    let tree = parseTree(source, options: options)
    var renderer = HTMLRenderer(
        tree.document, tokens: tree.tokens, source: source, options: options)
    var result = renderer.render()
    for problem in tree.problems { renderer.report(problem.kind, problem.subject, problem.place) }
    result.problems = renderer.result.problems + source.problems
    result.problems.sort { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
    return result
}

/// A note's tree, with all that vault syntax adds to it.
struct MarkdownTree {
    var document: Document
    /// The text that the tree's places refer to.
    var tokens: TokenizedText
    var problems: [TextProblem] = []
}

func parseTree(_ source: SourceText, options: ParseOptions) -> MarkdownTree {
    if options.vaultSyntax { return parseVaultTree(source) }
    let text = plainText(source.bytes)
    var parse = CMarkParser.parse(text)
    parse.document.flattenImages(text, source: source.bytes)
    return MarkdownTree(document: parse.document, tokens: text, problems: parse.textProblems())
}

private func parseVaultTree(_ source: SourceText) -> MarkdownTree {
    // Tokens of several lines that turn out to lie in code are given up, a few at a time.
    var forbidden: Set<Int32> = []
    var attemptsLeft = 4
    while true {
        let tokens = tokenize(source, forbidden: forbidden, allowsLines: attemptsLeft > 0)
        var parse = CMarkParser.parse(tokens)
        parse.document.flattenImages(tokens, source: source.bytes)
        parse.document.findCallouts(tokens, source: source.bytes)
        let misplaced = parse.document.resolveTokens(
            tokens, insets: parse.insets, source: source.bytes)
        if !misplaced.isEmpty, attemptsLeft > 0 {
            forbidden.formUnion(misplaced)
            attemptsLeft -= 1
            continue
        }
        return finish(parse, tokens, source: source.bytes)
    }
}

/// The passes over the tree, each of which needs those before it.
private func finish(
    _ parse: consuming CMarkParser.Result, _ tokens: TokenizedText, source: [UInt8]
) -> MarkdownTree {
    parse.document.numberFootnotes()
    parse.document.unwrapLinksAroundLinks(tokens)
    parse.document.findTasks()
    let repetitions = parse.document.findBlockIDs()
    parse.document.findMarks()
    var problems =
        parse.textProblems() + tokens.problems
        + repetitions.map {
            TextProblem(kind: .duplicateBlockID, subject: $0.name, place: $0.source)
        }
    // The name of a reference may hold a token, which is for nobody to see.
    for index in problems.indices {
        let subject = tokens.restored(Array(problems[index].subject.utf8), source: source)
        problems[index].subject = String(decoding: subject, as: UTF8.self)
    }
    parse.document.findTags()
    parse.document.splitLoneLines()
    return MarkdownTree(document: parse.document, tokens: tokens, problems: problems)
}
