package import Basics
package import Markdown

/// One note, as far as its own file tells: nothing here depends on any other file.
///
/// A class, since a note is never changed and is looked at from everywhere: passing it on costs one
/// count rather than one for each of its parts.
package final class Note: Sendable {
    package let path: VaultPath
    package let frontMatter: FrontMatter
    /// The front matter's `title`, else the file's name.
    package let title: String
    /// Without its plain text: ``excerpt`` is what is left of it.
    package let markdown: ParsedMarkdown
    /// The first words of the text.
    package let excerpt: String
    /// Front matter's tags and those in the text, each once, in the order they come.
    package let tags: [String]
    package let diagnostics: [Diagnostic]
    /// Digest of the file's bytes.
    package let digest: Digest
    /// When the file changed last, in seconds since 1970; a stand-in where git doesn't know.
    package let modified: Int
    /// `index.md` speaks for its folder.
    package let isFolderNote: Bool

    package init(
        path: VaultPath, frontMatter: FrontMatter, markdown: ParsedMarkdown, excerpt: String,
        diagnostics: [Diagnostic], digest: Digest, modified: Int
    ) {
        self.path = path
        self.frontMatter = frontMatter
        title = frontMatter.title?.text ?? String(path.stem)
        self.markdown = markdown
        self.excerpt = excerpt
        var seen: Set<String> = []
        tags = (frontMatter.tags.map(\.text) + markdown.tags.map(\.name)).filter {
            seen.insert($0.lowercased()).inserted
        }
        self.diagnostics = diagnostics
        self.digest = digest
        self.modified = modified
        isFolderNote = path.stem.lowercased() == "index"
    }

    /// Its text begins with a heading that says what the title says.
    package var repeatsTitle: Bool { markdown.headings.first.map { $0.repeats(title) } ?? false }

    /// What the note is about, in a sentence or so.
    package var summary: String { frontMatter.description?.text ?? excerpt }
}

extension Heading {
    package func repeats(_ title: String) -> Bool {
        level == 1 && (text == title || normalizedHeading(text) == normalizedHeading(title))
            && !text.isEmpty
    }
}
