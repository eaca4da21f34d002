import Bases
import Basics
import Evidence
import Files
import Markdown
import Samples
import Tools
import Vault

/// Fills the placeholders of a note's HTML for one page.
struct BodyWriter {
    let site: Site
    /// The page that contains the text.
    let page: PagePath
    /// The HTML written so far.
    var bytes: [UInt8] = []
    /// The attachments that the text shows or links to, which must therefore be published.
    private(set) var attachments: Set<Int> = []
    /// The problems of the bases that were evaluated.
    var diagnostics: [Diagnostic] = []
    /// The texts being written. Each is embedded in the one before.
    var frames: [Frame] = []
    var embedCount = 0
    var embeddedBytes = 0
    /// The offset of an empty `<p>` that was opened after an embed.
    var emptyParagraph: Int?
    /// The HTML to write below the title of the current callout.
    var belowTitle: String?

    /// A note, or a part of one, that is being written.
    struct Frame {
        var note: Int
        var pieces: Range<Int>
        /// The index of the piece that is being written.
        var current: Int
        /// A prefix for all `id`s, which keeps those of embedded texts unique on the page. It
        /// contains a full stop, which no identifier of a heading can contain.
        var idPrefix: String
        /// Replacements for footnote references that are not in this part of the note.
        var references: [String: String] = [:]
    }

    init(site: Site, page: PagePath) {
        self.site = site
        self.page = page
    }

    /// Writes a note's text, or only the `pieces` that an embed shows.
    mutating func write(note: Int, pieces: Range<Int>? = nil) {
        let body = site.vault.notes[note].markdown.body
        let range = (pieces ?? body.pieces.indices).clamped(to: body.pieces.indices)
        let prefix = frames.isEmpty ? "" : "e\(embedCount)."
        if frames.isEmpty { bytes.reserveCapacity(body.bytes.count * 3 / 2) }
        frames.append(
            Frame(note: note, pieces: range, current: range.lowerBound, idPrefix: prefix))
        let elements = site.vault.notes[note].markdown.rawElements
        for element in elements where element.pieces.contains(range.lowerBound) {
            write(element.tag, of: note)
        }
        writePieces(range)
        for element in elements.reversed() where element.pieces.contains(range.upperBound) {
            write("</\(element.name)>")
        }
        if range != body.pieces.indices { writeFootnotes() }
        frames.removeLast()
    }

    /// Writes pieces of the note of the innermost frame.
    mutating func writePieces(_ range: Range<Int>) {
        let frame = frames.count - 1
        let markdown = site.vault.notes[frames[frame].note].markdown
        for index in range {
            frames[frame].current = index
            switch markdown.body.pieces[index] {
            case .html(let range): writeHTML(markdown.body.bytes[range])
            case .slot(let slot): write(slot, markdown: markdown)
            }
        }
    }

    private mutating func write(_ slot: Slot, markdown: ParsedMarkdown) {
        let frame = frames[frames.count - 1]
        switch slot {
        case .linkOpen(let index): openLink(markdown.links[index], at: index, note: frame.note)
        case .linkClose(let index): closeLink(markdown.links[index], at: index, note: frame.note)
        case .embed(let index, _): embed(markdown.links[index], at: index, note: frame.note)
        case .code(let index): code(index, note: frame.note, idPrefix: frame.idPrefix)
        case .value(let index):
            write(
                inlineValueHTML(
                    markdown.values[index].expression, measures: site.comparisons.measures,
                    results: site.comparisons.measurements, link: evidenceLink))
        case .formula(let index):
            math(markdown.formulas[index])
        case .calloutTitle(let index):
            claimTitle(markdown.callouts[index].title.trimmed, idPrefix: frame.idPrefix)
        case .attribute(let index): attribute(markdown.attributes[index], note: frame.note)
        case .tag(let index): tag(markdown.tags[index].name)
        case .id(let id): write(" id=\"\(frame.idPrefix)\(escapedHTML(id))\"")
        case .reference(let id):
            write("\(frame.idPrefix)\((frame.references[id] ?? id).urlFragment)")
        }
    }

    /// Writes HTML of a note. If an embed has split a paragraph and nothing follows it, the empty
    /// rest of the paragraph is left out.
    private mutating func writeHTML(_ html: ArraySlice<UInt8>) {
        guard let start = emptyParagraph else { return write(html) }
        emptyParagraph = nil
        guard bytes.count == start + 3 else {
            bytes += html
            return
        }
        let rest = html.withoutLineBreaks
        if rest.starts(with: "</p>".utf8) {
            bytes.removeSubrange(start...)
            bytes += rest.dropFirst(4)
        } else {
            if rest.isEmpty { emptyParagraph = start }
            bytes += rest
        }
    }

    private mutating func math(_ formula: Formula) {
        let name = formula.isBlock ? "div" : "span"
        let html =
            site.math.html(kind: formula.kind, text: formula.tex)
            ?? "<code>\(escapedHTML(formula.tex))</code>"
        write("<\(name) class=\"math\">\(html)</\(name)>")
    }

    mutating func write(_ html: String) { bytes.append(html) }

    mutating func write(_ html: [UInt8]) { bytes += html }

    /// Marks an attachment for publishing. Bases are skipped, because they have pages of their own.
    mutating func publishAttachment(_ attachment: Int) {
        if site.bases.documents[attachment] == nil { attachments.insert(attachment) }
    }

    /// Writes HTML. If a callout's title ends in it, the text that belongs below the title follows
    /// that line.
    private mutating func write(_ html: ArraySlice<UInt8>) {
        guard let below = belowTitle, let end = html.firstIndex(of: UInt8(ascii: "\n")) else {
            bytes += html
            return
        }
        belowTitle = nil
        bytes += html[...end]
        bytes.append(below + "\n")
        bytes += html[(end + 1)...]
    }

    private mutating func tag(_ name: String) {
        guard let path = site.plan.tagPaths[name.lowercased()] else {
            return write("#" + escapedHTML(name))
        }
        write("<a class=\"tag\" href=\"\(page.href(to: path))\">#\(escapedHTML(name))</a>")
    }
}

// Code blocks.
extension BodyWriter {
    private mutating func code(_ index: Int, note: Int, idPrefix: String) {
        switch site.roles[note][index] {
        case .shown(let shown):
            write(codeHTML(shown, highlighted: highlighted(shown)))
        case .sample(let block):
            let results = site.results[block.sample.note, block.sample.name]
            let id = idPrefix + site.vault.notes[note].sampleID(block.sample.name)
            let download = page.href(
                to: downloadPath(block.sample, on: site.plan.notePaths[note], of: site))
            write(
                sampleHTML(
                    block, results: results, highlighted: highlighted(block.shown), id: id,
                    download: download))
        case .expectedOutput: break
        case .comparison:
            if let table = site.comparisons.tables[note] {
                write(
                    comparisonHTML(
                        table, id: "\(idPrefix)comparison-\(index + 1)", link: evidenceLink))
            }
        case .measurement(let name):
            write(measureFigure(name, id: idPrefix + "measure-" + name, of: site))
        case .dot:
            let block = site.vault.notes[note].markdown.codeBlocks[index]
            if let svg = site.graphs.html(kind: "dot", text: block.code) {
                write("<figure class=\"diagram\">\(svg)</figure>")
            } else {
                write(codeHTML(CodeListing(language: "dot", code: block.code), highlighted: nil))
            }
        case .mermaid:
            // Mermaid is drawn in the browser if the theme has the library. Otherwise the source is
            // shown.
            let block = site.vault.notes[note].markdown.codeBlocks[index]
            write(
                "<div class=\"diagram-source\" tabindex=\"0\" role=\"group\" aria-label=\"Diagram\">"
                    + "<pre class=\"mermaid\">\(escapedHTML(block.code))</pre></div>")
        case .base:
            let block = site.vault.notes[note].markdown.codeBlocks[index]
            write(base: block, of: note, id: "\(idPrefix)base-\(index + 1)")
        }
    }

    /// Writes the claim's sentence with its verdict. The basis of the verdict follows the title.
    private mutating func claimTitle(_ id: String, idPrefix: String) {
        guard let verdict = site.comparisons.evidence.verdicts[id] else {
            return write(escapedHTML(id))
        }
        write("<span id=\"\(idPrefix)claim-\(escapedHTML(id))\">")
        write(claimTitleHTML(verdict, link: evidenceLink) + "</span>")
        belowTitle = claimEvidenceHTML(verdict)
    }

    /// The links to evidence, relative to this page.
    private var evidenceLink: EvidenceLink { SiteGenerator.evidenceLink(from: page, of: site) }

    private func highlighted(_ shown: CodeListing) -> [UInt8]? {
        let job = BatchWorker.Job(kind: shown.language, text: shown.code)
        return site.syntaxTrees.supports(job)
            ? site.syntaxTrees.html(job) : site.highlighting.bytes(job)
    }
}
