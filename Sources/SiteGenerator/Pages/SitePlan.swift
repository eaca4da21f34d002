import Markdown
package import Vault

/// Which pages the site has and where each lies.
package struct SitePlan: Sendable {
    package enum Page: Sendable, Hashable {
        case note(Int)
        /// A `.base` file, by attachment.
        case base(Int)
        /// A folder without an index note: a list of what is in it. Empty: the home page.
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

        /// Whether it shows other notes' summaries.
        var isList: Bool {
            switch self {
            case .folder, .tag: true
            default: false
            }
        }
    }

    package var pages: [(path: PagePath, page: Page)] = []
    /// By note.
    package var notePaths: [PagePath] = []
    /// By attachment; a base's is that of its page.
    package var attachmentPaths: [PagePath] = []
    /// By folder's path in the vault: its index note's page or its list.
    package var folderPaths: [String: PagePath] = [:]
    /// By lower-cased tag, all parents of nested tags included.
    package var tagPaths: [String: PagePath] = [:]
    /// By lower-cased tag: the notes that carry it or a tag below it.
    package var taggedNotes: [String: [Int]] = [:]
    /// The list of all tags; nil when there are none.
    package var tagsPath: PagePath?
    /// By lower-cased tag: those one step below it.
    package var childTags: [String: [String]] = [:]
    /// Pages about the site as a whole, as the foot of each page names them.
    package var services: [Service] = []
    /// The pages that gather evidence.
    package var evidencePaths: Set<PagePath> = []
    /// By measurement: the first note that draws it.
    package var measureNotes: [String: Int] = [:]
    /// What gathers things from all notes, by title, in the order to show them in.
    package var places: [(title: String, path: PagePath)] = []
    package var diagnostics: [Diagnostic] = []

    func page(at path: PagePath) -> Page? { pages.first { $0.path == path }?.page }

    package struct Service: Sendable {
        package var title: String
        package var path: PagePath
    }
}
