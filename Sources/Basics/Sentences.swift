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
