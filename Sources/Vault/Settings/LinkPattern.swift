/// A pattern for links as they are written: `*` matches any text. A pattern without `*` matches
/// every link that begins with it.
package struct LinkPattern: Sendable, Hashable {
    package let pattern: String
    private let parts: [String]

    package init(_ pattern: String) {
        self.pattern = pattern
        parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    }

    package func matches(_ link: String) -> Bool {
        guard let first = parts.first, link.hasPrefix(first) else { return false }
        if parts.count == 1 { return true }
        // Matching each part as early as possible leaves the most text for the rest.
        var rest = link.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }
}
