import Markdown
import Vault

extension Note {
    /// Returns the `id` of a sample on the note's page: its name, unless a heading has that `id`.
    package func sampleID(_ name: String) -> String {
        markdown.headings.contains { $0.id == name } ? "sample-" + name : name
    }
}
