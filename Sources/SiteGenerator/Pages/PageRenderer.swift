import Markdown
import Samples

/// A page, with what it needs beside it and what came up while it was made.
struct RenderedPage: Sendable {
    var file: OutputFile
    /// Attachments that it shows or links to.
    var attachments: Set<Int> = []
    var diagnostics: [Diagnostic] = []
}

/// One page as a file. Pure: the same site gives the same bytes.
func renderPage(
    _ page: SitePlan.Page, at path: PagePath, of site: Site, with shells: inout PageShells
) -> RenderedPage {
    var body = BodyWriter(site: site, page: path)
    let (template, context): (String, [String: Any])
    switch page {
    case .note(let index):
        body.write(note: index)
        (template, context) = ("note", noteContext(index, at: path, content: body.text, of: site))
    case .base(let attachment):
        body.write(base: attachment)
        (template, context) = (
            "note", basePageContext(attachment, at: path, content: body.text, of: site)
        )
    case .folder(let folder):
        (template, context) = ("list", folderContext(folder, at: path, of: site))
    case .tag(let tag):
        (template, context) = ("tag", tagContext(tag, at: path, of: site))
    case .tags:
        (template, context) = ("tags", tagsContext(at: path, of: site))
    case .search:
        (template, context) = ("search", searchContext(at: path, of: site))
    case .recent:
        (template, context) = ("list", recentContext(at: path, of: site))
    case .graph:
        (template, context) = ("page", graphContext(at: path, of: site))
    case .colophon:
        (template, context) = ("page", colophonContext(at: path, of: site))
    case .notFound:
        (template, context) = ("404", notFoundContext(at: path, of: site))
    case .evidence(let page):
        (template, context) = ("page", evidenceContext(page, at: path, of: site))
    case .redirect(let note):
        (template, context) = ("redirect", redirectContext(to: note, at: path, of: site))
    }
    let html = shells.render(template, context) ?? []
    return RenderedPage(
        file: OutputFile(path: path, content: .bytes(html)), attachments: body.attachments,
        diagnostics: body.diagnostics)
}

/// What every page's template may use.
func baseContext(
    title: String, kind: String, description: String = "", at path: PagePath, in folder: String,
    of site: Site, root: String? = nil, note: Int? = nil
) -> [String: Any] {
    let configuration = site.configuration
    var page: [String: Any] = [
        "title": title, "kind": kind, "url": path.string, "language": configuration.language,
        "isHome": path.string == "index.html",
    ]
    if !description.isEmpty { page["description"] = description }
    if !configuration.baseURL.isEmpty {
        page["canonical"] = configuration.baseURL + path.string.urlPath
    }
    if kind == "404" || kind == "search" { page["noindex"] = true }
    var siteContext: [String: Any] = [
        "title": configuration.title, "language": configuration.language,
        "generator": generatorName, "hasSearch": site.search != nil,
    ]
    if !configuration.tagline.isEmpty { siteContext["tagline"] = configuration.tagline }
    if !configuration.repository.isEmpty { siteContext["repository"] = configuration.repository }
    let root = root ?? path.root
    let metadata = PageMetadata(
        title: title, description: description, kind: kind, path: path, note: note)
    var context: [String: Any] = [
        "site": siteContext, "page": page, "root": root,
        "assets": site.theme.assetPaths,
        "head": metadata.html(root: root, of: site), "footer": footerHTML(root: root, of: site),
        "navigation": site.navigation.html(for: path, in: folder),
    ]
    if let places = placesHTML(at: path, of: site) { context["places"] = places }
    return context
}

/// Named in every page; without a version, so that a new one does not change them all.
let generatorName = "site"
