import Bases
import Basics
import Files
import Markdown
import Vault

// Links within the site and to other sites.
extension BodyWriter {
    mutating func openLink(_ link: Link, at index: Int, note: Int) {
        if link.isExternal {
            let href = escapedHTML(link.externalAddress.urlKept)
            write("<a class=\"external\" href=\"\(href)\"\(title(link)) rel=\"noopener\">")
            return
        }
        let resolution = site.graph.resolutions[note][index]
        guard let target = resolution.target else {
            write("<span class=\"missing-link\" title=\"This note does not exist yet\">")
            return
        }
        write(
            "<a class=\"internal\" href=\"\(href(to: target, anchor: resolution.anchor))\"\(title(link))>"
        )
    }

    mutating func closeLink(_ link: Link, at index: Int, note: Int) {
        if isEmpty(index) { write(escapedHTML(fallbackText(link, at: index, note: note))) }
        let isMissing = !link.isExternal && site.graph.resolutions[note][index].target == nil
        write(isMissing ? "</span>" : "</a>")
    }

    /// An attribute of raw HTML. One that leads nowhere is left out.
    mutating func attribute(_ attribute: RawAttribute, note: Int) {
        var parts: [String] = []
        for address in attribute.addresses {
            let link = site.vault.notes[note].markdown.links[address.link]
            guard let href = href(of: link, at: address.link, note: note) else { continue }
            parts.append(address.descriptor.isEmpty ? href : href + " " + address.descriptor)
        }
        if parts.isEmpty { return }
        write(" \(attribute.name)=\"\(parts.joined(separator: ", "))\"")
    }

    private mutating func href(of link: Link, at index: Int, note: Int) -> String? {
        if link.isExternal { return escapedHTML(link.externalAddress.urlKept) }
        let resolution = site.graph.resolutions[note][index]
        return resolution.target.map { href(to: $0, anchor: resolution.anchor) }
    }

    /// The tag of an element that is opened anew for a part of a note.
    mutating func write(_ tag: Fragment, of note: Int) {
        for piece in tag.pieces {
            switch piece {
            case .html(let range): write(Array(tag.bytes[range]))
            case .slot(.attribute(let index)):
                attribute(site.vault.notes[note].markdown.attributes[index], note: note)
            case .slot: break
            }
        }
    }

    /// `[](Note.md)`: nobody could see it, nor follow it by its name.
    private func isEmpty(_ link: Int) -> Bool {
        let frame = frames[frames.count - 1]
        guard frame.current > frame.pieces.lowerBound,
            case .slot(.linkOpen(link)) = site.vault.notes[frame.note].markdown.body
                .pieces[frame.current - 1]
        else { return false }
        return true
    }

    private func fallbackText(_ link: Link, at index: Int, note: Int) -> String {
        if !link.isExternal {
            switch site.graph.resolutions[note][index].target {
            case .note(let target)?: return site.vault.notes[target].title
            case .attachment(let target)?: return String(site.vault.attachments[target].name)
            case .folder(let folder)?: return site.navigation.folders[folder]?.title ?? folder
            case nil: break
            }
        }
        return link.destination.isEmpty ? "#" : link.destination
    }

    private func title(_ link: Link) -> String {
        link.title.isEmpty ? "" : " title=\"\(escapedHTML(link.title))\""
    }

    /// Returns the relative URL of a note or attachment.
    mutating func href(to target: Vault.Target, anchor: LinkResolution.Anchor) -> String {
        var fragment = anchor.urlFragment
        switch target {
        case .note(let index):
            return escapedHTML(page.href(to: site.plan.notePaths[index], fragment: fragment))
        case .attachment(let index):
            if let document = site.bases.documents[index] {
                fragment = document.base.viewID(named: fragment) ?? ""
            }
            publishAttachment(index)
            return escapedHTML(page.href(to: site.plan.attachmentPaths[index], fragment: fragment))
        case .folder(let folder):
            let path = site.plan.folderPaths[folder] ?? PagePath("index.html")
            return escapedHTML(page.href(to: path, fragment: fragment))
        }
    }
}

extension LinkResolution.Anchor {
    /// The fragment without its `#`, or empty if the link leads to the page itself.
    var urlFragment: String {
        switch self {
        case .none, .missing: ""
        case .heading(let id), .fragment(let id): id
        case .block(let id): "^" + id
        }
    }
}
