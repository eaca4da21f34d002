/// A sample's code as the page shows it: without the lines that end in `# hide`, in the comment
/// syntax of its language.
package struct ShownCode: Sendable, Hashable {
    package var text: String
    /// For each shown line, its 1-based line in the code as it runs.
    package var lines: [Int]

    /// - Parameter comment: what begins a comment that goes to the end of the line, e.g. `#`.
    package init(code: String, comment: String) {
        var shown: [Substring] = []
        lines = []
        let all = splitLines(code)
        for (index, line) in all.enumerated() {
            if isHidden(line, comment: comment) { continue }
            // What follows the last newline is no line.
            if index + 1 < all.count || !line.isEmpty { lines.append(index + 1) }
            shown.append(line)
        }
        text = shown.joined(separator: "\n")
    }
}

private func isHidden(_ line: Substring, comment: String) -> Bool {
    guard !comment.isEmpty, line.hasSuffix("hide") || line.last?.isWhitespace == true else {
        return false
    }
    var rest = line
    func dropBlanks() {
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
    }
    dropBlanks()
    guard rest.hasSuffix("hide") else { return false }
    rest = rest.dropLast("hide".count)
    dropBlanks()
    guard rest.hasSuffix(comment) else { return false }
    // `##hide` or `x# hide` inside a longer comment mark is not ours.
    let before = rest.dropLast(comment.count).last
    return before == nil || before?.isWhitespace == true
}
