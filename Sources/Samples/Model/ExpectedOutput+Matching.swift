extension ExpectedOutput {
    /// Returns nil if `printed` is what the author expects; otherwise a unified diff from the
    /// expected lines (`-`) to the printed ones (`+`).
    ///
    /// Blanks at the ends of lines, empty lines at the end and ANSI escapes are ignored. With
    /// `order: .any` both sides are compared as multisets of lines, and `...` allows additional
    /// lines.
    package func difference(
        from printed: [String], order: SampleOptions.OutputOrder
    ) -> [String]? {
        let printed = plainLines(printed.map { $0[...] })
        switch order {
        case .asPrinted:
            let alignment = LineAlignment(expected: patterns, actual: printed)
            return alignment.isMatch ? nil : alignment.unified()
        case .any:
            let (missing, extra) = differenceInAnyOrder(patterns, printed)
            if missing.isEmpty, extra.isEmpty { return nil }
            return missing.map { "-" + $0 } + extra.map { "+" + $0 }
        }
    }

    var patterns: [(text: String, pattern: LinePattern)] {
        plainLines(splitLines(text)).map { (text: $0, pattern: LinePattern($0[...])) }
    }
}

/// Returns the lines in the form in which they are compared.
func plainLines(_ lines: [Substring]) -> [String] {
    var lines = lines.map { String(trimmingEnd(withoutEscapes($0)[...])) }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
}

func differenceInAnyOrder(
    _ expected: [(text: String, pattern: LinePattern)], _ printed: [String]
) -> (missing: [String], extra: [String]) {
    let allowsMore = expected.contains { $0.pattern == .anyLines }
    let wanted = expected.filter { $0.pattern != .anyLines }
    // Literal lines are matched first, so that a pattern doesn't take the line that only they
    // match.
    var unmatched: [String: Int] = [:]
    for line in printed { unmatched[line, default: 0] += 1 }
    var missing: [String] = []
    for line in wanted where line.pattern.isLiteral {
        if let count = unmatched[line.text], count > 0 {
            unmatched[line.text] = count - 1
        } else {
            missing.append(line.text)
        }
    }
    var left: [String] = []
    for line in printed {
        guard let count = unmatched[line], count > 0 else { continue }
        unmatched[line] = count - 1
        left.append(line)
    }
    let patterns = wanted.filter { !$0.pattern.isLiteral }
    let owners = assign(patterns.map(\.pattern), to: left)
    missing += patterns.indices.filter { !owners.contains($0) }.map { patterns[$0].text }
    let extra = allowsMore ? [] : zip(left, owners).filter { $0.1 == nil }.map(\.0)
    return (missing, extra)
}

/// Assigns lines to patterns, as many as possible (by augmenting paths). Returns for each line the
/// index of its pattern.
private func assign(_ patterns: [LinePattern], to lines: [String]) -> [Int?] {
    var owners = [Int?](repeating: nil, count: lines.count)
    func place(_ pattern: Int, _ visited: inout Set<Int>) -> Bool {
        for (index, line) in lines.enumerated()
        where !visited.contains(index) && patterns[pattern].matches(line[...]) {
            visited.insert(index)
            if let owner = owners[index], !place(owner, &visited) { continue }
            owners[index] = pattern
            return true
        }
        return false
    }
    for pattern in patterns.indices {
        var visited: Set<Int> = []
        _ = place(pattern, &visited)
    }
    return owners
}
