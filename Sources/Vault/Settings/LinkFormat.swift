/// How a vault writes its links (`newLinkFormat` in `.obsidian/app.json`, `links` in `site.yml`).
/// It matters where one text can mean two files: `[[Note]]` beside `Note.md` at the top and in the
/// link's own folder.
package enum LinkFormat: String, Sendable, CaseIterable {
    case shortest, relative, absolute
}
