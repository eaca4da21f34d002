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
        let language = site.language(of: note)
        if language.contains("-") {
            html += property("og:locale", language.replacing("-", with: "_"))
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
        if let cover = cover(of: index, site) { html += property("og:image", cover) }
        let source = path.href(to: markdownPath(path))
        return html + "<link rel=\"alternate\" type=\"text/markdown\" href=\"\(source)\">"
    }

    /// The address of the picture that a note's `cover` or `image` names. It has to be a whole one.
    private func cover(of index: Int, _ site: Site) -> String? {
        let note = site.vault.notes[index]
        guard let cover = note.frontMatter.cover else { return nil }
        if Address.isWeb(cover.text) { return cover.text }
        guard !site.configuration.baseURL.isEmpty, let file = site.cover(of: index) else {
            return nil
        }
        return site.configuration.baseURL + site.plan.attachmentPaths[file].string.urlPath
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
        add("inLanguage", site.language(of: note))
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

extension Site {
    /// The file of the vault that shows what a note is about.
    func cover(of note: Int) -> Int? {
        guard let cover = vault.notes[note].frontMatter.cover,
            let link = vault.notes[note].markdown.links.firstIndex(where: { $0.span == cover.span }
            ),
            case .attachment(let file)? = graph.resolutions[note][link].target
        else { return nil }
        return file
    }
}
