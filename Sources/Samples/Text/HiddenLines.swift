/// A sample's code as the page shows it. Lines that end in `# hide`, in the comment syntax of the
/// language, are removed.
package struct ShownCode: Sendable, Hashable {
    package var text: String
    /// For each shown line, its 1-based line in the code as it runs.
    package var lines: [Int]

    /// - Parameter comment: the characters that begin a comment up to the end of the line, e.g.
    ///   `#`.
    package init(code: String, comment: String) {
        var shown: [Substring] = []
        lines = []
        let all = splitLines(code)
        for (index, line) in all.enumerated() {
            if isHidden(line, comment: comment) { continue }
            // The text after the last newline is not a line if it is empty.
            if index + 1 < all.count || !line.isEmpty { lines.append(index + 1) }
            shown.append(line)
        }
        text = shown.joined(separator: "\n")
    }
}

extension ShownCode {
    /// Returns the shown text alone. Most code hides no line and is returned unchanged.
    package static func text(of code: String, comment: String) -> String {
        code.utf8.hasWord("hide".utf8) ? ShownCode(code: code, comment: comment).text : code
    }
}

extension String.UTF8View {
    fileprivate func hasWord(_ word: String.UTF8View) -> Bool {
        withContiguousStorageIfAvailable { text in
            guard let first = word.first, text.count >= word.count else { return false }
            return (0...(text.count - word.count)).contains { start in
                text[start] == first && text[start..<(start + word.count)].elementsEqual(word)
            }
        } ?? true
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
    // `##hide`, or `x# hide` inside a longer comment mark, doesn't hide a line.
    let before = rest.dropLast(comment.count).last
    return before == nil || before?.isWhitespace == true
}
