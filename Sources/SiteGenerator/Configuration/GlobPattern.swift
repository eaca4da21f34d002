/// A pattern over paths: `*` within a part, `**` over parts, `?` one character; a pattern without
/// `/` matches a name at any depth, and a folder's match covers what lies in it.
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
        // Each leading part may be the folder that is meant.
        return (1...max(1, path.count)).contains { Self.match(parts[...], path.prefix($0)) }
    }

    private static func match(
        _ parts: ArraySlice<[Character]>, _ path: ArraySlice<[Character]>
    ) -> Bool {
        guard let part = parts.first else { return path.isEmpty }
        if part == ["*", "*"] {
            return (path.startIndex...path.endIndex).contains {
                match(parts.dropFirst(), path[$0...])
            }
        }
        guard let name = path.first, matchName(part, name) else { return false }
        return match(parts.dropFirst(), path.dropFirst())
    }

    /// Linear apart from the last star: the usual two-pointer match.
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
