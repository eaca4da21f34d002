package import Basics
package import Markdown

/// One note, as read from its own file: nothing here depends on any other file.
///
/// It is a class because notes never change and are passed around everywhere: a reference costs one
/// retain instead of one for each property.
package final class Note: Sendable {
    package let path: VaultPath
    package let frontMatter: FrontMatter
    /// The front matter's `title`, or else the file's name.
    package let title: String
    /// The parsed Markdown without its plain text, of which only ``excerpt`` is kept.
    package let markdown: ParsedMarkdown
    /// The first words of the text.
    package let excerpt: String
    /// The tags of the front matter and the text, each once, in the order of their first use.
    package let tags: [String]
    package let diagnostics: [Diagnostic]
    /// Digest of the file's bytes.
    package let digest: Digest
    /// When the file changed last, in seconds since 1970; it is used if git does not know.
    package let modified: Int
    /// True if the note is the page of its folder, such as `index.md`.
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

    /// True if the text begins with a heading that repeats the title.
    package var repeatsTitle: Bool { markdown.headings.first.map { $0.repeats(title) } ?? false }

    /// A sentence or so that says what the note is about.
    package var summary: String { frontMatter.description?.text ?? excerpt }
}

extension Heading {
    package func repeats(_ title: String) -> Bool {
        level == 1 && (text == title || normalizedHeading(text) == normalizedHeading(title))
            && !text.isEmpty
    }
}
