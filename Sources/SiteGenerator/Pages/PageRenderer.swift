import Markdown
import Samples

/// One page as a file. Pure: the same site gives the same bytes.
package func renderPage(
    _ page: SitePlan.Page, at path: PagePath, of site: Site
) -> (file: OutputFile, attachments: Set<Int>) {
    var attachments: Set<Int> = []
    let (template, context): (String, [String: Any])
    switch page {
    case .note(let index):
        var body = BodyWriter(site: site, page: path)
        body.write(note: index)
        attachments = body.attachments
        let text = String(decoding: body.bytes, as: UTF8.self)
        (template, context) = ("note", noteContext(index, at: path, content: text, of: site))
    case .folder(let folder):
        (template, context) = ("list", folderContext(folder, at: path, of: site))
    case .tag(let tag):
        (template, context) = ("tag", tagContext(tag, at: path, of: site))
    case .tags:
        (template, context) = ("tags", tagsContext(at: path, of: site))
    case .search:
        (template, context) = ("search", searchContext(at: path, of: site))
    case .notFound:
        (template, context) = ("404", notFoundContext(at: path, of: site))
    case .redirect(let note):
        (template, context) = ("redirect", redirectContext(to: note, at: path, of: site))
    }
    let html = site.theme.render(template, context) ?? ""
    return (OutputFile(path: path, content: .bytes(Array(html.utf8))), attachments)
}

/// What every page's template may use.
func baseContext(
    title: String, kind: String, description: String = "", at path: PagePath, in folder: String,
    of site: Site, root: String? = nil
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
    return [
        "site": siteContext, "page": page, "root": root ?? path.root,
        "assets": site.theme.assetPaths,
        "head": headHTML(title: title, description: description, kind: kind, at: path, of: site),
        "navigation": site.navigation.html(for: path, in: folder),
    ]
}

/// Named in every page; without a version, so that a new one does not change them all.
let generatorName = "site"

private func headHTML(
    title: String, description: String, kind: String, at path: PagePath, of site: Site
) -> String {
    let configuration = site.configuration
    var html = "<meta property=\"og:title\" content=\"\(escapedHTML(title))\">"
    html += "<meta property=\"og:site_name\" content=\"\(escapedHTML(configuration.title))\">"
    html += "<meta property=\"og:type\" content=\"\(kind == "note" ? "article" : "website")\">"
    if !description.isEmpty {
        html += "<meta property=\"og:description\" content=\"\(escapedHTML(description))\">"
    }
    if !configuration.baseURL.isEmpty, kind != "404" {
        let url = escapedHTML(configuration.baseURL + path.string.urlPath)
        html += "<meta property=\"og:url\" content=\"\(url)\"><link rel=\"canonical\" href=\"\(url)\">"
    }
    return html
}
