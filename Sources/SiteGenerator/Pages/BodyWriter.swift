import Markdown
import Samples

/// Fills the slots of a note's HTML for one page.
struct BodyWriter {
    let site: Site
    /// The page that the text ends up on.
    let page: PagePath
    private(set) var bytes: [UInt8] = []
    /// Attachments that the text shows or links to.
    private(set) var attachments: Set<Int> = []
    /// Notes on the way down to the one being written, to stop at cycles.
    private var path: [Int] = []
    private var embedCount = 0

    private static let embedDepth = 5
    private static let embedLimit = 200

    init(site: Site, page: PagePath) {
        self.site = site
        self.page = page
    }

    /// Writes a note's text, or the `pieces` of it that an embed shows.
    mutating func write(note: Int, pieces: Range<Int>? = nil) {
        let markdown = site.vault.notes[note].markdown
        let idPrefix = path.isEmpty ? "" : "e\(embedCount)-"
        path.append(note)
        bytes.reserveCapacity(bytes.count + markdown.body.bytes.count * 3 / 2)
        for piece in markdown.body.pieces[pieces ?? markdown.body.pieces.indices] {
            switch piece {
            case .html(let range): bytes += markdown.body.bytes[range]
            case .slot(let slot): write(slot, note: note, markdown: markdown, idPrefix: idPrefix)
            }
        }
        path.removeLast()
    }

    private mutating func write(
        _ slot: Slot, note: Int, markdown: ParsedMarkdown, idPrefix: String
    ) {
        switch slot {
        case .linkOpen(let index): openLink(markdown.links[index], at: index, note: note)
        case .linkClose(let index): closeLink(markdown.links[index], at: index, note: note)
        case .embed(let index, let isBlock):
            embed(markdown.links[index], at: index, note: note, isBlock: isBlock)
        case .code(let index): code(index, note: note, idPrefix: idPrefix)
        case .value(let index): write("<code>= \(escapedHTML(markdown.values[index].expression))</code>")
        case .formula(let index):
            math(markdown.formulas[index])
        case .calloutTitle(let index): write(escapedHTML(markdown.callouts[index].title))
        case .tag(let index): tag(markdown.tags[index].name)
        case .id(let id): write(" id=\"\(idPrefix)\(escapedHTML(id))\"")
        case .reference(let id): write("\(idPrefix)\(id.urlFragment)")
        }
    }

    private mutating func math(_ formula: Formula) {
        let name = formula.isBlock ? "div" : "span"
        let html =
            site.math.html(kind: formula.kind, text: formula.tex)
            ?? "<code>\(escapedHTML(formula.tex))</code>"
        write("<\(name) class=\"math\">\(html)</\(name)>")
    }

    mutating func write(_ html: String) { bytes += html.utf8 }

    private mutating func tag(_ name: String) {
        guard let path = site.plan.tagPaths[name.lowercased()] else { return write("#" + escapedHTML(name)) }
        write("<a class=\"tag\" href=\"\(page.href(to: path))\">#\(escapedHTML(name))</a>")
    }
}

// Links
extension BodyWriter {
    private mutating func openLink(_ link: Link, at index: Int, note: Int) {
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
        write("<a class=\"internal\" href=\"\(href(to: target, anchor: resolution.anchor))\"\(title(link))>")
    }

    private mutating func closeLink(_ link: Link, at index: Int, note: Int) {
        let isMissing = !link.isExternal && site.graph.resolutions[note][index].target == nil
        write(isMissing ? "</span>" : "</a>")
    }

    private func title(_ link: Link) -> String {
        link.title.isEmpty ? "" : " title=\"\(escapedHTML(link.title))\""
    }

    /// The relative URL of a note or attachment.
    mutating func href(to target: Vault.Target, anchor: LinkResolution.Anchor) -> String {
        let fragment: String
        switch anchor {
        case .none, .missing: fragment = ""
        case .heading(let id), .fragment(let id): fragment = id
        case .block(let id): fragment = "^" + id
        }
        switch target {
        case .note(let index):
            return escapedHTML(page.href(to: site.plan.notePaths[index], fragment: fragment))
        case .attachment(let index):
            attachments.insert(index)
            return escapedHTML(page.href(to: site.plan.attachmentPaths[index], fragment: fragment))
        }
    }
}

// Embeds
extension BodyWriter {
    private mutating func embed(_ link: Link, at index: Int, note: Int, isBlock: Bool) {
        if link.isExternal {
            write(externalMedia(link))
            return
        }
        let resolution = site.graph.resolutions[note][index]
        switch resolution.target {
        case nil:
            let name = link.display.map { $0.isEmpty ? link.path : $0 } ?? link.path
            write("<span class=\"missing-link\" title=\"This file does not exist\">\(escapedHTML(name))</span>")
        case .attachment(let attachment)?:
            let path = site.vault.attachments[attachment]
            let href = href(to: .attachment(attachment), anchor: resolution.anchor)
            write(mediaHTML(link, path: path, href: href))
        case .note(let target)?:
            transclude(target, link: link, resolution: resolution, isBlock: isBlock)
        }
    }

    private mutating func transclude(
        _ target: Int, link: Link, resolution: LinkResolution, isBlock: Bool
    ) {
        let title = site.vault.notes[target].title
        let href = href(to: .note(target), anchor: resolution.anchor)
        embedCount += 1
        let isCycle = path.contains(target)
        guard isBlock, !isCycle, path.count < Self.embedDepth, embedCount < Self.embedLimit else {
            let why = isCycle ? " (it embeds itself)" : ""
            write("<a class=\"internal\" href=\"\(href)\">\(escapedHTML(title))\(why)</a>")
            return
        }
        write("<div class=\"embed\"><div class=\"embed-source\"><a class=\"internal\" href=\"\(href)\">\(escapedHTML(title))</a></div>")
        let (pieces, isListItem) = pieces(of: resolution, in: target)
        if isListItem { write("<ul>") }
        write(note: target, pieces: pieces)
        if isListItem { write("</ul>") }
        write("</div>")
    }

    /// What of the target is shown: all of it, a section or a block.
    private func pieces(
        of resolution: LinkResolution, in target: Int
    ) -> (pieces: Range<Int>?, isListItem: Bool) {
        let markdown = site.vault.notes[target].markdown
        switch resolution.anchor {
        case .heading(let id):
            return (markdown.headings.first { $0.id == id }?.section, false)
        case .block(let id):
            let block = markdown.blocks.first { $0.id == id }
            return (block?.pieces, block?.isListItem ?? false)
        default: return (nil, false)
        }
    }
}

// Code
extension BodyWriter {
    private mutating func code(_ index: Int, note: Int, idPrefix: String) {
        switch site.roles[note][index] {
        case .shown(let shown):
            write(codeHTML(shown, highlighted: highlighted(shown)))
        case .sample(let block):
            let results = site.results[block.sample.note, block.sample.name]
            write(
                sampleHTML(
                    block, results: results, highlighted: highlighted(block.shown),
                    id: idPrefix + block.sample.name, download: nil))
        case .expectedOutput: break
        case .comparison:
            if let table = site.comparisons.tables[note] {
                write(comparisonHTML(table, id: "\(idPrefix)comparison-\(index + 1)", link: evidenceLink))
            }
        case .measurement(let name):
            write("<p class=\"measurement-missing\">The measurement “\(escapedHTML(name))” has not been made yet.</p>")
        case .dot:
            let block = site.vault.notes[note].markdown.codeBlocks[index]
            if let svg = site.graphs.html(kind: "dot", text: block.code) {
                write("<figure class=\"diagram\">\(svg)</figure>")
            } else {
                write(codeHTML(CodeListing(language: "dot", code: block.code), highlighted: nil))
            }
        case .mermaid:
            // Drawn in the browser where the theme brings the library; readable without.
            let block = site.vault.notes[note].markdown.codeBlocks[index]
            write("<pre class=\"mermaid\">\(escapedHTML(block.code))</pre>")
        case .base:
            let block = site.vault.notes[note].markdown.codeBlocks[index]
            let shown = CodeListing(language: block.info, code: block.code)
            write(codeHTML(shown, highlighted: nil))
        }
    }

    /// Where evidence can be read, from this page.
    private func evidenceLink(_ target: EvidenceTarget) -> String? {
        switch target {
        case .note(let index) where site.plan.notePaths.indices.contains(index):
            page.href(to: site.plan.notePaths[index])
        default: nil
        }
    }

    private func highlighted(_ shown: CodeListing) -> String? {
        site.highlighting.html(kind: shown.language, text: shown.code)
    }
}
