// Parsers for the values of options. Each returns nil if the text doesn't follow its rule.

/// The range of a time limit in seconds: from a millisecond to a day.
package let durationBounds = 0.001...86_400.0
package let durationRule = "from 1ms to 1440m (a day)"

/// Parses `500ms`, `10s`, `2m` or `1.5s` into seconds; nil outside ``durationBounds``.
package func parseDuration(_ text: String) -> Double? {
    for (unit, seconds) in [("ms", 0.001), ("s", 1), ("m", 60)] where text.hasSuffix(unit) {
        guard let number = parseDecimal(text.dropLast(unit.count)) else { return nil }
        return durationBounds.contains(number * seconds) ? number * seconds : nil
    }
    return nil
}

package let sizeRule = "from 1K to 1023G"

/// Parses `64K`, `512M` or `1G` into bytes; nil outside ``sizeRule``. Units are powers of 1024, and
/// `MB` and `MiB` mean the same as `M`.
package func parseSize(_ text: String) -> Int? {
    var rest = text.uppercased()[...]
    if rest.hasSuffix("B") { rest = rest.dropLast() }
    if rest.hasSuffix("I") { rest = rest.dropLast() }
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30]
    guard let unit = rest.last, let shift = shifts[unit] else { return nil }
    guard let number = parseDecimal(rest.dropLast()) else { return nil }
    let bytes = number * Double(1 << shift)
    guard bytes >= 1024, bytes < Double(1 << 40) else { return nil }
    return Int(saturating: bytes)
}

private func parseDecimal(_ text: Substring) -> Double? {
    guard text.first?.isNumber == true,
        text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") })
    else { return nil }
    guard let number = Double(text), number > 0 else { return nil }
    return number
}

/// Parses `2,4-6`. Returns one range for each item, in the order written.
func parseLines(_ text: String) -> [ClosedRange<Int>]? {
    var ranges: [ClosedRange<Int>] = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
        let ends = item.split(separator: "-", omittingEmptySubsequences: false)
            .map { parseLineNumber(trimmed($0)) }
        switch ends.count {
        case 1:
            guard let line = ends[0] else { return nil }
            ranges.append(line...line)
        case 2:
            guard let first = ends[0], let last = ends[1], first <= last else { return nil }
            ranges.append(first...last)
        default:
            return nil
        }
    }
    return ranges
}

private func parseLineNumber(_ text: Substring) -> Int? {
    guard let number = Int(text), (1...1_000_000).contains(number), text.first != "+" else {
        return nil
    }
    return number
}

private func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return text
}

/// Splits a text at blanks. Single or double quotation marks keep words together.
func splitWords(_ text: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in text {
        if let open = quote {
            if character == open { quote = nil } else { word = (word ?? "") + String(character) }
        } else if character == "'" || character == "\"" {
            quote = character
            word = word ?? ""
        } else if character.isWhitespace {
            if let complete = word { words.append(complete) }
            word = nil
        } else {
            word = (word ?? "") + String(character)
        }
    }
    if let complete = word { words.append(complete) }
    return quote == nil ? words : nil
}
