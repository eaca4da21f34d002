import Basics
import Markdown
import Vault

// The repeated parts of a page. Templates receive them as finished HTML, because looking up each
// name of each entry in the template engine would cost more than the rest of the page.

/// Returns the folders from the root to the page as list items.
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

/// Returns the tags of a note as list items, or nil if there are none.
func tagListHTML(_ note: Note, at path: PagePath, of site: Site) -> String? {
    var html = ""
    for tag in note.tags {
        guard let target = site.plan.tagPaths[tag.lowercased()] else { continue }
        html +=
            "<li><a class=\"tag\" href=\"\(path.href(to: target))\">\(escapedHTML(tag))</a></li>"
    }
    return html.isEmpty ? nil : html
}

/// Returns the notes that link to a page as list items, each with the sentences that contain the
/// links. Returns nil if no note links to it.
func backlinksHTML(
    _ backlinks: [LinkGraph.Backlink], at path: PagePath, site: Site
) -> [UInt8]? {
    if backlinks.isEmpty { return nil }
    let shownNotes = 50
    let shownSentences = 3
    var html: [UInt8] = []
    html.reserveCapacity(4_096)
    var noteCount = 0
    var sentences: [Sentence] = []
    var current: Int?
    for backlink in backlinks {
        if backlink.note != current {
            noteCount += 1
            if noteCount > shownNotes { break }
            if current != nil { html.append("</li>" as StaticString) }
            current = backlink.note
            sentences = []
            html.append("<li><a href=\"" as StaticString)
            html.append(path.href(to: site.plan.notePaths[backlink.note]))
            html.append("\">" as StaticString)
            html.append(escaped: site.vault.notes[backlink.note].title)
            html.append("</a>" as StaticString)
        }
        if sentences.count == shownSentences { continue }
        let sentence = Sentence(site.vault.notes[backlink.note].markdown.links, backlink.link)
        if !sentence.text.isEmpty, !sentences.contains(sentence) {
            sentences.append(sentence)
            html.append("<blockquote>" as StaticString)
            html.append(sentence)
            html.append("</blockquote>" as StaticString)
        }
    }
    html.append("</li>" as StaticString)
    return html
}

/// The sentence that contains a link.
private struct Sentence: Equatable {
    var text: String
    /// The range of the link's text.
    var words: Range<Int>

    init(_ links: [Link], _ link: Int) {
        text = links[link].context
        words = links[link].contextRange
    }
}

extension [UInt8] {
    /// Writes the sentence and marks the link's text.
    fileprivate mutating func append(_ sentence: Sentence) {
        var text = sentence.text
        text.withUTF8 { text in
            let words = sentence.words.clamped(to: text.indices)
            append(escaped: UnsafeBufferPointer(rebasing: text[..<words.lowerBound]))
            if !words.isEmpty {
                append("<mark>" as StaticString)
                append(escaped: UnsafeBufferPointer(rebasing: text[words]))
                append("</mark>" as StaticString)
            }
            append(escaped: UnsafeBufferPointer(rebasing: text[words.upperBound...]))
        }
    }
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
