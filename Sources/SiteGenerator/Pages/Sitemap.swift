import Basics
import Vault

/// Returns `sitemap.xml` and `robots.txt`. The protocol (sitemaps.org) requires absolute addresses,
/// so without a base URL they start at the host's root.
func sitemapFiles(of site: Site) -> [OutputFile] {
    let base = site.configuration.baseURL.isEmpty ? "/" : site.configuration.baseURL
    var xml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">

        """
    for (path, page) in site.plan.pages.sorted(by: { $0.path < $1.path }) {
        switch page {
        case .notFound, .redirect, .search: continue
        case .note(let index):
            let date = site.date(of: index).map { "<lastmod>\($0.prefix(10))</lastmod>" }
            xml += "<url><loc>\(escapedHTML(base + path.string.urlPath))</loc>\(date ?? "")</url>\n"
        case .base, .folder, .tag, .tags, .recent, .graph, .colophon, .evidence:
            xml += "<url><loc>\(escapedHTML(base + path.string.urlPath))</loc></url>\n"
        }
    }
    xml += "</urlset>\n"
    var robots = "User-agent: *\nAllow: /\n"
    if !site.configuration.baseURL.isEmpty {
        robots += "Sitemap: \(site.configuration.baseURL)sitemap.xml\n"
    }
    return [
        OutputFile(path: PagePath("sitemap.xml"), markup: Array(xml.utf8)),
        OutputFile(path: PagePath("robots.txt"), markup: Array(robots.utf8)),
    ]
}
