/// Rounds to microseconds: more digits would only be noise in a diff.
func microseconds(_ seconds: Double) -> Double { (seconds * 1e6).rounded() / 1e6 }

/// Returns a line that is safe on a terminal and on a page. Of the escape sequences only colours
/// are kept (no titles, links or cursor movements). Other control characters and invalid UTF-8
/// become U+FFFD. Tabs and carriage returns within the line stay.
func sanitized(_ bytes: [UInt8]) -> String {
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var kept = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
        if scalar.value == 0x1B {
            keepColour(&rest, &kept)
        } else if isControl(scalar), scalar != "\t", scalar != "\r" {
            kept.append("\u{FFFD}")
        } else {
            kept.append(scalar)
        }
    }
    return String(kept)
}

/// True for characters that must not be shown as they are, including those that change the
/// direction of writing and those that XML doesn't allow.
func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        || (0xFFFE...0xFFFF).contains(scalar.value)
}

/// True if ``sanitized(_:)`` would not change the text.
func isSanitized(_ text: String) -> Bool {
    // The function removes one carriage return at the end, so one is added here.
    sanitized(Array(text.utf8) + [UInt8(ascii: "\r")]) == text
}

/// Reads an escape sequence after its ESC, and keeps it if it sets a colour.
private func keepColour(
    _ rest: inout Substring.UnicodeScalarView, _ kept: inout String.UnicodeScalarView
) {
    guard let introducer = rest.popFirst() else { return }
    switch introducer {
    case "[":
        let parameters = rest.prefix { (0x20...0x3F).contains($0.value) }
        rest = rest.dropFirst(parameters.count)
        guard rest.popFirst() == "m", parameters.allSatisfy({ $0 == ";" || ("0"..."9") ~= $0 })
        else { return }
        kept.append(contentsOf: "\u{1B}[".unicodeScalars)
        kept.append(contentsOf: parameters)
        kept.append("m")
    case "]", "P", "^", "_", "X":
        // A string that ends with BEL or ST.
        while let scalar = rest.popFirst(), scalar.value != 7 {
            if scalar.value == 0x1B {
                _ = rest.popFirst()
                break
            }
        }
    default:
        break
    }
}
