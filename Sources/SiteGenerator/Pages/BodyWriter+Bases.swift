import Bases
import Basics
import Evidence
import Files
import Markdown
import Vault

// Bases: in code blocks, embedded from their files, and on their own pages.
extension BodyWriter {
    mutating func write(base block: CodeBlock, of note: Int, id: String) {
        guard site.bases.corpus != nil else {
            return write(
                codeHTML(CodeListing(language: "base", code: block.code), highlighted: nil))
        }
        let note = site.vault.notes[note]
        draw(base(in: block, of: note), this: note.path, id: id)
    }

    /// Writes a base on its own page.
    mutating func write(base attachment: Int) {
        guard let document = site.bases.documents[attachment] else { return }
        draw(
            document.base, candidates: document.candidates,
            this: site.vault.attachments[attachment], id: Base.idPrefix)
    }

    /// Writes the base or the named view with a link to its page. Within a line, it writes only the
    /// link.
    mutating func embedBase(_ attachment: Int, link: Link, note: Int) {
        guard let document = site.bases.documents[attachment] else { return }
        let path = site.vault.attachments[attachment]
        let href = href(to: .attachment(attachment), anchor: .fragment(link.subpath))
        let title = escapedHTML(String(path.stem))
        guard link.place != .inline else {
            let shown = link.display.map { $0.isEmpty ? title : escapedHTML($0) } ?? title
            return write("<a class=\"internal\" href=\"\(href)\">\(shown)</a>")
        }
        embedCount += 1
        if link.place == .paragraph { closeParagraph() }
        write(
            "<div class=\"embed embed-base\"><div class=\"embed-source\"><a class=\"internal\" href=\"\(href)\">\(title)</a></div>"
        )
        let source = site.vault.notes[note].path
        draw(
            document.base, candidates: document.candidates, this: source,
            reference: BaseContext.Reference(
                file: source.string, span: link.span, view: link.subpath),
            id: "e\(embedCount).\(Base.idPrefix)")
        write("</div>")
        if link.place == .paragraph { openParagraph() }
    }

    private mutating func draw(
        _ base: Base, candidates: BaseCandidates? = nil, this: VaultPath,
        reference: BaseContext.Reference? = nil, id: String
    ) {
        guard let corpus = site.bases.corpus else { return }
        let (site, page) = (site, page)
        let rendered = renderBase(
            base, in: corpus,
            context: BaseContext(
                this: this, now: site.bases.now, reference: reference, idPrefix: id,
                href: { baseHref($0, from: page, of: site) }),
            candidates: candidates)
        for case .file(let path, _) in rendered.targets {
            if let index = corpus.attachment(at: path, of: site.vault) { publishAttachment(index) }
        }
        diagnostics += rendered.diagnostics
        write(rendered.html)
    }
}

/// Returns the address of a base's link target, relative to `page`.
private func baseHref(_ target: BaseTarget, from page: PagePath, of site: Site) -> String? {
    switch target {
    case .tag(let name): return site.plan.tagPaths[name.lowercased()].map { page.href(to: $0) }
    case .file(let path, let subpath):
        let fragment = subpath.hasPrefix("#") ? String(subpath.dropFirst()) : subpath
        if let note = site.vault.noteIndex[path] {
            let anchor = site.vault.anchor(fragment, in: .note(note))
            return page.href(to: site.plan.notePaths[note], fragment: anchor.urlFragment)
        }
        guard let index = site.bases.corpus?.attachment(at: path, of: site.vault) else {
            return nil
        }
        let view = site.bases.documents[index].map { $0.base.viewID(named: fragment) ?? "" }
        return page.href(to: site.plan.attachmentPaths[index], fragment: view ?? fragment)
    }
}

extension BaseCorpus {
    /// Returns the index among the attachments. In the vault's list of files they follow the notes.
    fileprivate func attachment(at path: VaultPath, of vault: Vault) -> Int? {
        position(of: path).flatMap { $0 < vault.notes.count ? nil : $0 - vault.notes.count }
    }
}
