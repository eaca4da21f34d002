/// Parses a note's text (front matter already taken off).
///
/// Never fails: what is wrong with the text is in ``ParsedMarkdown/problems``.
package func parseMarkdown(_ source: [UInt8], options: ParseOptions = ParseOptions()) -> ParsedMarkdown {
    ParsedMarkdown()
}
