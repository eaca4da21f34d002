/// Returns “did you mean …” with the nearest known name; if none is near, the list of known names.
package func suggestion(for typed: String, among known: [String], named: String) -> String {
    if let near = nearest(to: typed, among: known) { return "did you mean “\(near)”?" }
    if known.isEmpty { return "there are no \(named) yet" }
    let shown = known.prefix(12).joined(separator: ", ")
    return "the \(named) are \(shown)" + (known.count > 12 ? ", …" : "")
}

/// Returns the candidate nearest to `typed`, or nil if none is near.
package func nearest(to typed: String, among candidates: some Sequence<String>) -> String? {
    let wanted = NameDistance.scalars(typed)
    let limit = max(1, wanted.count / 3)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
        let other = NameDistance.scalars(candidate)
        let distance = NameDistance.between(wanted, other, limit: limit)
        guard distance <= limit else { continue }
        if let known = best, (known.distance, known.candidate) <= (distance, candidate) { continue }
        best = (distance, candidate)
    }
    return best?.candidate
}

/// The optimal string alignment distance between a name and what was typed (insert, delete,
/// replace, swap of neighbours). Case does not count.
package enum NameDistance {
    /// The number of characters that are compared; the rest of a longer name does not count.
    package static let lengthLimit = 80

    package static func scalars(_ name: String) -> [Unicode.Scalar] {
        Array(name.lowercased().unicodeScalars.prefix(lengthLimit))
    }

    /// Returns the distance, or a number greater than `limit` once the distance must exceed it.
    package static func between(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int {
        if abs(a.count - b.count) > limit { return limit + 1 }
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        var current = last
        for i in 1...a.count {
            current[0] = i
            var least = i
            for j in 1...b.count {
                let cost = a[i - 1] == b[j - 1] ? 0 : 1
                var value = min(last[j] + 1, current[j - 1] + 1, last[j - 1] + cost)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    value = min(value, beforeLast[j - 2] + 1)
                }
                current[j] = value
                least = min(least, value)
            }
            if least > limit { return limit + 1 }
            (beforeLast, last, current) = (last, current, beforeLast)
        }
        return last[b.count]
    }
}
