/// Removes ANSI escape sequences (CSI, OSC and two-character ones).
package func withoutEscapes(_ line: Substring) -> String {
    guard line.utf8.contains(0x1B) else { return String(line) }
    var kept = String.UnicodeScalarView()
    var rest = line.unicodeScalars
    while let scalar = rest.popFirst() {
        guard scalar.value == 0x1B, let introducer = rest.popFirst() else {
            kept.append(scalar)
            continue
        }
        switch introducer {
        case "[":
            while let next = rest.popFirst(), !(0x40...0x7E ~= next.value) {}
        case "]":
            while let next = rest.popFirst(), next.value != 7 {
                if next.value == 0x1B {
                    _ = rest.popFirst()
                    break
                }
            }
        default:
            break
        }
    }
    return String(kept)
}
