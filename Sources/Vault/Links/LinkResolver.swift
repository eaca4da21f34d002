package import Markdown

/// The target of a link: the one answer that pages, checks, backlinks, graph and redirects share.
package struct LinkResolution: Sendable, Hashable {
    package enum Outcome: Sendable, Hashable {
        case found(Vault.Target)
        /// Found by one of the note's aliases, which Obsidian itself would not follow.
        case foundByAlias(Vault.Target)
        /// Chosen from several candidates by the fixed order.
        case ambiguous(Vault.Target, candidates: [Vault.Target])
        case missing
    }

    package enum Anchor: Sendable, Hashable {
        case none
        /// The `id` of a heading or block on the target's page.
        case heading(String)
        case block(String)
        /// Any other fragment, as written: `page=3` of a PDF, an `id` in raw HTML.
        case fragment(String)
        /// The note exists, but the place in it does not.
        case missing
    }

    package var outcome: Outcome
    package var anchor: Anchor

    package var target: Vault.Target? {
        switch outcome {
        case .found(let target), .foundByAlias(let target), .ambiguous(let target, _): target
        case .missing: nil
        }
    }
}

extension Vault {
    /// Resolves `link`, which is written in the note `source`.
    package func resolve(_ link: Link, from source: Int) -> LinkResolution {
        if link.path.isEmpty {
            if link.subpath.isEmpty {
                // `[text]()` says nothing, `[up](#)` is the top of the page in every browser.
                return link.destination == "#"
                    ? LinkResolution(outcome: .found(.note(source)), anchor: .fragment("top"))
                    : LinkResolution(outcome: .missing, anchor: .none)
            }
            return LinkResolution(
                outcome: .found(.note(source)), anchor: anchor(link.subpath, in: .note(source)))
        }
        var outcome = outcome(of: link.path, from: notes[source].path, syntax: link.syntax)
        // `picture.png?raw=true` asks a server for the picture in another form.
        if outcome == .missing, link.syntax == .markdown, let query = link.path.firstIndex(of: "?"),
            query != link.path.startIndex
        {
            outcome = self.outcome(
                of: String(link.path[..<query]), from: notes[source].path, syntax: .markdown)
        }
        var resolution = LinkResolution(outcome: outcome, anchor: .none)
        if let target = resolution.target {
            resolution.anchor = anchor(link.subpath, in: target)
        }
        return resolution
    }

    /// Resolves the path of a link that is written in the file `source`, in a note's text, a
    /// property or data.
    ///
    /// The rules have Obsidian's order, as observed in its behaviour. Names are compared without
    /// regard to case.
    /// 1. `./` and `../` start at the source's folder, `/` at the top, and no other rule applies.
    /// 2. The exact path from the top. In vaults whose links are relative, and for Markdown links
    ///    if the vault's format is unknown, the exact path from the source's folder comes first.
    /// 3. The files whose path ends with the link's path: the only one, else the one in the
    ///    source's own folder, else the shortest path, else the first by name.
    /// 4. A folder's note.
    /// 5. An alias.
    /// 6. For Markdown links, and wherever a final `/` says so, a folder's page.
    package func outcome(
        of path: String, from source: VaultPath, syntax: Link.Syntax = .wikilink
    ) -> LinkResolution.Outcome {
        if path.utf8.first == UInt8(ascii: "."), path.isRelative {
            guard let place = VaultPath.resolve(path, in: source.folder) else { return .missing }
            return file(at: place.string) ?? folder(at: place.string) ?? .missing
        }
        guard let fromTop = VaultPath.resolve(path, in: "")?.string else { return .missing }
        if path.hasPrefix("/") {
            return file(at: fromTop) ?? folder(at: fromTop) ?? .missing
        }
        let isRelative = linkFormat == .relative || linkFormat == nil && syntax == .markdown
        let beside =
            isRelative ? VaultPath.resolve(path, in: source.folder)?.string : nil
        if path.hasSuffix("/") {
            // A folder is meant, whatever else has its name.
            let folder = beside.flatMap(folder(at:)) ?? folder(at: fromTop)
            if let folder { return folder }
        }
        for suffix in fromTop.noteSuffixes {
            let outcome =
                beside.flatMap { file(at: $0, suffix) } ?? file(at: fromTop, suffix)
                ?? file(endingIn: fromTop, suffix, from: source)
            if let outcome { return outcome }
        }
        return beside.flatMap(folderNote(at:)) ?? folderNote(at: fromTop)
            ?? folderNote(endingIn: fromTop, from: source)
            ?? noteByAlias(path, from: source)
            ?? (syntax == .markdown ? beside.flatMap(folder(at:)) ?? folder(at: fromTop) : nil)
            ?? .missing
    }

    private func file(at path: String) -> LinkResolution.Outcome? {
        path.noteSuffixes.lazy.compactMap { file(at: path, $0) }.first
    }

    private func file(at path: String, _ suffix: String) -> LinkResolution.Outcome? {
        let candidates = byPath[path.folded + suffix] ?? []
        if candidates.count <= 1 { return candidates.first.map { .found($0) } }
        // The candidates' names differ only in case.
        return exactMatch(path, among: candidates).map { .found($0) }
            ?? .ambiguous(candidates[0], candidates: candidates)
    }

    private func file(
        endingIn path: String, _ suffix: String, from source: VaultPath
    ) -> LinkResolution.Outcome? {
        let wanted = path.folded + suffix
        let name = String(wanted.lastPart)
        var candidates = byName[name] ?? []
        if name.utf8.count < wanted.utf8.count {
            let ending = "/" + wanted
            candidates = candidates.filter { self.path(of: $0).string.folded.hasSuffix(ending) }
        }
        return choose(among: candidates, written: path, from: source)
    }

    private func folderNote(at path: String) -> LinkResolution.Outcome? {
        folderNotes[path.folded].map { .found(.note($0)) }
    }

    /// The note that speaks for a folder, else the list of what is in it.
    private func folder(at path: String) -> LinkResolution.Outcome? {
        folderNote(at: path) ?? folders[path.folded].map { .found(.folder($0)) }
    }

    private func folderNote(
        endingIn path: String, from source: VaultPath
    ) -> LinkResolution.Outcome? {
        let wanted = path.folded
        let suffix = "/" + wanted
        let candidates = (folderNotesByName[String(wanted.lastPart)] ?? []).filter {
            ("/" + notes[$0].path.folder.folded).hasSuffix(suffix)
        }
        return choose(among: candidates.map { .note($0) }, written: path, from: source)
    }

    private func noteByAlias(
        _ alias: String, from source: VaultPath
    ) -> LinkResolution.Outcome? {
        let notes = (byAlias[alias.folded] ?? []).map(Target.note)
        let outcome = choose(among: notes, written: alias, from: source)
        if case .found(let target) = outcome { return .foundByAlias(target) }
        return outcome
    }

    private func choose(
        among candidates: [Target], written: String, from source: VaultPath
    ) -> LinkResolution.Outcome? {
        if candidates.count <= 1 { return candidates.first.map { .found($0) } }
        let folder = source.folder
        let own = candidates.filter { path(of: $0).folder == folder }
        if own.count == 1 { return .found(own[0]) }
        if own.count > 1, let target = exactMatch(written, among: own) { return .found(target) }
        let best = (own.isEmpty ? candidates : own).min {
            let (a, b) = (path(of: $0).string, path(of: $1).string)
            return (a.unicodeScalars.count, a) < (b.unicodeScalars.count, b)
        }
        return best.map { .ambiguous($0, candidates: candidates) }
    }

    /// Returns the file whose name has exactly the case of `path`, from files whose names differ
    /// only in case.
    private func exactMatch(_ path: String, among candidates: [Target]) -> Target? {
        let name = path.nfc.lastPart
        let same = candidates.filter {
            let found = self.path(of: $0)
            return found.name == name || found.isNote && found.stem == name
        }
        return same.count == 1 ? same[0] : nil
    }

    /// All names that a link can use.
    package var linkableNames: [String] {
        notes.map { String($0.path.stem) } + attachments.map { String($0.name) }
            + notes.flatMap { $0.frontMatter.aliases.map(\.text) }
    }
}

extension String {
    /// True if the path itself says that it starts at its own folder.
    fileprivate var isRelative: Bool {
        hasPrefix("./") || hasPrefix("../") || self == "." || self == ".."
    }

    /// The suffixes that make the path a file's: none, and a note's `.md`. A name with a dot is
    /// tried as a whole first.
    fileprivate var noteSuffixes: [String] {
        lastPart.utf8.contains(UInt8(ascii: ".")) ? ["", ".md"] : [".md", ""]
    }
}

extension Substring {
    package var folded: String { String(self).folded }
}
