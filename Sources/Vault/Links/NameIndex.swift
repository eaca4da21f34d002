import Basics

/// Finds the name nearest to one that was typed. It is built once for many names and many searches.
///
/// Edit distance is slow to compute; the length and the letters of a name rule out most candidates.
struct NameIndex: Sendable {
    private struct Entry {
        var name: String
        var scalars: [Unicode.Scalar]
        var letters: UInt64
    }

    /// The entries by length.
    private let entries: [[Entry]]

    init(_ names: [String]) {
        var entries = [[Entry]](repeating: [], count: NameDistance.lengthLimit + 1)
        var seen: Set<String> = []
        for name in names where seen.insert(name).inserted {
            let scalars = NameDistance.scalars(name)
            entries[scalars.count].append(
                Entry(name: name, scalars: scalars, letters: Self.letters(scalars)))
        }
        self.entries = entries
    }

    /// Returns nil if no name is near.
    func nearest(to typed: String) -> String? {
        let wanted = NameDistance.scalars(typed)
        let letters = Self.letters(wanted)
        // Among thousands of names, many short ones are near by chance.
        let limit = wanted.count / 4
        var best: (distance: Int, name: String)?
        for length in max(0, wanted.count - limit)...min(entries.count - 1, wanted.count + limit) {
            for entry in entries[length] {
                // Each edit adds at most one letter and takes one away.
                let bound = best?.distance ?? limit
                let differing = (entry.letters ^ letters).nonzeroBitCount
                guard differing <= 2 * bound else { continue }
                let distance = NameDistance.between(wanted, entry.scalars, limit: bound)
                guard distance <= bound else { continue }
                if let known = best, (known.distance, known.name) <= (distance, entry.name) {
                    continue
                }
                best = (distance, entry.name)
            }
        }
        return best?.name
    }

    private static func letters(_ scalars: [Unicode.Scalar]) -> UInt64 {
        scalars.reduce(0) { $0 | 1 << UInt64($1.value & 63) }
    }
}
