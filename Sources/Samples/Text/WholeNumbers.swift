/// Whether `part` stands in `line` as it is: neither cut out of a longer word nor out of a longer
/// number. “1” is not in “10”, “0.1”, “-1”, “1,000” or “1e5”, and “on” is not in “None”.
package func holds(_ line: String, part: String) -> Bool {
    let (line, part) = (Array(line), Array(part))
    guard !part.isEmpty, part.count <= line.count else { return false }
    return (0...(line.count - part.count)).contains { start in
        let end = start + part.count
        return line[start..<end].elementsEqual(part)
            && isBoundary(line, start) && isBoundary(line, end)
    }
}

/// Whether the text can be parted between `index - 1` and `index` without taking a word or a number
/// apart.
private func isBoundary(_ line: [Character], _ index: Int) -> Bool {
    guard index > 0, index < line.count else { return true }
    let (before, after) = (line[index - 1], line[index])
    if isWord(before), isWord(after) { return false }
    if isSign(before), isSignOfNumber(line, index - 1) { return false }
    // `.5` and `5`, `1,000` and `1`: what joins digits belongs to both sides.
    if joinsDigits(before), isDigit(after) {
        return before == "." ? false : index < 2 || !isDigit(line[index - 2])
    }
    if joinsDigits(after), isDigit(before) {
        return index + 1 >= line.count || !isDigit(line[index + 1])
    }
    // `1e-5`: the exponent's sign.
    if isSign(after), index + 1 < line.count, isDigit(line[index + 1]) {
        return !endsInExponent(line, index)
    }
    return true
}

/// A sign with a number after it, and nothing before it that it could be the hyphen of. The sign of
/// an exponent counts as well.
private func isSignOfNumber(_ line: [Character], _ sign: Int) -> Bool {
    let rest = line[(sign + 1)...]
    let startsNumber =
        rest.first.map(isDigit) ?? false
        || (rest.first == "." && rest.dropFirst().first.map(isDigit) ?? false)
        || ["inf", "∞"].contains { String(rest.prefix($0.count)).lowercased() == $0 }
    guard startsNumber else { return false }
    return sign == 0 || !isWord(line[sign - 1]) || endsInExponent(line, sign)
}

/// Whether a digit and an `e` stand before `index`.
private func endsInExponent(_ line: [Character], _ index: Int) -> Bool {
    index >= 2 && (line[index - 1] == "e" || line[index - 1] == "E") && isDigit(line[index - 2])
}

private func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
}

private func isDigit(_ character: Character) -> Bool { character.isNumber }

private func isSign(_ character: Character) -> Bool { "-+−±".contains(character) }

/// The decimal point, what groups digits, and what makes one number of two: `1/2`, `10^5`, `12:30`.
private func joinsDigits(_ character: Character) -> Bool {
    ".,'’:/^\u{A0}\u{2009}\u{202F}".contains(character)
}
