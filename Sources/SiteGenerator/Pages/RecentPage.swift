import Basics
import Files
import Vault

extension Site {
    /// Returns the date of a note's last change: the one in its properties, then the one in git,
    /// then the date of its creation.
    func date(of note: Int) -> String? {
        let note = vault.notes[note]
        return note.frontMatter.updated ?? changes[note.path] ?? note.frontMatter.created
    }

    /// Returns the notes that changed last, newest first.
    func recentNotes(_ count: Int) -> [(note: Int, date: Timestamp)] {
        let dated = vault.notes.indices.compactMap { index -> (note: Int, date: Timestamp)? in
            date(of: index).flatMap(Timestamp.init).map { (index, $0) }
        }
        // If one commit changed several notes, they are sorted by path, as everywhere.
        return Array(dated.sorted { ($1.date, $0.note) < ($0.date, $1.note) }.prefix(count))
    }
}

/// Returns the context of the page with the recently changed notes.
func recentContext(at path: PagePath, of site: Site) -> PageContext {
    let title = "Recent changes"
    var context = baseContext(title: title, kind: "recent", at: path, of: site)
    context["breadcrumbs"] = breadcrumbsHTML(folder: "", title: title, at: path, of: site)
    let recent = site.recentNotes(100)
    context["entries"] = recent.map { entry in
        var item = noteEntry(entry.note, at: path, of: site)
        item.date = entry.date.text
        return item.html
    }.joined()
    if recent.isEmpty {
        context["content"] = "<p>No note says when it changed, and git does not know.</p>"
    }
    return context
}
