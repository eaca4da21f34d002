/// Parses a note's text (front matter already taken off).
///
/// Never fails: what is wrong with the text is in ``ParsedMarkdown/problems``. Safe to call on many
/// threads at once.
package func parseMarkdown(_ source: [UInt8], options: ParseOptions = ParseOptions())
    -> ParsedMarkdown
{
    let source = SourceText(source, firstLine: options.firstLine)
    let (document, tokens, parse) = parseDocument(source, options: options)
    var renderer = HTMLRenderer(document, tokens: tokens, source: source, options: options)
    var result = renderer.render()
    result.problems += source.problems
    _ = parse
    result.problems.sort { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
    return result
}

/// The tree of a note with all that vault syntax adds, and the text that its places refer to.
func parseDocument(_ source: SourceText, options: ParseOptions) -> (
    Document, TokenizedText, CMarkParser.Result
) {
    guard options.vaultSyntax else {
        let text = plainText(source.bytes)
        let parse = CMarkParser.parse(text)
        var document = parse.document
        document.flattenImages(text, source: source.bytes)
        return (document, text, parse)
    }
    var forbidden: Set<Int32> = []
    var attempt = 0
    while true {
        let tokens = tokenize(source.bytes, forbidden: forbidden, allowsLines: attempt < 4)
        let parse = CMarkParser.parse(tokens)
        var document = parse.document
        document.flattenImages(tokens, source: source.bytes)
        document.findCallouts(tokens, source: source.bytes)
        let misplaced = document.resolveTokens(tokens, notes: parse.notes, source: source.bytes)
        if !misplaced.isEmpty {
            forbidden.formUnion(misplaced)
            attempt += 1
            continue
        }
        document.unwrapLinksAroundLinks(tokens)
        document.findTasks()
        _ = document.findBlockIDs()
        document.findMarks()
        document.findTags()
        document.numberFootnotes(hasInline: !parse.notes.isEmpty)
        return (document, tokens, parse)
    }
}
