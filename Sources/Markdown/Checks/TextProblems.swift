/// What is wrong with a note's text, with places in the parsed text.
struct TextProblem {
    var kind: Problem.Kind
    var subject: String
    var place: Span
}

/// A name as libcmark-gfm compares it: in one case, runs of white space as one space.
func normalizedLabel(_ label: some Collection<UInt8>) -> String {
    String(decoding: label, as: UTF8.self).lowercased()
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

extension CMarkParser.Result {
    /// Footnotes and references that are undefined, unused or defined twice.
    func textProblems() -> [TextProblem] {
        let document = document
        return document.undefinedNames(hasReferences: hasReferences) + footnoteProblems()
            + (hasReferences ? document.referenceProblems() : [])
    }
}

extension TokenizedText {
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

    /// The place in the parsed text of a place in the source that is a token or lies in none.
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
