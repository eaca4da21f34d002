import Basics
import Files
import Markdown
import Vault

/// The metadata of a page for search engines, feed readers and shared links: OpenGraph, JSON-LD
/// (schema.org), the canonical address, and alternative forms.
struct PageMetadata {
    var title: String
    var description: String
    var kind: String
    var path: PagePath
    /// The note, if the page is a note's.
    var note: Int?

    func html(root: String, of site: Site) -> String {
        let configuration = site.configuration
        let base = kind == "404" ? "" : configuration.baseURL
        var html = property("og:title", title) + property("og:site_name", configuration.title)
        html += property("og:type", note == nil ? "website" : "article")
        if configuration.language.contains("-") {
            html += property("og:locale", configuration.language.replacing("-", with: "_"))
        }
        if !description.isEmpty { html += property("og:description", description) }
        if !base.isEmpty {
            let url = base + path.string.urlPath
            html +=
                property("og:url", url) + "<link rel=\"canonical\" href=\"\(escapedHTML(url))\">"
        }
        if let note { html += article(note, of: site) }
        html +=
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"\(escapedHTML(configuration.title))\" href=\"\(escapedHTML(root))feed.xml\">"
        if kind == "note" || kind == "home" {
            html +=
                "<script type=\"application/ld+json\">\(linkedData(base: base, of: site))</script>"
        }
        return html
    }

    private func article(_ index: Int, of site: Site) -> String {
        let note = site.vault.notes[index]
        var html = ""
        if let created = note.frontMatter.created {
            html += property("article:published_time", created)
        }
        if let date = site.date(of: index) { html += property("article:modified_time", date) }
        for tag in note.tags.prefix(10) { html += property("article:tag", tag) }
        if let cover = note.frontMatter.cover?.text, Address.isWeb(cover) {
            html += property("og:image", cover)
        }
        let source = path.href(to: markdownPath(path))
        return html + "<link rel=\"alternate\" type=\"text/markdown\" href=\"\(source)\">"
    }

    private func property(_ name: String, _ value: String) -> String {
        "<meta property=\"\(name)\" content=\"\(escapedHTML(value))\">"
    }

    private func linkedData(base: String, of site: Site) -> String {
        let configuration = site.configuration
        var members = [("@context", jsonString("https://schema.org"))]
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { members.append((name, jsonString(value))) }
        }
        let isHome = kind == "home"
        add("@type", isHome ? "WebSite" : "TechArticle")
        add(isHome ? "name" : "headline", title)
        add("description", description)
        add("inLanguage", configuration.language)
        if !base.isEmpty { add("url", base + path.string.urlPath) }
        if let note, !isHome {
            add("datePublished", site.vault.notes[note].frontMatter.created)
            add("dateModified", site.date(of: note))
            add("keywords", site.vault.notes[note].tags.joined(separator: ", "))
            members.append(
                ("isPartOf", "{\"@type\":\"WebSite\",\"name\":\(jsonString(configuration.title))}"))
        }
        if !configuration.author.isEmpty {
            members.append(
                ("author", "{\"@type\":\"Person\",\"name\":\(jsonString(configuration.author))}"))
        }
        return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }
}
