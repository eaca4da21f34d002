/// Returns a heading's text as Obsidian compares it: letters and digits in one case; each run of
/// other characters and white space counts as one space.
func normalizedHeading(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return normalizedASCII(text.utf8) }
    var result = ""
    var pendingSpace = false
    for scalar in text.folded.unicodeScalars {
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.generalCategory == .nonspacingMark
            || (scalar.value > 0x7F && !scalar.properties.isWhitespace)
        {
            if pendingSpace, !result.isEmpty { result += " " }
            pendingSpace = false
            result.unicodeScalars.append(scalar)
        } else {
            pendingSpace = true
        }
    }
    return result
}

/// A fast path: most headings are ASCII, and every link to a heading compares several of them.
private func normalizedASCII(_ text: String.UTF8View) -> String {
    String(unsafeUninitializedCapacity: text.count) { buffer in
        var count = 0
        var pendingSpace = false
        for byte in text {
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            guard (0x61...0x7A).contains(lower) || (0x30...0x39).contains(lower) else {
                pendingSpace = count > 0
                continue
            }
            if pendingSpace {
                buffer[count] = 0x20
                count += 1
                pendingSpace = false
            }
            buffer[count] = lower
            count += 1
        }
        return count
    }
}
