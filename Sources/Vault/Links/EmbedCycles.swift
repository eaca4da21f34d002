import Markdown

/// Returns a diagnostic for each cycle of embeds, at the embed that closes it: such an embed would
/// show a text within itself.
func embedCycles(_ vault: Vault, _ resolutions: [[LinkResolution]]) -> [Diagnostic] {
    var search = EmbedSearch(vault: vault, resolutions: resolutions)
    for (index, links) in resolutions.enumerated() {
        let embedsNotes = zip(vault.notes[index].markdown.links, links).contains {
            guard $0.isEmbed, case .note? = $1.target else { return false }
            return true
        }
        if embedsNotes { search.visit(EmbeddedText(note: index, anchor: .none)) }
    }
    return search.diagnostics
}

/// A note or a part of one, as an embed names it.
package struct EmbeddedText: Hashable {
    package var note: Int
    package var anchor: LinkResolution.Anchor

    package init(note: Int, anchor: LinkResolution.Anchor) {
        self.note = note
        self.anchor = anchor
    }
}

extension Vault {
    /// Returns the pieces of a note that an embed of `text` shows, or nil if the note has no such
    /// place.
    package func pieces(of text: EmbeddedText) -> Range<Int>? {
        let markdown = notes[text.note].markdown
        switch text.anchor {
        case .heading(let id): return markdown.headings.first { $0.id == id }?.section
        case .block(let id): return markdown.blocks.first { $0.id == id }?.pieces
        case .missing: return nil
        case .none, .fragment: return markdown.body.pieces.indices
        }
    }
}

/// A depth-first search with a stack of its own, since a chain of embeds may be as long as the
/// vault is large.
private struct EmbedSearch {
    let vault: Vault
    let resolutions: [[LinkResolution]]
    var diagnostics: [Diagnostic] = []
    private var finished: Set<EmbeddedText> = []
    private var open: Set<EmbeddedText> = []
    private var path: [Frame] = []

    private struct Frame {
        var text: EmbeddedText
        /// The embeds of notes in this text, as indices of links in reverse order.
        var embeds: [Int]
    }

    init(vault: Vault, resolutions: [[LinkResolution]]) {
        self.vault = vault
        self.resolutions = resolutions
    }

    mutating func visit(_ start: EmbeddedText) {
        enter(start)
        while let current = path.last?.text {
            guard let link = path[path.count - 1].embeds.popLast() else {
                path.removeLast()
                open.remove(current)
                finished.insert(current)
                continue
            }
            guard let text = embeddedText(link, in: current.note) else { continue }
            if open.contains(text) {
                report(link, in: current.note, closing: text)
            } else {
                enter(text)
            }
        }
    }

    private mutating func enter(_ text: EmbeddedText) {
        guard !finished.contains(text), open.insert(text).inserted else { return }
        let pieces = vault.notes[text.note].markdown.body.pieces
        let embeds = (vault.pieces(of: text) ?? 0..<0).reversed().compactMap { index -> Int? in
            guard case .slot(.embed(let link, _)) = pieces[index] else { return nil }
            return embeddedText(link, in: text.note) == nil ? nil : link
        }
        path.append(Frame(text: text, embeds: embeds))
    }

    private func embeddedText(_ link: Int, in note: Int) -> EmbeddedText? {
        let resolution = resolutions[note][link]
        guard case .note(let target)? = resolution.target else { return nil }
        return EmbeddedText(note: target, anchor: resolution.anchor)
    }

    private mutating func report(_ link: Int, in note: Int, closing text: EmbeddedText) {
        let start = path.firstIndex { $0.text == text } ?? 0
        let names = (path[start...].map(\.text) + [text]).map(name)
        diagnostics.append(
            Diagnostic(
                .warning, .embedCycle, file: vault.notes[note].path.string,
                span: vault.notes[note].markdown.links[link].span,
                names.count == 2
                    ? "\(names[0]) embeds itself" : "this embed closes a cycle",
                notes: names.count == 2 ? [] : [names.joined(separator: " → ")],
                help: "the page shows a link in its place: make it one, or embed a section only"))
    }

    private func name(_ text: EmbeddedText) -> String {
        let path = vault.notes[text.note].path.string
        switch text.anchor {
        case .heading(let id): return "\(path)#\(id)"
        case .block(let id): return "\(path)#^\(id)"
        default: return path
        }
    }
}
