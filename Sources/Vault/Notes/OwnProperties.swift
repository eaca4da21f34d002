/// What is wrong with the notes by themselves. A property that nearly spells one of ours is its author's
/// own when several notes have it, or when Obsidian knows its type: a slip is rare.
///
/// - Parameters:
///   - all: the notes in which properties are counted.
///   - known: names that the vault's settings give a type.
func noteProblems(
    of notes: some Sequence<Note>, among all: [Note], known: Set<String>
) -> [Diagnostic] {
    let isSlip = { (problem: Diagnostic) in problem.code == .propertyUnknown }
    guard notes.contains(where: { $0.diagnostics.contains(where: isSlip) }) else {
        return notes.flatMap(\.diagnostics)
    }
    var counts: [String: Int] = [:]
    for note in all {
        for entry in note.frontMatter.data?.entries ?? [] { counts[entry.key, default: 0] += 1 }
    }
    return notes.flatMap { note in
        note.diagnostics.filter { problem in
            guard isSlip(problem),
                let entry = note.frontMatter.data?.entries?.first(where: {
                    $0.keySpan == problem.span
                })
            else { return true }
            return counts[entry.key, default: 0] < 2 && !known.contains(entry.key)
        }
    }
}
