import Basics
import Markdown

/// The resolutions of all links of the vault, and the backlinks.
package struct LinkGraph: Sendable {
    /// For each note, one resolution for each of its links, in their order.
    package private(set) var resolutions: [[LinkResolution]]
    /// For each note, the links that lead to it from other notes, by the path of their note.
    package private(set) var backlinks: [[Backlink]]
    package let diagnostics: [Diagnostic]

    /// Resolves the links of one note again.
    package mutating func relink(_ source: Int, in vault: Vault) {
        for case .note(let target)? in resolutions[source].map(\.target) {
            backlinks[target].removeAll { $0.note == source }
        }
        resolutions[source] = vault.notes[source].markdown.links.map {
            $0.isExternal
                ? LinkResolution(outcome: .missing, anchor: .none) : vault.resolve($0, from: source)
        }
        for (link, resolution) in resolutions[source].enumerated() {
            guard case .note(let target)? = resolution.target, target != source else { continue }
            // Backlinks are in the order of their notes.
            let place =
                backlinks[target].firstIndex { $0.note > source } ?? backlinks[target].endIndex
            backlinks[target].insert(Backlink(note: source, link: link), at: place)
        }
    }

    package struct Backlink: Sendable, Hashable {
        package var note: Int
        package var link: Int

        package init(note: Int, link: Int) {
            self.note = note
            self.link = link
        }
    }
}

/// Resolves all links, and reports the problems.
///
/// - Parameters:
///   - unpublished: the reasons why files that exist are not part of the site, by folded name.
///   - ignored: patterns of links that are not reported.
package func linkNotes(
    _ vault: Vault, unpublished: [String: String] = [:], ignored: [LinkPattern] = [], jobs: Int
) async -> LinkGraph {
    let resolutions = await concurrentMap(Array(vault.notes.indices), jobs: jobs) { index in
        vault.notes[index].markdown.links.map { link in
            link.isExternal
                ? LinkResolution(outcome: .missing, anchor: .none)
                : vault.resolve(link, from: index)
        }
    }
    var backlinks = [[LinkGraph.Backlink]](repeating: [], count: vault.notes.count)
    var problemNotes: [Int] = []
    for (source, links) in resolutions.enumerated() {
        var hasProblem = false
        for (link, resolution) in links.enumerated() {
            if case .note(let target)? = resolution.target, target != source {
                backlinks[target].append(LinkGraph.Backlink(note: source, link: link))
            }
            if resolution.needsDiagnostic { hasProblem = true }
        }
        if hasProblem { problemNotes.append(source) }
    }
    let (resolved, linked) = (resolutions, backlinks)
    async let cycleProblems = embedCycles(vault, resolved)
    async let orphanProblems = orphans(vault, resolved, linked)
    async let spellingProblems = tagSpellings(vault)
    var problems: [Diagnostic] = []
    // The index of names for suggestions is built only if there may be something to suggest.
    if !problemNotes.isEmpty {
        let reporter = LinkReporter(vault: vault, unpublished: unpublished, ignored: ignored)
        problems = await concurrentMap(problemNotes, jobs: jobs) { source in
            reporter.problems(of: source, resolved[source])
        }.flatMap { $0 }
    }
    return LinkGraph(
        resolutions: resolutions, backlinks: backlinks,
        diagnostics: await problems + cycleProblems + orphanProblems + spellingProblems)
}

extension LinkResolution {
    /// True if the link needs a diagnostic.
    fileprivate var needsDiagnostic: Bool {
        if case .found = outcome { return anchor == .missing }
        return true
    }
}

extension Link {
    /// True if the link leads out of the vault: a URL with a scheme.
    package var isExternal: Bool {
        if syntax == .wikilink { return path.hasPrefix("https://") || path.hasPrefix("http://") }
        if path.hasPrefix("//") { return true }
        guard let colon = path.utf8.firstIndex(of: UInt8(ascii: ":")), colon != path.startIndex
        else { return false }
        return path[..<colon].utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
    }
}
