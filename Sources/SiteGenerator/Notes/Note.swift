package import Markdown

/// One note, as far as its own file tells: nothing here depends on any other file.
package struct Note: Sendable {
    package var path: VaultPath
    package var frontMatter: FrontMatter
    /// The front matter's `title`, else the file's name.
    package var title: String
    /// Without its plain text: ``excerpt`` is what is left of it.
    package var markdown: ParsedMarkdown
    /// The first words of the text.
    package var excerpt: String
    package var diagnostics: [Diagnostic]
    /// Digest of the file's bytes.
    package var digest: Digest
    /// When the file changed last, in seconds since 1970; a stand-in where git doesn't know.
    package var modified: Int

    /// `index.md` speaks for its folder.
    package var isFolderNote: Bool { path.stem.lowercased() == "index" }

    /// What the note is about, in a sentence or so.
    package var summary: String { frontMatter.description?.text ?? excerpt }

    /// Front matter's tags and those in the text, each once, in the order they come.
    package var tags: [String] {
        var seen: Set<String> = []
        return (frontMatter.tags.map(\.text) + markdown.tags.map(\.name)).filter {
            seen.insert($0.lowercased()).inserted
        }
    }
}
