/// A code block with its title, lines and highlighting.
///
/// - Parameter highlighted: the code's HTML, one line of code per line; nil: the plain text.
func codeHTML(_ shown: CodeListing, highlighted: String?) -> String {
    var html = "<figure class=\"code\(shown.numbersLines ? " numbered" : "")\""
    if !shown.language.isEmpty { html += " data-language=\"\(escapedHTML(shown.language))\"" }
    html += ">"
    if let title = shown.title {
        html += "<figcaption class=\"code-title\">\(escapedHTML(title))</figcaption>"
    }
    html += "<pre tabindex=\"0\"><code class=\"highlight"
    if !shown.language.isEmpty { html += " language-\(escapedHTML(shown.language))" }
    html += "\">"
    writeLines(highlighted ?? escapedHTML(shown.code), marked: shown.highlightedLines, to: &html)
    return html + "</code></pre></figure>"
}

/// Each line in an element of its own, by bytes: this is most of what a page consists of.
private func writeLines(_ body: String, marked: [ClosedRange<Int>], to html: inout String) {
    html.reserveCapacity(html.utf8.count + body.utf8.count * 5 / 4 + 64)
    let bytes = body.utf8
    var start = bytes.startIndex
    var number = 0
    while start != bytes.endIndex {
        number += 1
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
        let isMarked = marked.contains { $0.contains(number) }
        html += isMarked ? "<span class=\"line highlighted\">" : "<span class=\"line\">"
        html += body[start..<end]
        html += "\n</span>"
        start = end == bytes.endIndex ? end : bytes.index(after: end)
    }
}
