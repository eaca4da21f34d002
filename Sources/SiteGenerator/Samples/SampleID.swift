import Markdown

extension Note {
    /// The id that a sample has on the note's page: its name, unless a heading has that.
    func sampleID(_ name: String) -> String {
        markdown.headings.contains { $0.id == name } ? "sample-" + name : name
    }
}
