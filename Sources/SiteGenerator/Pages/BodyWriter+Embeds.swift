import Bases
import Basics
import Files
import Markdown
import Vault

// Embeds: a note or a part of it, an image, sound, film or other file.
extension BodyWriter {
    // Embeds multiply: with notes that embed each other twice, a depth of eight gives 256 copies.
    private static let embedDepth = 8
    private static let embedLimit = 200
    private static let embedBytes = 16 << 20

    mutating func embed(_ link: Link, at index: Int, note: Int) {
        if link.isExternal { return writeInline(externalMedia(link), place: link.place) }
        let resolution = site.graph.resolutions[note][index]
        switch resolution.target {
        case nil:
            let name = link.display.map { $0.isEmpty ? link.path : $0 } ?? link.path
            let html =
                "<span class=\"missing-link\" title=\"This file does not exist\">\(escapedHTML(name))</span>"
            writeInline(html, place: link.place)
        case .attachment(let attachment)? where site.bases.documents[attachment] != nil:
            embedBase(attachment, link: link, note: note)
        case .attachment(let attachment)?:
            let path = site.vault.attachments[attachment]
            let href = href(to: .attachment(attachment), anchor: resolution.anchor)
            writeInline(mediaHTML(link, path: path, href: href), place: link.place)
        case .folder(let folder)?:
            let href = href(to: .folder(folder), anchor: resolution.anchor)
            let shown = link.display.map { $0.isEmpty ? link.path : $0 } ?? link.path
            writeInline(
                "<a class=\"internal\" href=\"\(href)\">\(escapedHTML(shown))</a>",
                place: link.place)
        case .note(let target)?:
            transclude(EmbeddedText(note: target, anchor: resolution.anchor), link: link)
        }
    }

    /// Writes inline HTML. If the link is alone in its block, it becomes a paragraph.
    mutating func writeInline(_ html: String, place: Link.Place) {
        write(place == .alone ? "<p>\(html)</p>" : html)
    }

    private mutating func transclude(_ text: EmbeddedText, link: Link) {
        let note = site.vault.notes[text.note]
        let href = href(to: .note(text.note), anchor: text.anchor)
        let title = escapedHTML(note.title)
        guard link.place != .inline, let pieces = site.vault.pieces(of: text),
            mayEmbed(text, pieces)
        else {
            let shown = link.display.map { $0.isEmpty ? title : escapedHTML($0) } ?? title
            return writeInline(
                "<a class=\"internal\" href=\"\(href)\">\(shown)</a>", place: link.place)
        }
        embedCount += 1
        embeddedBytes += note.markdown.body.byteCount
        if link.place == .paragraph { closeParagraph() }
        write(
            "<div class=\"embed\"><div class=\"embed-source\"><a class=\"internal\" href=\"\(href)\">\(title)</a></div>"
        )
        let isListItem = note.markdown.isListItem(text.anchor)
        if isListItem { write("<ul>") }
        write(note: text.note, pieces: pieces)
        if isListItem { write("</ul>") }
        write("</div>")
        if link.place == .paragraph { openParagraph() }
    }

    /// Returns false for a text that is already being written, which would never end, and beyond
    /// the limits of depth and size.
    private func mayEmbed(_ text: EmbeddedText, _ pieces: Range<Int>) -> Bool {
        let isCircle = frames.contains { $0.note == text.note && pieces.contains($0.current) }
        return !isCircle && frames.count <= Self.embedDepth && embedCount < Self.embedLimit
            && embeddedBytes < Self.embedBytes
    }

    /// Ends the paragraph before an embed, because a paragraph can't contain blocks.
    mutating func closeParagraph() {
        let trimmed = bytes[...].withoutLineBreaksAtEnd.count
        bytes.removeLast(bytes.count - trimmed)
        if bytes[...].hasSuffix("<p>") {
            bytes.removeLast(3)
        } else if bytes[...].hasSuffix("<p dir=\"auto\">") {
            bytes.removeLast(14)
        } else {
            bytes.append("</p>\n" as StaticString)
        }
        emptyParagraph = nil
    }

    mutating func openParagraph() {
        bytes.append("\n" as StaticString)
        emptyParagraph = bytes.count
        bytes.append("<p>" as StaticString)
    }
}

// Footnotes of a part of a note: only those that the part refers to.
extension BodyWriter {
    /// Writes the footnotes after the pieces of the innermost frame.
    mutating func writeFootnotes() {
        let frame = frames.count - 1
        let markdown = site.vault.notes[frames[frame].note].markdown
        if markdown.footnoteItems.isEmpty { return }
        var shown: Set<String> = []
        var written: Set<String> = []
        var pending = [frames[frame].pieces]
        // Footnotes may refer to other footnotes.
        while let range = pending.popLast() {
            for piece in markdown.body.pieces[range] {
                switch piece {
                case .slot(.id(let id)): written.insert(id)
                case .slot(.reference(let id)):
                    guard let item = markdown.footnoteItems.first(where: { $0.id == id }),
                        !frames[frame].pieces.overlaps(item.pieces), shown.insert(id).inserted
                    else { continue }
                    pending.append(item.pieces)
                default: break
                }
            }
        }
        if shown.isEmpty { return }
        write("<section class=\"footnotes\">\n<ol>\n")
        for item in markdown.footnoteItems where shown.contains(item.id) {
            frames[frame].references = referenceReplacements(
                for: item, in: markdown, written: written)
            write("<li value=\"\(item.number)\"")
            writePieces(item.pieces)
            write("</li>\n")
        }
        write("</ol>\n</section>\n")
    }

    /// Returns replacements for the links from a footnote back to its references that are not in
    /// this part of the note.
    private func referenceReplacements(
        for item: FootnoteItem, in markdown: ParsedMarkdown, written: Set<String>
    ) -> [String: String] {
        let references = markdown.body.pieces[item.pieces].compactMap { piece -> String? in
            guard case .slot(.reference(let id)) = piece, id.hasPrefix("fnref-") else { return nil }
            return id
        }
        guard let known = references.first(where: written.contains) else { return [:] }
        return Dictionary(
            references.filter { !written.contains($0) }.map { ($0, known) },
            uniquingKeysWith: { first, _ in first })
    }
}

extension ParsedMarkdown {
    fileprivate func isListItem(_ anchor: LinkResolution.Anchor) -> Bool {
        guard case .block(let id) = anchor else { return false }
        return blocks.first { $0.id == id }?.isListItem ?? false
    }
}

extension ArraySlice<UInt8> {
    /// The bytes without the white space and `<br />` at the beginning.
    var withoutLineBreaks: ArraySlice<UInt8> {
        var rest = self
        while let first = rest.first {
            if first == 0x20 || first == 0x0A {
                rest = rest.dropFirst()
            } else if rest.starts(with: "<br />".utf8) {
                rest = rest.dropFirst(6)
            } else {
                break
            }
        }
        return rest
    }

    fileprivate var withoutLineBreaksAtEnd: ArraySlice<UInt8> {
        var rest = self
        while let last = rest.last {
            if last == 0x20 || last == 0x0A {
                rest = rest.dropLast()
            } else if rest.hasSuffix("<br />") {
                rest = rest.dropLast(6)
            } else {
                break
            }
        }
        return rest
    }

    fileprivate func hasSuffix(_ text: StaticString) -> Bool {
        suffix(text.utf8CodeUnitCount).elementsEqual(
            UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
