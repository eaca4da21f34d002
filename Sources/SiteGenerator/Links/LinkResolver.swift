package import Markdown

/// Where a link leads: the one answer that pages, checks, backlinks, graph and redirects share.
package struct LinkResolution: Sendable, Hashable {
    package enum Outcome: Sendable, Hashable {
        case found(Vault.Target)
        /// By one of the note's aliases, which Obsidian itself would not follow.
        case foundByAlias(Vault.Target)
        /// By the fixed order, out of these.
        case ambiguous(Vault.Target, candidates: [Vault.Target])
        case missing
    }

    package enum Anchor: Sendable, Hashable {
        case none
        /// The `id` of a heading or block on the target's page.
        case heading(String)
        case block(String)
        /// For attachments, e.g. `page=3`.
        case fragment(String)
        /// The note exists, the place in it does not.
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
    /// Finds what `link` in the note `source` means.
    ///
    /// The order of rules is Obsidian's: the exact path from the vault's root, else the candidates
    /// whose path ends so; of several the one in the source's own folder, else the shortest path,
    /// else the first by name. Names are compared without regard to case.
    package func resolve(_ link: Link, from source: Int) -> LinkResolution {
        if link.path.isEmpty {
            return LinkResolution(
                outcome: .found(.note(source)), anchor: anchor(link.subpath, in: .note(source)))
        }
        let outcome = outcome(of: link.path, from: notes[source].path, syntax: link.syntax)
        var resolution = LinkResolution(outcome: outcome, anchor: .none)
        if let target = resolution.target {
            resolution.anchor = anchor(link.subpath, in: target)
        }
        return resolution
    }

    /// For links written elsewhere than in a note's text: properties, data.
    package func outcome(
        of path: String, from source: VaultPath, syntax: Link.Syntax = .wikilink
    ) -> LinkResolution.Outcome {
        // `[[#h]]` from a table of data leads to the note itself.
        if path.hasPrefix("./") || path.hasPrefix("../") {
            guard let resolved = VaultPath.resolve(path, in: source.folder) else { return .missing }
            return exact(resolved.string)
        }
        if path.hasPrefix("/") { return exact(String(path.drop { $0 == "/" })) }
        // A Markdown link is first of all relative to its note.
        if syntax == .markdown, let resolved = VaultPath.resolve(path, in: source.folder),
            case .found(let target) = exact(resolved.string)
        {
            return .found(target)
        }
        let direct = exact(path)
        if direct != .missing { return direct }

        let wanted = path.folded.withoutNoteExtension
        let name = wanted.utf8.lastIndex(of: UInt8(ascii: "/")).map {
            String(wanted[wanted.utf8.index(after: $0)...])
        }
        let suffix = "/" + wanted
        let candidates = (byName[name ?? wanted] ?? []).filter {
            name == nil || foldedPath($0).hasSuffix(suffix)
        }
        if !candidates.isEmpty { return choose(among: candidates, for: source) }
        if let claimants = byAlias[path.folded], !claimants.isEmpty {
            let targets = claimants.map(Target.note)
            if targets.count == 1 { return .foundByAlias(targets[0]) }
            return choose(among: targets, for: source)
        }
        return .missing
    }

    /// By the path from the vault's root, or the folder's index note.
    private func exact(_ path: String) -> LinkResolution.Outcome {
        let wanted = path.folded.withoutNoteExtension
        let candidates = byPath[wanted] ?? byPath[wanted + "/index"] ?? []
        if candidates.count <= 1 { return candidates.first.map { .found($0) } ?? .missing }
        // Names that differ only in case: the one as written, if it is there.
        let written = candidates.first {
            let string = self.path(of: $0).string
            return string == path || string == path + ".md"
        }
        if let written { return .found(written) }
        return .ambiguous(candidates[0], candidates: candidates)
    }

    private func choose(among candidates: [Target], for source: VaultPath) -> LinkResolution.Outcome {
        if candidates.count == 1 { return .found(candidates[0]) }
        let folder = source.folder
        let own = candidates.filter { path(of: $0).folder == folder }
        if own.count == 1 { return .found(own[0]) }
        let pool = own.isEmpty ? candidates : own
        let best = pool.min {
            let (a, b) = (path(of: $0).string, path(of: $1).string)
            return (a.unicodeScalars.count, a) < (b.unicodeScalars.count, b)
        }
        guard let best else { return .missing }
        return .ambiguous(best, candidates: candidates)
    }

    private func foldedPath(_ target: Target) -> String {
        path(of: target).string.folded.withoutNoteExtension
    }

    /// All names a link can use, for “did you mean”.
    package var linkableNames: [String] {
        notes.map { String($0.path.stem) } + attachments.map { String($0.name) }
            + notes.flatMap { $0.frontMatter.aliases.map(\.text) }
    }
}
