import Samples
import Vault

/// The names of all samples, which claims may refer to in addition to measurements.
package struct SampleNames: Sendable {
    private var byNote: [String: [String]] = [:]
    private var runtimes: [[String]: [String]] = [:]

    package init(_ samples: [(note: String, name: String)]) {
        for sample in samples { byNote[sample.note, default: []].append(sample.name) }
    }

    package init(blocks: [SampleBlock]) {
        self.init(blocks.map { ($0.sample.note, $0.sample.name) })
        for block in blocks { runtimes[[block.sample.note, block.sample.name]] = block.runtimes }
    }

    /// Empty where they aren't known.
    package func runtimes(of name: String, in note: String) -> [String] {
        runtimes[[note, name]] ?? []
    }

    package func names(in note: String) -> [String] { byNote[note] ?? [] }

    /// Returns the note whose sample a claim of `note` means by `name` or `Other Note#name`. Unless
    /// the claim's own note has the sample, `others` are all notes that do; `note` is nil if there
    /// is not exactly one.
    package func find(_ written: String, from note: String) -> (
        note: String?, name: String, others: [String]
    ) {
        let parts = written.split(separator: "#", maxSplits: 1).map(String.init)
        if parts.count == 2 {
            let wanted = parts[0].folded.withoutNoteExtension
            let notes = byNote.keys.filter {
                let path = $0.folded.withoutNoteExtension
                return path == wanted || path.hasSuffix("/" + wanted)
            }.sorted().filter { names(in: $0).contains(parts[1]) }
            return (notes.count == 1 ? notes.first : nil, parts[1], notes)
        }
        if names(in: note).contains(written) { return (note, written, []) }
        let others = byNote.keys.filter { names(in: $0).contains(written) }.sorted()
        return (others.count == 1 ? others.first : nil, written, others)
    }
}
