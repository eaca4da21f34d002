import Foundation
import Markdown
import TestSupport
import Testing

@testable import Files
@testable import SiteGenerator
@testable import Vault

struct RandomVaultTests {
    @Test(
        "Whatever the names of notes, a link and its href lead to the same note",
        arguments: Seeds.first(12))
    func links(seed: UInt64) async throws {
        let random = RandomVault(seed: seed, notes: 40, linksPerNote: 6)
        let folder = try TemporaryFolder()
        for (path, text) in random.files { try write(text, to: folder.path + "/" + path) }
        let (site, _) = try await assembleSite(folder.path)
        let vault = site.vault
        #expect(vault.notes.count == random.paths.count)
        let pages = await renderPages(site)
        for (number, link) in random.links.enumerated() {
            let source = try #require(vault.noteIndex[VaultPath(link.source)])
            let target = try #require(vault.noteIndex[VaultPath(link.target)])
            let index = try #require(
                vault.notes[source].markdown.links.firstIndex {
                    $0.shownText(in: vault.notes[source]).hasSuffix("link \(number)")
                }, "\(link.markdown) is no link")
            #expect(
                site.graph.resolutions[source][index].outcome == .found(.note(target)),
                "\(link.markdown) in \(link.source)")

            let page = site.plan.notePaths[source]
            let html = try #require(pages[page.string])
            let href = try #require(html.href(ofLinkTo: "link \(number)"), "\(link.markdown)")
            let address = WebAddress(
                host: "h", path: ["deep"] + page.string.split(separator: "/").map(encodedPart))
            let wanted = site.plan.notePaths[target]
            #expect(
                address.resolving(href)?.file == "deep/" + wanted.string,
                "\(href) on \(page) for \(link.markdown)")
            #expect(pages[wanted.string] != nil)
        }
        // Each note has a page, whatever names collide.
        #expect(Set(site.plan.notePaths).count == random.paths.count)
    }

    private func encodedPart(_ part: Substring) -> String {
        part.utf8.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }

    private func write(_ text: String, to path: String) throws {
        let slash = try #require(path.lastIndex(of: "/"))
        try FileManager.default.createDirectory(
            atPath: String(path[..<slash]), withIntermediateDirectories: true)
        try #require(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
    }
}

extension Link {
    fileprivate func shownText(in note: Note) -> String {
        if let display { return display }
        return String(
            decoding: context.utf8.dropFirst(contextRange.lowerBound)
                .prefix(contextRange.count), as: UTF8.self)
    }
}

extension String {
    /// Returns the `href` of the link with the text `text`, with character references resolved.
    fileprivate func href(ofLinkTo text: String) -> String? {
        guard let shown = firstRange(of: ">\(text)</a>") else { return nil }
        let before = self[..<shown.lowerBound]
        guard let start = before.ranges(of: "<a class=\"internal\" href=\"").last else {
            return nil
        }
        return String(before[start.upperBound...].prefix { $0 != "\"" })
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&amp;", with: "&")
    }
}
