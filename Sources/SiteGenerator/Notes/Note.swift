package import Markdown

/// One note, as far as its own file tells: nothing here depends on any other file.
package struct Note: Sendable {
    package var path: VaultPath
    package var frontMatter: FrontMatter
    /// The front matter's `title`, else the file's name.
    package var title: String
    package var markdown: ParsedMarkdown
    package var diagnostics: [Diagnostic]
    /// Digest of the file's bytes.
    package var digest: Digest
    /// When the file changed last, in seconds since 1970; a stand-in where git doesn't know.
    package var modified: Int

    /// `index.md` speaks for its folder.
    package var isFolderNote: Bool { path.stem.lowercased() == "index" }

    /// Front matter's tags and those in the text, each once, in the order they come.
    package var tags: [String] {
        var seen: Set<String> = []
        return (frontMatter.tags.map(\.text) + markdown.tags.map(\.name)).filter {
            seen.insert($0.lowercased()).inserted
        }
    }
}
