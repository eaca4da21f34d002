import Markdown

// The parts of a page that repeat. Templates get them as ready HTML: a template engine that looks
// up every name of every entry would cost more than all the rest of a page.

/// Folders from the top down to the page, as the items of a list.
func breadcrumbsHTML(
    folder: String, title: String, includesFolder: Bool = true, at path: PagePath, of site: Site
) -> String {
    var crumbs = "<li><span aria-current=\"page\">\(escapedHTML(title))</span></li>"
    var current = folder
    if !includesFolder, !current.isEmpty { current = String(VaultPath(current).folder) }
    while !current.isEmpty {
        if let entry = site.navigation.folders[current] {
            crumbs = crumb(entry.title, path.href(to: entry.path)) + crumbs
        }
        current = String(VaultPath(current).folder)
    }
    guard let home = site.plan.folderPaths[""] else { return crumbs }
    return crumb(site.configuration.title, path.href(to: home)) + crumbs
}

func crumb(_ title: String, _ href: String) -> String {
    "<li><a href=\"\(href)\">\(escapedHTML(title))</a></li>"
}

/// The tags of a note, as the items of a list; nil when there are none.
func tagListHTML(_ note: Note, at path: PagePath, of site: Site) -> String? {
    var html = ""
    for tag in note.tags {
        guard let target = site.plan.tagPaths[tag.lowercased()] else { continue }
        html +=
            "<li><a class=\"tag\" href=\"\(path.href(to: target))\">\(escapedHTML(tag))</a></li>"
    }
    return html.isEmpty ? nil : html
}

/// Who links to a page, each with the sentences the links stand in, as the items of a list; nil
/// when nobody does.
func backlinksHTML(_ backlinks: [LinkGraph.Backlink], at path: PagePath, site: Site) -> String? {
    let shownNotes = 50
    let shownSentences = 3
    var html = ""
    var noteCount = 0
    var sentences: [String] = []
    var current: Int?
    func close() {
        if current != nil { html += "</li>" }
    }
    for backlink in backlinks {
        if backlink.note != current {
            noteCount += 1
            if noteCount > shownNotes { break }
            close()
            current = backlink.note
            sentences = []
            let source = site.vault.notes[backlink.note]
            html +=
                "<li><a href=\"\(path.href(to: site.plan.notePaths[backlink.note]))\">\(escapedHTML(source.title))</a>"
        }
        let sentence = contextHTML(site.vault.notes[backlink.note].markdown.links[backlink.link])
        if !sentence.isEmpty, sentences.count < shownSentences, !sentences.contains(sentence) {
            sentences.append(sentence)
            html += "<blockquote>\(sentence)</blockquote>"
        }
    }
    close()
    return html.isEmpty ? nil : html
}

/// The sentence a link stands in, the link's own words marked.
private func contextHTML(_ link: Link) -> String {
    let bytes = link.context.utf8
    let range = link.contextRange.clamped(to: 0..<bytes.count)
    if range.isEmpty { return escapedHTML(link.context) }
    let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
    let end = bytes.index(bytes.startIndex, offsetBy: range.upperBound)
    return escapedHTML(link.context[..<start]) + "<mark>" + escapedHTML(link.context[start..<end])
        + "</mark>" + escapedHTML(link.context[end...])
}

/// An entry of a list page.
struct ListEntry {
    var title: String
    var href: String
    var count: String?
    var description = ""
    var date: String?

    var html: String {
        var html =
            "<li class=\"entry\"><a class=\"entry-title\" href=\"\(href)\">\(escapedHTML(title))</a>"
        if let date {
            html += "<time datetime=\"\(escapedHTML(date))\">\(escapedHTML(date.prefix(10)))</time>"
        }
        if let count { html += "<span class=\"count\">\(count)</span>" }
        if !description.isEmpty {
            html += "<p class=\"entry-description\">\(escapedHTML(description))</p>"
        }
        return html + "</li>\n"
    }
}
