import Markdown

/// Which pages the site has and where each lies.
package struct SitePlan: Sendable {
    package enum Page: Sendable, Hashable {
        case note(Int)
        /// A folder without an index note: a list of what is in it. Empty: the home page.
        case folder(String)
        case tag(String)
        case tags
        case search
        case notFound
        case redirect(to: Int)
    }

    package var pages: [(path: PagePath, page: Page)] = []
    /// By note.
    package var notePaths: [PagePath] = []
    /// By attachment.
    package var attachmentPaths: [PagePath] = []
    /// By folder's path in the vault: its index note's page or its list.
    package var folderPaths: [String: PagePath] = [:]
    /// By lower-cased tag, all parents of nested tags included.
    package var tagPaths: [String: PagePath] = [:]
    /// By lower-cased tag: the notes that carry it or a tag below it.
    package var taggedNotes: [String: [Int]] = [:]
    /// The list of all tags; nil when there are none.
    package var tagsPath: PagePath?
    package var diagnostics: [Diagnostic] = []
}
