package import Basics
package import Markdown

/// One note, as read from its own file: nothing here depends on any other file.
///
/// It is a class because notes never change and are passed around everywhere: a reference costs one
/// retain instead of one for each property.
package final class Note: Sendable {
    package let path: VaultPath
    package let frontMatter: FrontMatter
    /// See ``NoteTitle``.
    package let title: String
    /// The author gave it, rather than the file's name.
    package let hasOwnTitle: Bool
    /// Without its plain text: ``excerpt`` is what is left of it.
    package let markdown: ParsedMarkdown
    /// The first words of the text.
    package let excerpt: String
    /// The tags of the front matter and the text, each once, in the order of their first use.
    package let tags: [String]
    package let diagnostics: [Diagnostic]
    /// As far as its script tells.
    package let guessedLanguage: String?
    /// Digest of the file's bytes.
    package let digest: Digest
    /// When the file changed last, in seconds since 1970; it is used if git does not know.
    package let modified: Int
    package init(
        path: VaultPath, frontMatter: FrontMatter, markdown: ParsedMarkdown, excerpt: String,
        guessedLanguage: String?, diagnostics: [Diagnostic], digest: Digest, modified: Int
    ) {
        self.path = path
        self.frontMatter = frontMatter
        let title = NoteTitle(path, frontMatter, markdown.headings)
        self.title = title.text
        hasOwnTitle = title.isOwn
        self.markdown = markdown
        self.excerpt = excerpt
        self.guessedLanguage = guessedLanguage
        var seen: Set<String> = []
        tags = (frontMatter.tags.map(\.text) + markdown.tags.map(\.name)).filter {
            seen.insert($0.lowercased()).inserted
        }
        self.diagnostics = diagnostics
        self.digest = digest
        self.modified = modified
    }

    /// The heading in its text that says what the title says.
    package var titleHeading: Heading? {
        markdown.headings.first { $0.level == 1 && !$0.isQuoted }.flatMap {
            $0.repeats(title) ? $0 : nil
        }
    }

    /// A sentence or so that says what the note is about.
    package var summary: String { frontMatter.description?.text ?? excerpt }
}

extension Heading {
    package func repeats(_ title: String) -> Bool {
        level == 1 && (text == title || normalizedHeading(text) == normalizedHeading(title))
            && !text.isEmpty
    }
}
