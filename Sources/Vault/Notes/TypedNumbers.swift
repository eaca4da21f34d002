import Files
import Markdown

/// Returns a diagnostic for each quantity that is typed as digits in the text of a note that
/// measures: it goes stale without notice. Values that the author lists under `given:` were never
/// measured, and are not reported.
///
/// - Parameters:
///   - body: the note's text, whose first line is the file's line `firstLine`.
///   - code: the code blocks of the text. They are not prose; nor are inline code, formulas,
///     comments and addresses.
func typedNumbers(
    in body: [UInt8], firstLine: Int, code: [CodeBlock], frontMatter: FrontMatter, file: String
) -> [Diagnostic] {
    guard let measures = frontMatter.data?["measures"], measures.entries?.isEmpty == false
    else { return [] }
    let given = Set(
        (frontMatter.data?["given"]?.oneOrMany ?? []).compactMap { $0.text?.withPlainSpaces })
    var diagnostics: [Diagnostic] = []
    var line = firstLine - 1
    for bytes in body.split(separator: 0x0A, omittingEmptySubsequences: false) {
        line += 1
        if code.contains(where: { $0.span.start.line...$0.span.end.line ~= line }) { continue }
        for range in quantities(in: blankingNonProse(Array(bytes))) {
            let text = String(
                decoding: bytes.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
            if given.contains(text.withPlainSpaces) { continue }
            diagnostics.append(
                Diagnostic(
                    .warning, .numberTyped, file: file,
                    span: SourceSpan(
                        line: line, column: range.lowerBound + 1, length: range.count),
                    "“\(text)” is typed into the text of a note that measures",
                    help:
                        "write `= NAME.subject` in backticks, or, if it was not measured, list it "
                        + "in the front matter: `given: [\(text.withPlainSpaces)]`"))
        }
    }
    return diagnostics
}

extension String {
    /// The text with each non-breaking space as a plain space.
    fileprivate var withPlainSpaces: String {
        split { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" }.joined(separator: " ")
    }
}

/// Returns the line with code, formulas, comments and addresses blanked out, byte for byte.
private func blankingNonProse(_ line: [UInt8]) -> [UInt8] {
    var line = line
    for (open, close) in [
        ("`", "`"), ("$", "$"), ("%%", "%%"), ("](", ")"), ("<", ">"), ("[[", "]]"),
    ] {
        let (open, close) = (Array(open.utf8), Array(close.utf8))
        var start = 0
        while let begin = line[start...].firstRange(of: open),
            let end = line[begin.upperBound...].firstRange(of: close)
        {
            for index in begin.lowerBound..<end.upperBound { line[index] = 0x20 }
            start = end.upperBound
        }
    }
    return line
}

private let units: Set<String> = [
    "ns", "us", "µs", "μs", "ms", "s", "sec", "kB", "KB", "MB", "GB", "KiB", "MiB", "GiB", "×",
    "nanoseconds", "microseconds", "milliseconds", "seconds", "kilobytes", "megabytes",
    "gigabytes",
]

/// Returns the places of numbers that are followed by a unit of time, memory or proportion.
private func quantities(in line: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var position = 0
    while position < line.count {
        guard isDigit(line[position]), position == 0 || !isWord(line[position - 1]) else {
            position += 1
            continue
        }
        var end = position
        while end < line.count, isDigit(line[end]) || isPoint(line, end) { end += 1 }
        if let unitEnd = endOfUnit(line, after: end) {
            found.append(position..<unitEnd)
            end = unitEnd
        }
        position = end
    }
    return found
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// True for a letter, a digit, `_`, a full stop or a hyphen: next to one, digits are part of a
/// name.
private func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80 || byte == 0x5F
        || byte == 0x2E || byte == 0x2D
}

/// True for a point or comma between digits.
private func isPoint(_ line: [UInt8], _ index: Int) -> Bool {
    (line[index] == 0x2E || line[index] == 0x2C) && index + 1 < line.count
        && isDigit(line[index + 1])
}

/// Returns where the unit after a number ends, or nil if there is no unit. A space may stand
/// between.
private func endOfUnit(_ line: [UInt8], after number: Int) -> Int? {
    var start = number
    for space in [[0x20], [0xC2, 0xA0], [0xE2, 0x80, 0xAF]] as [[UInt8]]
    where line[start...].starts(with: space) {
        start += space.count
        break
    }
    var end = start
    while end < line.count,
        (0x61...0x7A).contains(line[end] | 0x20) || line[end] >= 0x80
    {
        end += 1
    }
    return units.contains(String(decoding: line[start..<end], as: UTF8.self)) ? end : nil
}
