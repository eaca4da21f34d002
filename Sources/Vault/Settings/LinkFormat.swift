/// The format of a vault's links (`newLinkFormat` in `.obsidian/app.json`, `links` in `site.yml`).
/// It matters where one text can mean two files: `[[Note]]`, if there is a `Note.md` both at the
/// top and in the link's own folder.
package enum LinkFormat: String, Sendable, CaseIterable {
    case shortest, relative, absolute
}
