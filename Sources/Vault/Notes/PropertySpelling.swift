import Basics
import Markdown

/// Reports properties that are nearly ours: a slip of the fingers, or `claim` for `claims`. Their
/// values would not be read.
///
/// Other keys are the author's own. One that Obsidian knows by its type, or that several notes
/// have, is no slip.
///
/// - Parameter known: the properties in Obsidian's `types.json`.
package func misspeltProperties(_ notes: [Note], known: Set<String>) -> [Diagnostic] {
    var suspects: [(note: Note, entry: DataNode.Entry, meant: String)] = []
    // A vault has few names and uses them in every note, so each is compared once.
    var meantProperties: [Suspect: String?] = [:]
    for note in notes {
        for entry in note.frontMatter.data?.entries ?? [] where !known.contains(entry.key) {
            let suspect = Suspect(key: entry.key, holdsMaps: entry.value.holdsMaps)
            let found = meantProperties[suspect] ?? suspect.meantProperty
            meantProperties[suspect] = .some(found)
            guard let meant = found else { continue }
            suspects.append((note, entry, meant))
        }
    }
    var counts: [String: Int] = [:]
    for suspect in suspects { counts[suspect.entry.key, default: 0] += 1 }
    return suspects.compactMap { note, entry, meant in
        // Obsidian's own properties are never maps, so that one that is can only be meant for us.
        guard counts[entry.key] == 1 || entry.value.holdsMaps else { return nil }
        return Diagnostic(
            .warning, .propertyUnknown, file: note.path.string, span: entry.keySpan,
            "the property “\(entry.key)” has no meaning here", help: "did you mean “\(meant)”?")
    }
}

/// All of a property that its spelling is judged by.
private struct Suspect: Hashable {
    var key: String
    var holdsMaps: Bool

    /// The property of ours that the key most likely stands for.
    var meantProperty: String? {
        if ours.contains(key) || alsoOurs.contains(key) { return nil }
        if holdsMaps {
            let folded = key.lowercased()
            if let meant = otherNames[folded] { return meant }
            guard let meant = nearest(to: folded, among: ours), takesMaps.contains(meant)
            else { return nil }
            return meant
        }
        guard key.utf8.count > 4, let meant = nearest(to: key, among: ours),
            meant.utf8.count > 4, meant.lowercased() != key.lowercased() + "s",
            key.first?.lowercased() == meant.first?.lowercased(),
            abs(meant.utf8.count - key.utf8.count) <= 1,
            // A map is read there: a mere list of subjects is the author's own.
            !takesMaps.contains(meant) || meant != otherNames[key]
        else { return nil }
        return meant
    }
}

private let takesMaps: Set<String> = ["claims", "compare", "measures", "subject", "traits"]

private let ours: Set<String> = takesMaps.union([
    "title", "description", "permalink", "cover", "image", "aliases", "tags", "cssclasses",
    "lang", "publish", "draft", "created", "updated", "modified", "order", "allow",
])

/// Older names, which are read but not suggested.
private let alsoOurs: Set<String> = ["alias", "tag", "cssclass", "date"]

/// Names that authors use for them, and that differ too much to be found by their letters.
private let otherNames = [
    "claim": "claims", "assertions": "claims", "comparison": "compare", "comparisons": "compare",
    "compares": "compare", "measure": "measures", "measurement": "measures",
    "measurements": "measures", "subjects": "subject", "trait": "traits",
]

extension DataNode {
    /// Whether it is a map that says something, or a list with one in it.
    fileprivate var holdsMaps: Bool {
        oneOrMany.contains { node in
            // What YAML makes of `{{date}}` in a template.
            node.entries.map { !$0.isEmpty && !$0.allSatisfy(\.value.isNull) } ?? false
        }
    }
}
