import Basics

/// The part of a file that `file=path#anchor` selects.
package struct FileExtract: Sendable, Hashable {
    package var code: String
    /// The 1-based line of the file on which `code` begins.
    package var firstLine: Int

    /// - Parameter anchor: nil for the whole file; `3`, `3-7`, `3-` or `-7` for lines; otherwise the
    ///   name between `ANCHOR: name` and `ANCHOR_END: name` comments. Comments of other anchors
    ///   inside stay, so that line numbers stay correct.
    package static func extract(_ text: String, anchor: String?) -> Result<Self, ExtractProblem> {
        guard let anchor, !anchor.isEmpty else {
            return .success(Self(code: text, firstLine: 1))
        }
        var lines = splitLines(text)
        if lines.last?.isEmpty == true { lines.removeLast() }
        if let range = lineRange(anchor, count: lines.count) {
            guard let range = try? range.get() else {
                return .failure(.linesOutside(count: lines.count))
            }
            return .success(Self(lines: lines, range: range))
        }
        let names = lines.map { mark($0, "ANCHOR:") }
        guard let start = names.firstIndex(of: anchor) else {
            let known = names.compactMap { $0 }
            return .failure(
                .unknownAnchor(nearest: nearest(to: anchor, among: known), known: known))
        }
        let end = lines[(start + 1)...].firstIndex { mark($0, "ANCHOR_END:") == anchor }
        guard let end else { return .failure(.notEnded(line: start + 1)) }
        return .success(Self(lines: lines, range: (start + 1)..<end))
    }

    private init(code: String, firstLine: Int) {
        self.code = code
        self.firstLine = firstLine
    }

    private init(lines: [Substring], range: Range<Int>) {
        code = lines[range].map { $0 + "\n" }.joined()
        firstLine = range.lowerBound + 1
    }
}

package enum ExtractProblem: Error, Sendable, Hashable {
    case unknownAnchor(nearest: String?, known: [String])
    /// The line of the anchor that has no end.
    case notEnded(line: Int)
    /// The requested lines are not in the file, which has `count` lines.
    case linesOutside(count: Int)
}

/// Returns nil if the anchor is a name. Indices start at 0.
private func lineRange(_ anchor: String, count: Int) -> Result<Range<Int>, ExtractProblem>? {
    guard anchor.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "-") }) else { return nil }
    let ends = anchor.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let first = ends[0].isEmpty ? 1 : Int(ends[0])
    let last = ends.count == 1 ? first : ends[1].isEmpty ? count : Int(ends[1])
    guard let first, let last, anchor != "-" else { return nil }
    guard first >= 1, first <= last, last <= count else {
        return .failure(.linesOutside(count: count))
    }
    return .success((first - 1)..<last)
}

/// Returns the word that follows a mark in a line.
private func mark(_ line: Substring, _ mark: String) -> String? {
    guard let found = line.firstRange(of: mark) else { return nil }
    let word = line[found.upperBound...].drop { $0.isWhitespace }.prefix { !$0.isWhitespace }
    return word.isEmpty ? nil : String(word)
}
