/// Returns the candidate that a typing mistake most likely meant, or nil if none is similar.
func nearest(to name: String, among candidates: [String]) -> String? {
    let typed = Array(name.lowercased().utf8)
    let limit = max(1, typed.count / 3)
    return
        candidates
        .map { (candidate: $0, distance: editDistance(typed, Array($0.lowercased().utf8))) }
        .filter { $0.distance <= limit }
        .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?
        .candidate
}

/// The optimal string alignment distance: insertions, deletions, substitutions and swaps of
/// neighbours.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    guard a.count < 100, b.count < 100 else { return .max }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var best = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                best = min(best, beforeLast[j - 1] + 1)
            }
            row.append(best)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}
