/// Returns `text` with a full stop, unless it ends with a punctuation mark already.
package func sentence(_ text: String) -> String {
    guard let last = text.last else { return "" }
    return ".!?…".contains(last) ? text : text + "."
}

/// Returns a list of items as text: `a`, `a or b`, `a, b or c`.
package func listed(_ items: [String], _ conjunction: String) -> String {
    guard let last = items.last else { return "nothing" }
    if items.count == 1 { return last }
    return items.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
}

/// Returns the number with a comma between thousands.
package func formatCount(_ count: Int) -> String {
    (count < 0 ? "-" : "") + grouped(String(count.magnitude))
}

/// Returns a whole number's digits with a comma between thousands.
package func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
        result.append(digit)
    }
    return result
}

/// Returns “1 line”, “2 lines”.
package func plural(_ count: Int, _ noun: String) -> String {
    "\(formatCount(count)) \(noun)\(count == 1 ? "" : "s")"
}
