import Markdown
import Vault

extension Note {
    /// The id that a sample has on the note's page: its name, unless a heading has that.
    package func sampleID(_ name: String) -> String {
        markdown.headings.contains { $0.id == name } ? "sample-" + name : name
    }
}
