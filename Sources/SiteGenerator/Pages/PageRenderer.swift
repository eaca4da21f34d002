import Files
import Markdown
import Samples
import Vault

/// A rendered page, the attachments it needs, and the problems found while rendering.
struct RenderedPage: Sendable {
    var file: OutputFile
    /// The attachments that the page shows or links to.
    var attachments: Set<Int> = []
    var diagnostics: [Diagnostic] = []
}

/// Renders pages. The same site gives the same bytes; the values cached between pages only save
/// time.
struct PageRenderer {
    private let site: Site
    /// The link map, for the page that shows it.
    private let linkMap: LinkMap?
    private var shells: PageShells
    /// The last sidebar. Pages are rendered folder by folder, so that it can often be reused.
    private var sidebar: (key: Sidebar.Key, sidebar: Sidebar)?

    init(_ site: Site, linkMap: LinkMap? = nil) {
        self.site = site
        self.linkMap = linkMap
        shells = PageShells(theme: site.theme)
    }

    mutating func render(_ page: SitePlan.Page, at path: PagePath) -> RenderedPage {
        let made = prepare(page, at: path)
        let html = shells.render(made.template, made.context) ?? []
        return RenderedPage(
            file: OutputFile(path: path, markup: html),
            attachments: made.body.attachments, diagnostics: made.body.diagnostics)
    }

    private struct PreparedPage {
        var template: String
        var context: PageContext
        var body: BodyWriter
    }

    private mutating func prepare(_ page: SitePlan.Page, at path: PagePath) -> PreparedPage {
        var body = BodyWriter(site: site, page: path)
        var (template, context): (String, PageContext)
        // The page's folder in the vault, or nil for a page without navigation.
        var folder: String? = ""
        switch page {
        case .note(let index):
            body.write(note: index)
            (template, context) = (
                "note", noteContext(index, at: path, body: &body, of: site)
            )
            folder = String(site.vault.notes[index].path.folder)
        case .base(let attachment):
            body.write(base: attachment)
            (template, context) = (
                "note", basePageContext(attachment, at: path, content: body.bytes, of: site)
            )
            folder = String(site.vault.attachments[attachment].folder)
        case .folder(let name):
            (template, context) = ("list", folderContext(name, at: path, of: site))
            folder = name
        case .tag(let tag):
            (template, context) = ("tag", tagContext(tag, at: path, of: site))
        case .tags:
            (template, context) = ("tags", tagsContext(at: path, of: site))
        case .search:
            (template, context) = ("search", searchContext(at: path, of: site))
        case .recent:
            (template, context) = ("list", recentContext(at: path, of: site))
        case .graph:
            (template, context) = ("page", graphContext(linkMap, at: path, of: site))
        case .colophon:
            (template, context) = ("page", colophonContext(at: path, of: site))
        case .notFound:
            (template, context) = ("404", notFoundContext(at: path, of: site))
        case .evidence(let page):
            (template, context) = ("page", evidenceContext(page, at: path, of: site))
        case .redirect(let note):
            (template, context) = ("redirect", redirectContext(to: note, at: path, of: site))
            folder = nil
        }
        if let folder { context[bytes: "navigation"] = navigation(of: path, in: folder) }
        return PreparedPage(template: template, context: context, body: body)
    }

    private mutating func navigation(of page: PagePath, in folder: String) -> [UInt8] {
        let key = Sidebar.Key(page, in: folder)
        if let sidebar, sidebar.key == key { return sidebar.sidebar.html(for: page) }
        let made = Sidebar(site.navigation, for: page, in: folder)
        sidebar = (key, made)
        return made.html(for: page)
    }
}

/// Returns the values that every page's template may use.
func baseContext(
    title: String, kind: String, description: String = "", at path: PagePath, of site: Site,
    root: String? = nil, note: Int? = nil
) -> PageContext {
    let configuration = site.configuration
    let root = root ?? path.root
    var context = PageContext()
    context["page.title"] = title
    context["page.kind"] = kind
    context["page.url"] = path.string
    let language = site.language(of: note)
    context["page.language"] = language
    if TextLanguage.isRightToLeft(language) { context["page.direction"] = "rtl" }
    context[flag: "page.isHome"] = path.string == "index.html"
    if !description.isEmpty { context["page.description"] = description }
    if !configuration.baseURL.isEmpty {
        context["page.canonical"] = configuration.baseURL + path.string.urlPath
    }
    if kind == "404" || kind == "search" { context[flag: "page.noindex"] = true }
    context["site.title"] = configuration.title
    context["site.language"] = configuration.language
    context["site.generator"] = generatorName
    context["site.policy"] = contentPolicy(configuration)
    context[flag: "site.hasSearch"] = site.search != nil
    if !configuration.tagline.isEmpty { context["site.tagline"] = configuration.tagline }
    if !configuration.repository.isEmpty { context["site.repository"] = configuration.repository }
    for asset in site.theme.assetPaths { context["assets." + asset.name] = asset.path }
    context["root"] = root
    let metadata = PageMetadata(
        title: title, description: description, kind: kind, path: path, note: note)
    context["head"] = metadata.html(root: root, of: site)
    context["footer"] = footerHTML(root: root, of: site)
    context["places"] = placesHTML(at: path, of: site)
    return context
}

extension Site {
    /// The language of a note's page; nil: of a page of the site itself.
    func language(of note: Int?) -> String {
        guard let note else { return configuration.language }
        return vault.notes[note].frontMatter.language
            ?? TextLanguage.language(
                guessed: vault.notes[note].guessedLanguage, site: configuration.language)
    }
}

/// Named in every page; without a version, so that a new one does not change them all.
let generatorName = "site"
