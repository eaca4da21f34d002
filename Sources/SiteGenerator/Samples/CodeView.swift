/// A code block with its title, lines and highlighting.
///
/// - Parameter highlighted: the code's HTML, one line of code per line; nil: the plain text.
func codeHTML(_ shown: CodeListing, highlighted: String?) -> String {
    var html = "<figure class=\"code\(shown.numbersLines ? " numbered" : "")\""
    if !shown.language.isEmpty { html += " data-language=\"\(escapedHTML(shown.language))\"" }
    html += ">"
    if let title = shown.title { html += "<figcaption class=\"code-title\">\(escapedHTML(title))</figcaption>" }
    html += "<pre tabindex=\"0\"><code class=\"highlight"
    if !shown.language.isEmpty { html += " language-\(escapedHTML(shown.language))" }
    html += "\">"
    let body = highlighted ?? escapedHTML(shown.code)
    html.reserveCapacity(html.utf8.count + body.utf8.count * 5 / 4 + 64)
    var lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    for (index, line) in lines.enumerated() {
        let isMarked = shown.highlightedLines.contains { $0.contains(index + 1) }
        html += "<span class=\"line\(isMarked ? " highlighted" : "")\">\(line)\n</span>"
    }
    return html + "</code></pre></figure>"
}
