import Basics
import Markdown

/// Returns a code block with its title, lines and highlighting.
///
/// - Parameter highlighted: the code's HTML, one line of code per line; nil for plain text.
package func codeHTML(_ shown: CodeListing, highlighted: [UInt8]?) -> [UInt8] {
    let language = shown.language.isEmpty ? "" : escapedHTML(shown.language)
    var html: [UInt8] = []
    html.reserveCapacity((highlighted?.count ?? shown.code.utf8.count) * 5 / 4 + 512)
    html.append("<figure class=\"code\(shown.numbersLines ? " numbered" : "")\"")
    if !language.isEmpty { html.append(" data-language=\"\(language)\"") }
    html.append(">" as StaticString)
    if let title = shown.title {
        html.append("<figcaption class=\"code-title\">\(escapedHTML(title))</figcaption>")
    }
    html.append("<pre tabindex=\"0\"><code class=\"highlight" as StaticString)
    if !language.isEmpty { html.append(" language-\(language)") }
    html.append("\">" as StaticString)
    if let highlighted {
        highlighted.withUnsafeBufferPointer {
            html.append(lines: $0, marked: shown.highlightedLines)
        }
    } else {
        var escaped = escapedHTML(shown.code)
        escaped.withUTF8 { html.append(lines: $0, marked: shown.highlightedLines) }
    }
    html.append("</code></pre></figure>" as StaticString)
    return html
}

extension [UInt8] {
    /// Appends each line in an element of its own. Such elements are most of a page.
    fileprivate mutating func append(
        lines body: UnsafeBufferPointer<UInt8>, marked: [ClosedRange<Int>]
    ) {
        var start = 0
        var number = 0
        while start < body.count {
            number += 1
            let end = body.lineFeed(from: start)
            let isMarked = !marked.isEmpty && marked.contains { $0.contains(number) }
            append(
                isMarked
                    ? "<span class=\"line highlighted\">"
                    : "<span class=\"line\">"
                        as StaticString)
            self += UnsafeBufferPointer(rebasing: body[start..<end])
            append("\n</span>" as StaticString)
            start = end + 1
        }
    }
}
