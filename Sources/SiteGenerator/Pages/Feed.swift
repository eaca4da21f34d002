import Basics
import Vault

/// Returns `feed.xml`: the recently changed notes as an Atom feed (RFC 4287).
///
/// Its ids are the notes' addresses. If the base URL is unknown, it uses relative links and URNs
/// that are derived from the site's title and the notes' paths.
func feedFile(of site: Site) -> OutputFile {
    let configuration = site.configuration
    let base = configuration.baseURL
    let recent = site.recentNotes(20)
    let author = configuration.author.isEmpty ? configuration.title : configuration.author
    var xml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(escapedHTML(configuration.language))">
        <title>\(escapedHTML(configuration.title))</title>

        """
    if !configuration.tagline.isEmpty {
        xml += "<subtitle>\(escapedHTML(configuration.tagline))</subtitle>\n"
    }
    xml += "<id>\(feedID("", of: site))</id>\n"
    xml += "<updated>\(recent.first?.date.text ?? "1970-01-01T00:00:00Z")</updated>\n"
    xml += "<author><name>\(escapedHTML(author))</name></author>\n"
    xml +=
        "<link rel=\"alternate\" type=\"text/html\" href=\"\(base.isEmpty ? "index.html" : escapedHTML(base))\"/>\n"
    if !base.isEmpty {
        xml +=
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"\(escapedHTML(base))feed.xml\"/>\n"
    }
    for entry in recent {
        let note = site.vault.notes[entry.note]
        let path = site.plan.notePaths[entry.note].string.urlPath
        xml += "<entry>\n<title>\(escapedHTML(note.title))</title>\n"
        xml += "<id>\(feedID(path, of: site))</id>\n"
        xml += "<link rel=\"alternate\" type=\"text/html\" href=\"\(escapedHTML(base + path))\"/>\n"
        if let created = note.frontMatter.created.flatMap(Timestamp.init) {
            xml += "<published>\(created.text)</published>\n"
        }
        xml += "<updated>\(entry.date.text)</updated>\n"
        for tag in note.tags { xml += "<category term=\"\(escapedHTML(tag))\"/>\n" }
        xml += "<summary>\(escapedHTML(note.summary))</summary>\n</entry>\n"
    }
    return OutputFile(path: PagePath("feed.xml"), markup: Array((xml + "</feed>\n").utf8))
}

private func feedID(_ path: String, of site: Site) -> String {
    if !site.configuration.baseURL.isEmpty { return escapedHTML(site.configuration.baseURL + path) }
    var digest = Digest(site.configuration.title)
    digest.combine(path)
    // Version 8 of UUIDs (RFC 9562) is for values with a private derivation, such as this digest.
    var digits = Array(digest.prefix(32))
    digits[12] = "8"
    digits[16] = "8"
    let ends = [8, 12, 16, 20, 32]
    let parts = zip([0] + ends, ends).map { String(digits[$0..<$1]) }
    return "urn:uuid:" + parts.joined(separator: "-")
}
