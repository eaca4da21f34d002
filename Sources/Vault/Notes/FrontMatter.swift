package import Markdown

/// What stands between the `---` lines at the top of a note.
package struct FrontMatter: Sendable {
    package struct Text: Sendable, Hashable {
        package var text: String
        package var span: SourceSpan

        package init(_ text: String, span: SourceSpan) {
            self.text = text
            self.span = span
        }
    }

    /// All of it, with places: what comparisons, claims, measures and bases read.
    package var data: DataNode?
    package var title: Text?
    package var description: Text?
    package var aliases: [Text] = []
    /// Without `#`.
    package var tags: [Text] = []
    package var permalink: Text?
    package var cover: Text?
    package var cssClasses: [String] = []
    /// The tag of the language it is written in.
    package var language: String?
    package var isPublished = true
    package var isDraft = false
    /// What it says of being published can't be read: then it is not.
    package var isWithheldByMistake = false
    /// `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS`.
    package var created: String?
    package var updated: String?
    /// Place among its neighbours in the navigation; before those without one.
    package var order: Double?

    package init() {}
}
