/// A problem of a note's text, with its place in the parsed text.
struct TextProblem {
    var kind: Problem.Kind
    var subject: String
    var place: Span
}

/// Returns a name in the form in which libcmark-gfm compares names: in one case, with each run of
/// white space as one space.
func normalizedLabel(_ label: some Collection<UInt8>) -> String {
    String(decoding: label, as: UTF8.self).lowercased()
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

extension CMarkParser.Result {
    /// Returns the footnotes and references that are undefined, unused or defined twice.
    func textProblems() -> [TextProblem] {
        let document = document
        return document.undefinedNames(hasReferences: hasReferences) + footnoteProblems()
            + (hasReferences ? document.referenceProblems() : [])
    }
}

extension PlaceholderText {
    var problems: [TextProblem] {
        var problems = tooDeep.map {
            TextProblem(kind: .nestingTooDeep, subject: "", place: parsedPlace($0))
        }
        if let start = unclosedComment {
            problems.append(
                TextProblem(
                    kind: .unclosedComment, subject: "",
                    place: parsedPlace(Span(start: start, end: start + 2))))
        }
        return problems
    }

    /// Converts a place in the source into a place in the parsed text. The place must be a whole
    /// placeholder, or lie in none.
    private func parsedPlace(_ source: Span) -> Span {
        var distance: Int32 = 0
        for edit in edits where edit.parsed.end <= mainCount {
            if edit.source == source { return edit.parsed }
            if edit.source.start >= source.start { break }
            distance = edit.parsed.end - edit.source.end
        }
        return Span(start: source.start + distance, end: source.end + distance)
    }
}
