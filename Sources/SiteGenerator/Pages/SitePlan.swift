import Markdown
package import Vault

/// The pages of the site and their addresses.
package struct SitePlan: Sendable {
    package enum Page: Sendable, Hashable {
        case note(Int)
        /// The page of a `.base` file, by the index of the attachment.
        case base(Int)
        /// The list of a folder without an index note. The empty path is the home page.
        case folder(String)
        case tag(String)
        case tags
        case search
        case recent
        case graph
        case colophon
        case notFound
        case redirect(to: Int)
        case evidence(EvidencePage)

        /// True if the page shows summaries of other notes.
        var isList: Bool {
            switch self {
            case .folder, .tag: true
            default: false
            }
        }
    }

    package var pages: [(path: PagePath, page: Page)] = []
    /// The page of each note.
    package var notePaths: [PagePath] = []
    /// The address of each attachment; for a base it is that of its page.
    package var attachmentPaths: [PagePath] = []
    /// The page of each folder, by its path in the vault: that of its index note, or the list of
    /// its files.
    package var folderPaths: [String: PagePath] = [:]
    /// The page of each lower-cased tag, including all parents of nested tags.
    package var tagPaths: [String: PagePath] = [:]
    /// The notes with each lower-cased tag or a tag below it.
    package var taggedNotes: [String: [Int]] = [:]
    /// The page with all tags, or nil if there are none.
    package var tagsPath: PagePath?
    /// The tags directly below each lower-cased tag.
    package var childTags: [String: [String]] = [:]
    /// The pages about the site as a whole, in the order of the footer.
    package var services: [Service] = []
    /// The pages that collect evidence.
    package var evidencePaths: Set<PagePath> = []
    /// The first note that shows each measurement.
    package var measureNotes: [String: Int] = [:]
    /// The pages that collect things from all notes, in the order of display.
    package var places: [(title: String, path: PagePath)] = []
    package var diagnostics: [Diagnostic] = []

    func page(at path: PagePath) -> Page? { pages.first { $0.path == path }?.page }

    package struct Service: Sendable {
        package var title: String
        package var path: PagePath
    }
}
