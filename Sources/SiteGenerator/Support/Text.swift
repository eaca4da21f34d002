extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        // Most texts have none: ASCII says so without a look at whole characters.
        if let first = unicodeScalars.first, let last = unicodeScalars.last,
            (0x21..<0x7F).contains(first.value), (0x21..<0x7F).contains(last.value)
        {
            return String(self)
        }
        var text = self[...]
        while let first = text.first, first.isWhitespace { text = text.dropFirst() }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}

/// The candidate nearest to what was typed, for “did you mean”; nil when none is near.
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

/// How far a name is from what was typed: optimal string alignment distance (insert, delete,
/// replace, swap of neighbours), case aside.
enum NameDistance {
    /// Of longer names only the beginning counts.
    static let lengthLimit = 80

    static func scalars(_ name: String) -> [Unicode.Scalar] {
        Array(name.lowercased().unicodeScalars.prefix(lengthLimit))
    }

    /// The distance, or a number greater than `limit` once it must exceed it.
    static func between(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int {
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
