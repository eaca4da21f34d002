/// A pattern for paths: `*` matches within a part, `**` across parts, `?` one character. A pattern
/// without `/` matches a name at any depth, and a match of a folder covers the files in it.
package struct GlobPattern: Sendable, Hashable {
    package let pattern: String
    private let parts: [[Character]]

    package init(_ pattern: String) {
        self.pattern = pattern
        var pattern = pattern[...]
        while pattern.hasPrefix("/") { pattern.removeFirst() }
        while pattern.hasSuffix("/") { pattern.removeLast() }
        let parts = pattern.split(separator: "/").map(Array.init)
        self.parts = self.pattern.contains("/") || parts.isEmpty ? parts : [["*", "*"]] + parts
    }

    package func matches(_ path: String) -> Bool {
        let path = path.split(separator: "/").map(Array.init)
        // Element `n` says whether the parts so far match the first `n` names. A search with
        // backtracking would take exponential time on many `**`.
        var isMatch = [true] + path.map { _ in false }
        for part in parts {
            if part == ["*", "*"] {
                for count in path.indices where isMatch[count] { isMatch[count + 1] = true }
            } else {
                for count in path.indices.reversed() {
                    isMatch[count + 1] = isMatch[count] && Self.matchName(part, path[count])
                }
                isMatch[0] = false
            }
        }
        // Each leading part may be the folder that the pattern matches.
        return path.isEmpty ? isMatch[0] : isMatch.dropFirst().contains(true)
    }

    /// Matches with two pointers and backtracks only to the last star.
    private static func matchName(_ pattern: [Character], _ name: [Character]) -> Bool {
        var (p, n) = (0, 0)
        var retry: (pattern: Int, name: Int)?
        while n < name.count {
            if p < pattern.count, pattern[p] == "?" || pattern[p] == name[n] {
                p += 1
                n += 1
            } else if p < pattern.count, pattern[p] == "*" {
                retry = (p, n)
                p += 1
            } else if let last = retry {
                p = last.pattern + 1
                n = last.name + 1
                retry = (last.pattern, n)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == "*" }
    }
}
