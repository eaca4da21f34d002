/// True if a line of output contains the pattern as whole words and numbers, so that “counter is 1”
/// is not found in “counter is 10”. `[..]` matches any text.
package func lineMatches(_ line: String, pattern: String) -> Bool {
    let line = Array(line)
    let parts = pattern.split(separator: "[..]", omittingEmptySubsequences: false).map(Array.init)
    guard let first = parts.first, let last = parts.last else { return false }
    if parts.count == 1 {
        return starts(of: first, in: line, from: 0).contains {
            isEdge(line, $0) && isEdge(line, $0 + first.count)
        }
    }
    // The earliest place for each part leaves the most room for the next.
    guard let start = starts(of: first, in: line, from: 0).first(where: { isEdge(line, $0) })
    else { return false }
    var end = start + first.count
    for part in parts.dropFirst().dropLast() {
        guard let next = starts(of: part, in: line, from: end).first(where: { _ in true }) else {
            return false
        }
        end = next + part.count
    }
    return starts(of: last, in: line, from: end).contains { isEdge(line, $0 + last.count) }
}

/// Returns all positions at which `part` begins in `line`; every position for an empty part.
private func starts(
    of part: [Character], in line: [Character], from: Int
) -> some Sequence<Int> {
    let last = line.count - part.count
    return (from..<max(from, last + 1)).lazy.filter {
        line[$0..<($0 + part.count)].elementsEqual(part)
    }
}

/// True if the position is inside neither a word nor a number.
private func isEdge(_ line: [Character], _ index: Int) -> Bool {
    guard index > 0, index < line.count else { return true }
    let (before, after) = (line[index - 1], line[index])
    if isWord(before), isWord(after) { return false }
    let isPoint = after == "." || after == ","
    return !(before.isNumber && isPoint && index + 1 < line.count && line[index + 1].isNumber)
}

private func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
}
