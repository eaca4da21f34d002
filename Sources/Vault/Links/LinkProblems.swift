import Basics
import Files
import Foundation
import Markdown

/// Writes the diagnostics of a note's links.
package struct LinkReporter: Sendable {
    private let vault: Vault
    private let unpublished: [String: String]
    private let ignored: [LinkPattern]
    private let names: NameIndex

    package init(vault: Vault, unpublished: [String: String], ignored: [LinkPattern]) {
        self.vault = vault
        self.unpublished = unpublished
        self.ignored = ignored
        names = NameIndex(vault.linkableNames)
    }

    /// - Parameter resolutions: the resolutions of the note's links, in their order.
    package func problems(of note: Int, _ resolutions: [LinkResolution]) -> [Diagnostic] {
        let note = vault.notes[note]
        var diagnostics: [Diagnostic] = []
        for (link, resolution) in zip(note.markdown.links, resolutions) where !link.isExternal {
            if !ignored.isEmpty, ignored.contains(where: { $0.matches(link.target) }) { continue }
            for finding in findings(resolution, link, in: note) {
                diagnostics.append(
                    Diagnostic(
                        finding.severity, finding.code, file: note.path.string, span: link.span,
                        finding.message, notes: finding.notes, help: finding.help))
            }
        }
        return diagnostics
    }

    private struct Finding {
        var severity = Diagnostic.Severity.warning
        var code: DiagnosticCode
        var message: String
        var notes: [String] = []
        var help: String
    }

    private func findings(_ resolution: LinkResolution, _ link: Link, in note: Note) -> [Finding] {
        var findings: [Finding] = []
        switch resolution.outcome {
        case .missing: return [missing(link, in: note)]
        case .found: break
        case .foundByAlias(let target): findings.append(foundByAlias(target, link))
        case .ambiguous(let target, let candidates):
            findings.append(ambiguous(target, candidates, link))
        }
        if resolution.anchor == .missing, case .note(let target)? = resolution.target {
            findings.append(missingAnchor(link, in: vault.notes[target]))
        }
        return findings
    }

    private func missing(_ link: Link, in note: Note) -> Finding {
        if link.path.isEmpty {
            return Finding(
                code: .linkMissing, message: "this link leads nowhere",
                help: "put an address between the parentheses")
        }
        let name = String(link.path.lastPart)
        let folded = name.folded
        if let why = unpublished[folded] ?? unpublished[folded.withoutNoteExtension] {
            let kind = VaultPath(link.path).isFile ? "file" : "note"
            return Finding(
                code: .linkMissing,
                message: "the \(kind) “\(link.path)” is not part of the site: \(why)",
                help: "publish it, or take the link out")
        }
        let kind = link.isEmbed || VaultPath(link.path).isFile ? "file or note" : "note"
        return Finding(
            code: .linkMissing, message: "no \(kind) is named “\(link.path)”",
            help: advice(link, name: name, in: note))
    }

    private func advice(_ link: Link, name: String, in note: Note) -> String {
        if link.syntax == .markdown, link.path.hasPrefix("www.") {
            return
                "did you mean “https://\(link.path)”? A link to another site begins with its scheme"
        }
        if let advice = adviceForWrongFolder(link, from: note) { return advice }
        if let advice = adviceForHash(link, from: note) { return advice }
        if let advice = adviceForBlock(link, from: note) { return advice }
        if let advice = adviceForTagPage(link) { return advice }
        let decoded = name.removingPercentEncoding ?? name
        return names.nearest(to: decoded).map { "did you mean “\($0)”?" }
            ?? "create the note, or fix the link"
    }

    /// Returns advice if the file exists, but not where the path says.
    private func adviceForWrongFolder(_ link: Link, from note: Note) -> String? {
        guard link.path.utf8.contains(UInt8(ascii: "/")) else { return nil }
        let name = String(VaultPath(link.path).name)
        guard !name.isEmpty, name != "..",
            case .found(let target) = vault.outcome(of: name, from: note.path)
        else { return nil }
        return "did you mean “\(vault.path(of: target))”?"
    }

    /// Returns advice for a `#` in a note's name: `[[C# Notes]]` means the place “ Notes” in the
    /// note “C”.
    private func adviceForHash(_ link: Link, from note: Note) -> String? {
        guard link.syntax == .wikilink, !link.subpath.isEmpty else { return nil }
        let names = [link.path + "#" + link.subpath, link.path + "# " + link.subpath]
        for name in names {
            guard case .found(let target) = vault.outcome(of: name, from: note.path) else {
                continue
            }
            let path = vault.path(of: target)
            return "a wikilink ends its note's name at the first #: write "
                + "[\(path.stem)](\(path.string.urlPath)), or rename the note"
        }
        return nil
    }

    /// Returns advice for a block without its `#`, as in `[[Note^block]]`.
    private func adviceForBlock(_ link: Link, from note: Note) -> String? {
        guard link.syntax == .wikilink, let caret = link.path.firstIndex(of: "^") else {
            return nil
        }
        let (name, id) = (link.path[..<caret], link.path[caret...])
        if !name.isEmpty, case .missing = vault.outcome(of: String(name), from: note.path) {
            return nil
        }
        return "did you mean [[\(name)#\(id)]]?"
    }

    /// Returns advice for a link to a tag's page, which the site generates: it disappears with the
    /// tag.
    private func adviceForTagPage(_ link: Link) -> String? {
        let parts = link.path.split(separator: "/")
        guard parts.first == "tags", parts.count > 1,
            let tag = vault.tags[parts.dropFirst().joined(separator: "/").lowercased()]
        else { return nil }
        return "to lead to the page of a tag, write the tag itself: #\(tag)"
    }

    private func foundByAlias(_ target: Vault.Target, _ link: Link) -> Finding {
        let path = vault.path(of: target)
        return Finding(
            severity: .note, code: .linkAlias, message: "“\(link.path)” is an alias of \(path)",
            help: "Obsidian follows aliases only as [[\(path.stem)|\(link.path)]]")
    }

    private func ambiguous(
        _ target: Vault.Target, _ candidates: [Vault.Target], _ link: Link
    ) -> Finding {
        let path = vault.path(of: target)
        let written = path.isNote ? path.string.dropLast(3) : path.string[...]
        let isAlias =
            path.stem.folded != link.path.lastPart.folded
            && vault.byAlias[link.path.folded]?.count == candidates.count
        return Finding(
            code: .linkAmbiguous,
            message: isAlias
                ? "“\(link.path)” is an alias of \(candidates.count) notes; it leads to \(path)"
                : "“\(link.path)” could be any of \(candidates.count) files; it leads to \(path)",
            notes: candidates.map { vault.path(of: $0).string }.sorted(),
            help: "write more of the path, e.g. [[\(written)]]")
    }

    private func missingAnchor(_ link: Link, in target: Note) -> Finding {
        if let caret = link.subpath.lastIndex(of: "^"),
            caret == link.subpath.startIndex || link.subpath[..<caret].hasSuffix("#")
        {
            let id = String(link.subpath[link.subpath.index(after: caret)...])
            let isPartOfWord = target.markdown.body.bytes.contains("^\(id)".utf8)
            return Finding(
                code: .blockMissing, message: "\(target.path) has no block ^\(id)",
                help: isPartOfWord
                    ? "it has the text “^\(id)”: put a space before it, and nothing after it"
                    : nearest(to: id, among: target.markdown.blocks.map(\.id))
                        .map { "did you mean ^\($0)?" }
                        ?? "put ^\(id) at the end of the block that is meant")
        }
        let last = link.subpath.split(separator: "#").last.map(String.init) ?? link.subpath
        let headings = target.markdown.headings.map(\.text)
        // A heading is more often extended than replaced.
        let longer = headings.filter { $0.folded.hasPrefix(last.folded + " ") }
        let meant = longer.count == 1 ? longer[0] : nearest(to: last, among: headings)
        return Finding(
            code: .anchorMissing, message: "\(target.path) has no heading “\(link.subpath)”",
            help: meant.map { "did you mean “\($0)”?" }
                ?? "name one of its headings, or link to the note alone")
    }
}

extension Link {
    /// The link's path and place, as its author wrote them.
    fileprivate var target: String {
        isExternal ? externalAddress : subpath.isEmpty ? path : path + "#" + subpath
    }
}

extension VaultPath {
    /// True if the path has an extension other than a note's. An extension consists of letters and
    /// digits, so that `v1.2 notes` has none.
    fileprivate var isFile: Bool {
        let suffix = fileExtension
        return !isNote && (1...5).contains(suffix.utf8.count)
            && suffix.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
    }
}
