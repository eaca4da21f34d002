package import Markdown

/// The properties between the `---` lines at the top of a note.
package struct FrontMatter: Sendable {
    package struct Text: Sendable, Hashable {
        package var text: String
        package var span: SourceSpan

        package init(_ text: String, span: SourceSpan) {
            self.text = text
            self.span = span
        }
    }

    /// All properties with their places, for comparisons, claims, measures and bases.
    package var data: DataNode?
    package var title: Text?
    package var description: Text?
    package var aliases: [Text] = []
    /// The tags, without `#`.
    package var tags: [Text] = []
    package var permalink: Text?
    package var cover: Text?
    package var cssClasses: [String] = []
    /// The tag of the language it is written in.
    package var language: String?
    package var isPublished = true
    package var isDraft = false
    /// True if a property that says whether to publish the note can't be read: then it is not
    /// published.
    package var isWithheldByMistake = false
    /// The date, as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS`.
    package var created: String?
    package var updated: String?
    /// The rank among the neighbours in the navigation; notes with a rank come before those
    /// without.
    package var order: Double?

    package init() {}
}
