import Markdown
import Testing

@testable import Basics
@testable import SiteGenerator
@testable import Vault

/// A case: the files of a vault, a link, and its target.
struct ResolverCase: CustomTestStringConvertible, Sendable {
    /// The paths, separated by `;`. The first file contains the link.
    var files: String
    var link: String
    /// The target: `path`, followed by ` (alias)` or ` (of N)`, or `missing`.
    var outcome: String
    var format: LinkFormat?

    init(_ files: String, _ link: String, _ outcome: String, _ format: LinkFormat? = nil) {
        self.files = files
        self.link = link
        self.outcome = outcome
        self.format = format
    }

    var testDescription: String { "\(link) in \(files) → \(outcome)" }
}

struct ResolverTests {
    @Test(
        "Neither case nor the extension of a note matters",
        arguments: [
            ResolverCase("A.md; Log.md", "[[LOG]]", "Log.md"),
            ResolverCase("A.md; LOG.md", "[[log]]", "LOG.md"),
            ResolverCase("A.md; Log.md", "[[Log.md]]", "Log.md"),
            ResolverCase("A.md; Ext.md", "[[Ext.MD]]", "Ext.md"),
            ResolverCase("A.md; Ext.MD", "[[ext]]", "Ext.MD"),
            ResolverCase("A.md; Über.md", "[[ÜBER]]", "Über.md"),
            ResolverCase("A.md; İstanbul.md", "[[İSTANBUL]]", "İstanbul.md"),
            ResolverCase("A.md; Log.md", "[x](LOG.md)", "Log.md"),
            // If names differ only in case, the exact spelling wins.
            ResolverCase("A.md; LOG.md; Log.md", "[[Log]]", "Log.md"),
            ResolverCase("A.md; LOG.md; Log.md", "[[LOG]]", "LOG.md"),
            ResolverCase("A.md; LOG.md; Log.md", "[[log]]", "LOG.md (of 2)"),
            ResolverCase("x/A.md; x/LOG.md; x/Log.md", "[[Log]]", "x/Log.md"),
            ResolverCase("x/A.md; y/LOG.md; x/Log.md", "[[LOG]]", "x/Log.md"),
        ])
    func caseAndExtension(_ entry: ResolverCase) { check(entry) }

    @Test(
        "Letters compare by what they are, not by how they are encoded",
        arguments: [
            ResolverCase("A.md; Cafe\u{301}.md", "[[Caf\u{E9}]]", "Caf\u{E9}.md"),
            ResolverCase("A.md; Caf\u{E9}.md", "[[Cafe\u{301}]]", "Caf\u{E9}.md"),
            ResolverCase("A.md; Caf\u{E9}.md", "[x](Cafe%CC%81.md)", "Caf\u{E9}.md"),
            ResolverCase("A.md; a b.md", "[[a\u{A0}b]]", "a b.md"),
            ResolverCase("A.md; 日本語.md", "[[日本語]]", "日本語.md"),
            ResolverCase("A.md; 👩‍💻.md", "[[👩‍💻]]", "👩‍💻.md"),
        ])
    func encoding(_ entry: ResolverCase) { check(entry) }

    @Test(
        "A path that begins with ./ or ../ starts only at the link's folder, one with / only at the top",
        arguments: [
            ResolverCase("x/A.md; x/B.md; B.md", "[[./B]]", "x/B.md"),
            ResolverCase("x/A.md; x/B.md; B.md", "[[../B]]", "B.md"),
            ResolverCase("x/A.md; B.md", "[[./B]]", "missing"),
            ResolverCase("x/A.md; y/B.md", "[[../B]]", "missing"),
            ResolverCase("x/A.md; y/B.md", "[[../y/B]]", "y/B.md"),
            ResolverCase("x/A.md; B.md", "[[../../B]]", "missing"),
            ResolverCase("x/A.md; x/B.md; B.md", "[[/B]]", "B.md"),
            ResolverCase("x/A.md; x/B.md", "[[/B]]", "missing"),
            ResolverCase("x/A.md; x/B.md", "[[/x/B]]", "x/B.md"),
            ResolverCase("x/A.md; y/B.md", "[t](../y/B.md)", "y/B.md"),
            ResolverCase("x/A.md; x/B.md", "[t](./B.md)", "x/B.md"),
            ResolverCase("x/A.md; y/B.md", "[t](./B.md)", "missing"),
            ResolverCase("x/A.md; ..B.md", "[[..B]]", "..B.md"),
        ])
    func relative(_ entry: ResolverCase) { check(entry) }

    @Test(
        "The exact path from the top comes first, then paths that end with the link's",
        arguments: [
            ResolverCase("x/A.md; B.md; x/B.md", "[[B]]", "B.md"),
            ResolverCase("x/A.md; B.md; x/B.md", "[[x/B]]", "x/B.md"),
            ResolverCase("A.md; y/x/B.md; z/B.md", "[[x/B]]", "y/x/B.md"),
            ResolverCase("A.md; yx/B.md", "[[x/B]]", "missing"),
            ResolverCase("A.md; deep/er/B.md", "[[B]]", "deep/er/B.md"),
            ResolverCase("A.md; y/X/B.md", "[[x/b]]", "y/X/B.md"),
            ResolverCase("A.md; x/B.md", "[[x//B]]", "x/B.md"),
            ResolverCase("A.md; x/B.md", "[[y/../x/B]]", "x/B.md"),
        ])
    func exactPath(_ entry: ResolverCase) { check(entry) }

    @Test(
        "Among several files, the link's own folder wins, then the shortest path, then the first",
        arguments: [
            ResolverCase("x/A.md; x/B.md; y/B.md", "[[B]]", "x/B.md"),
            // The folders above the link's own folder don't count.
            ResolverCase("x/y/A.md; x/B.md; z/B.md", "[[B]]", "x/B.md (of 2)"),
            ResolverCase("x/y/A.md; xx/B.md; z/B.md", "[[B]]", "z/B.md (of 2)"),
            // The length of the path counts, not the number of folders.
            ResolverCase("A.md; a/b/c/B.md; long-name/B.md", "[[B]]", "a/b/c/B.md (of 2)"),
            ResolverCase("A.md; b/B.md; a/B.md", "[[B]]", "a/B.md (of 2)"),
            ResolverCase("A.md; öö/B.md; abc/B.md", "[[B]]", "öö/B.md (of 2)"),
        ])
    func several(_ entry: ResolverCase) { check(entry) }

    @Test(
        "Markdown links are decoded and looked up in the whole vault",
        arguments: [
            ResolverCase("A.md; x/My Note.md", "[t](My%20Note.md)", "x/My Note.md"),
            ResolverCase("A.md; x/My Note.md", "[t](<My Note.md>)", "x/My Note.md"),
            ResolverCase("A.md; x/My Note.md", "[t](My%20Note)", "x/My Note.md"),
            ResolverCase("A.md; 100% sure.md", "[t](100%25%20sure.md)", "100% sure.md"),
            ResolverCase("A.md; 100%zz.md", "[t](100%zz.md)", "100%zz.md"),
            ResolverCase("A.md; a&b.md", "[t](a&amp;b.md)", "a&b.md"),
            ResolverCase("A.md; C#.md", "[t](C%23.md)", "C#.md"),
            ResolverCase("A.md; My%20Note.md", "[[My%20Note]]", "My%20Note.md"),
            ResolverCase("A.md; My Note.md", "[[My%20Note]]", "missing"),
            ResolverCase("A.md", "[t]()", "missing"),
            ResolverCase("A.md; B.md", "[t](www.example.org)", "missing"),
        ])
    func markdown(_ entry: ResolverCase) { check(entry) }

    @Test(
        "If a text can mean two files, the vault's link format decides",
        arguments: [
            ResolverCase("x/A.md; B.md; x/B.md", "[[B]]", "B.md", .shortest),
            ResolverCase("x/A.md; B.md; x/B.md", "[[B]]", "B.md", .absolute),
            ResolverCase("x/A.md; B.md; x/B.md", "[[B]]", "x/B.md", .relative),
            ResolverCase("x/A.md; y/B.md; x/y/B.md", "[[y/B]]", "x/y/B.md", .relative),
            ResolverCase("x/A.md; B.md; x/B.md", "[t](B.md)", "B.md", .shortest),
            ResolverCase("x/A.md; B.md; x/B.md", "[t](B.md)", "x/B.md", .relative),
            // If the format is unknown, Markdown links are relative, as everywhere but in Obsidian.
            ResolverCase("x/A.md; B.md; x/B.md", "[t](B.md)", "x/B.md"),
            ResolverCase("x/A.md; B.md; y/B.md", "[t](B.md)", "B.md"),
        ])
    func formats(_ entry: ResolverCase) { check(entry) }

    @Test(
        "A dot in a name is part of it",
        arguments: [
            ResolverCase("A.md; v1.2.md", "[[v1.2]]", "v1.2.md"),
            ResolverCase("A.md; x/asyncio.Lock.md", "[[asyncio.Lock]]", "x/asyncio.Lock.md"),
            ResolverCase("A.md; x/asyncio.Lock.md", "[[asyncio.lock.md]]", "x/asyncio.Lock.md"),
            ResolverCase("A.md; Node.js.md", "[t](Node.js.md)", "Node.js.md"),
            ResolverCase("A.md; readme.md.md", "[[readme.md]]", "readme.md.md"),
            ResolverCase("A.md; a.png.md; x/a.png", "[[a.png]]", "x/a.png"),
            ResolverCase("A.md; x/a.png.md", "[[a.png]]", "x/a.png.md"),
            ResolverCase("A.md; x/a.png.md; a.png", "[[a.png]]", "a.png"),
            ResolverCase("A.md; ...md", "[[..]]", "missing"),
        ])
    func dots(_ entry: ResolverCase) { check(entry) }

    @Test(
        "Attachments are found by their whole name in any folder",
        arguments: [
            ResolverCase("A.md; x/pic.png", "![[pic.png]]", "x/pic.png"),
            ResolverCase("A.md; x/Pic.PNG", "![[pic.png]]", "x/Pic.PNG"),
            ResolverCase("A.md; x/pic.png", "![[pic]]", "missing"),
            ResolverCase("A.md; x/pic.png", "![alt](pic.png)", "x/pic.png"),
            ResolverCase("A.md; x/doc.pdf", "[[doc.pdf#page=3]]", "x/doc.pdf #page=3"),
            ResolverCase("A.md; x/pic.png", "![[pic.png#outline|100]]", "x/pic.png #outline"),
            ResolverCase("A.md; Tasks.base", "![[Tasks.base#Open]]", "Tasks.base #Open"),
            ResolverCase("A.md; Board.canvas", "[[Board.canvas]]", "Board.canvas"),
            ResolverCase("A.md; LICENSE", "[[LICENSE]]", "LICENSE"),
            ResolverCase("A.md; LICENSE; LICENSE.md", "[[LICENSE]]", "LICENSE.md"),
            ResolverCase("x/A.md; x/pic.png; pic.png", "![[pic.png]]", "pic.png"),
            ResolverCase("z/A.md; x/pic.png; y/pic.png", "![[pic.png]]", "x/pic.png (of 2)"),
        ])
    func attachments(_ entry: ResolverCase) { check(entry) }

    @Test(
        "A link means a folder if no file matches",
        arguments: [
            ResolverCase("A.md; guides/index.md", "[[guides]]", "guides/index.md"),
            ResolverCase("A.md; x/guides/index.md", "[[guides]]", "x/guides/index.md"),
            ResolverCase("A.md; guides/index.md", "[t](guides/)", "guides/index.md"),
            ResolverCase("x/A.md; x/guides/index.md", "[t](guides)", "x/guides/index.md"),
            ResolverCase("x/A.md; index.md", "[t](../)", "index.md"),
            ResolverCase("x/A.md; B.md", "[t](../)", ""),
            ResolverCase("x/A.md; B.md", "[t](./)", "x"),
            ResolverCase("A.md; x/B.md", "[t](x/)", "x"),
            ResolverCase("A.md; x/B.md", "[t](x)", "x"),
            ResolverCase("A.md; B.md", "[t](x/)", "missing"),
            ResolverCase("A.md; README.md", "[t](./)", "README.md"),
            ResolverCase("x/A.md; guides/index.md", "[t](../guides)", "guides/index.md"),
            ResolverCase("A.md; guides/README.md", "[t](guides/)", "guides/README.md"),
            ResolverCase(
                "A.md; x/guides/guides.md; guides/B.md", "[[x/guides]]", "x/guides/guides.md"),
            // A note and a folder have the same name.
            ResolverCase("A.md; guides.md; guides/index.md", "[[guides]]", "guides.md"),
            ResolverCase("A.md; guides.md; guides/index.md", "[t](guides/)", "guides/index.md"),
            ResolverCase("A.md; x/guides.md; guides/index.md", "[[guides]]", "x/guides.md"),
            ResolverCase("A.md; guides/B.md", "[[guides]]", "missing"),
        ])
    func folders(_ entry: ResolverCase) { check(entry) }

    @Test(
        "An alias is followed if no file has the name",
        arguments: [
            ResolverCase("A.md; x/Real.md=Other Name", "[[Other Name]]", "x/Real.md (alias)"),
            ResolverCase("A.md; x/Real.md=Other Name", "[[other name]]", "x/Real.md (alias)"),
            ResolverCase("A.md; x/Real.md=Other; Other.md", "[[Other]]", "Other.md"),
            ResolverCase("A.md; x/Real.md=Other; y/Other.md", "[[Other]]", "y/Other.md"),
            ResolverCase("A.md; x/R.md=O; y/S.md=O", "[[O]]", "x/R.md (of 2)"),
            ResolverCase("x/A.md; x/R.md=O; y/S.md=O", "[[O]]", "x/R.md (alias)"),
            ResolverCase("A.md; R.md=a/b", "[[a/b]]", "R.md (alias)"),
        ])
    func aliases(_ entry: ResolverCase) { check(entry) }

    @Test(
        "Brackets, bars and white space separate as in Obsidian",
        arguments: [
            ResolverCase("A.md; B.md", "[[ B ]]", "B.md"),
            ResolverCase("A.md; B.md", "[[B |shown]]", "B.md"),
            ResolverCase("A.md; B.md", "[[B|]]", "B.md"),
            ResolverCase("A.md; B.md", "| a |\n|---|\n| [[B\\|shown]] |", "B.md"),
            ResolverCase("A.md; Sq]uare.md", "[[Sq]uare]]", "Sq]uare.md"),
            ResolverCase("A.md; Inner.md", "[[a [[Inner]]", "Inner.md"),
            ResolverCase("A.md; __init__.md", "[[__init__]]", "__init__.md"),
            ResolverCase("A.md; Q&A.md", "[[Q&A]]", "Q&A.md"),
            ResolverCase("A.md; It's \"so\".md", "[[It's \"so\"]]", "It's \"so\".md"),
            ResolverCase("A.md; What?.md", "[[What?]]", "What?.md"),
            ResolverCase("A.md", "[[#]]", "missing"),
        ])
    func syntax(_ entry: ResolverCase) { check(entry) }

    private func check(_ entry: ResolverCase) {
        let names = entry.files.split(separator: ";").map(\.trimmed)
        var files: [String: String] = [:]
        var attachments: [String] = []
        for (number, name) in names.enumerated() {
            let parts = name.split(separator: "=", maxSplits: 1).map(String.init)
            if parts[0].lowercased().hasSuffix(".md") {
                let matter = parts.count > 1 ? "---\naliases: [\"\(parts[1])\"]\n---\n" : ""
                files[parts[0]] = matter + (number == 0 ? entry.link : "")
            } else {
                attachments.append(name)
            }
        }
        let vault = makeVault(files, attachments: attachments, linkFormat: entry.format)
        let source = vault.noteIndex[VaultPath(names[0])] ?? 0
        guard let link = vault.notes[source].markdown.links.first else {
            #expect(entry.outcome == "missing")
            return
        }
        #expect(vault.text(vault.resolve(link, from: source)) == entry.outcome)
    }
}

extension Vault {
    /// Returns a resolution as the tables write it.
    func text(_ resolution: LinkResolution) -> String {
        var text: String
        switch resolution.outcome {
        case .missing: return "missing"
        case .found(let target): text = path(of: target).string
        case .foundByAlias(let target): text = path(of: target).string + " (alias)"
        case .ambiguous(let target, let candidates):
            text = path(of: target).string + " (of \(candidates.count))"
        }
        switch resolution.anchor {
        case .none: break
        case .heading(let id): text += " #\(id)"
        case .fragment(let id): text += " #\(id)"
        case .block(let id): text += " ^\(id)"
        case .missing: text += " #?"
        }
        return text
    }
}
