import Foundation
import Testing

@testable import SiteGenerator
@testable import Vault

/// obsidian-export converts a vault to plain Markdown, and its own tests contain the expected
/// output. That Markdown, built as another vault, must give the same texts and links as the
/// original vault.
@Suite(.enabled(if: ForeignVaults.areThere, ForeignVaults.absence))
struct ObsidianExportTests {
    /// Results of the program's options or of its callers' code, which no syntax of a vault asks
    /// for.
    private static let notMeant: [String: String] = [
        "filter-by-tags": "which notes are exported is an option of that program",
        "postprocessors": "the caller's code changes the text",
    ]

    /// The differences by page: how to turn our text into the expected one, and why it differs.
    private static let differences: [String: [(ours: String, theirs: String, why: String)]] = [
        "main-samples/embeds": [
            ("non-existing note", "", "an embed of nothing is marked, not dropped"),
            ("[white](white.png)", "[white.png](white.png)", "a text for readers, not a file name"),
            ("[bulb](bulb.svg)", "[bulb.svg](bulb.svg)", "a text for readers, not a file name"),
        ],
        "main-samples/section-ref-a": [
            ("(#^dda637)", "(section-ref-a.html)", "blocks are named as they are written")
        ],
        "main-samples/section-ref-b": [
            (
                "section-ref-a.html#^dda637", "section-ref-a.html",
                "blocks are named as they are written"
            )
        ],
        "infinite-recursion/Note A": [
            ("[Note A](note-a.html)", "→ [Note A](note-a.html)", "the circle ends in a plain link")
        ],
        "single-file/note": [
            ("[other-note](other-note.html)", "other-note", "only one note was exported"),
            ("[another note](other-note.html)", "another note", "only one note was exported"),
        ],
    ]

    @Test(
        "Embeds and links mean what obsidian-export makes of them",
        arguments: [
            "infinite-recursion", "main-samples", "non-ascii",
            "same-filename-different-directories",
            "single-file", "start-at/subdir",
        ])
    func meanings(name: String) async throws {
        let inputs = ForeignVaults.path("obsidian-export/tests/testdata/input/")
        let expected = ForeignVaults.path("obsidian-export/tests/testdata/expected/") + name
        let input = inputs + name.split(separator: "/")[0]
        let inner = name.split(separator: "/").dropFirst().map { $0 + "/" }.joined()

        // The exported notes replace the original ones.
        let overlay = try TemporaryFolder()
        let both = overlay.path + "/both"
        try FileManager.default.copyItem(atPath: input, toPath: both)
        let exported = try FileManager.default.subpathsOfDirectory(atPath: expected)
            .filter { $0.hasSuffix(".md") }
        for path in exported {
            let text = try String(contentsOfFile: expected + "/" + path, encoding: .utf8)
            try text.write(toFile: both + "/" + inner + path, atomically: true, encoding: .utf8)
        }
        let (ours, theirs) = (try await assembleSite(input).site, try await assembleSite(both).site)
        let (ourPages, theirPages) = (await renderPages(ours), await renderPages(theirs))
        for path in exported.sorted() {
            let note = try #require(ours.vault.noteIndex[VaultPath(inner + path)])
            let page = ours.plan.notePaths[note].string
            var found = PageText(try #require(ourPages[page])).text
            let wanted = PageText(try #require(theirPages[page])).text
            for difference in Self.differences["\(name)/\(path.dropLast(3))"] ?? [] {
                #expect(found.contains(difference.ours), "\(difference) is no difference any more")
                found = found.replacing(difference.ours, with: difference.theirs)
            }
            #expect(
                found.split(whereSeparator: \.isWhitespace)
                    == wanted.split(whereSeparator: \.isWhitespace), "\(name)/\(path)")
        }
    }

    @Test("Every input is built, and links that we report as dead are dead")
    func inputs() async throws {
        let folder = ForeignVaults.path("obsidian-export/tests/testdata/input/")
        var dead: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let (site, result) = try await assembleSite(folder + name)
            #expect(await renderPages(site).count > site.vault.notes.count)
            dead += result.diagnostics.filter { $0.code.isDeadLink }.map {
                "\(name)/\($0.file): \($0.message)"
            }
        }
        #expect(dead == Self.dead)
    }

    /// The dead links of the inputs.
    private static let dead = [
        "main-samples/embeds.md: no file or note is named “non-existing note”",
        "main-samples/issue-188-wikilinks-need-trimming.md: foo.md has no block ^abc",
        "main-samples/issue-188-wikilinks-need-trimming.md: foo.md has no block ^abc",
        "main-samples/issue-188-wikilinks-need-trimming.md: foo.md has no block ^abc",
        "main-samples/issue-188-wikilinks-need-trimming.md: foo.md has no block ^abc",
        // The files exist, but files with such names are never published.
        "main-samples/obsidian-wikilinks.md: the note “_underscored-note” is not part of the site: names that begin with “_” are never published",
        "main-samples/pure-markdown-examples.md: no note is named “link-location.md”",
        "postprocessors/Note.md: the note “_embed” is not part of the site: names that begin with “_” are never published",
    ]

    @Test("Each omission has a reason")
    func leftOut() throws {
        let folder = ForeignVaults.path("obsidian-export/tests/testdata/expected")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let compared = [
            "infinite-recursion", "main-samples", "non-ascii",
            "same-filename-different-directories", "single-file", "start-at",
        ]
        #expect(Set(names) == Set(compared).union(Self.notMeant.keys))
    }
}

/// The text of a page as a reader sees it: links and images as `[text](address)`, and formulas as
/// TeX.
struct PageText {
    private(set) var text = ""

    init(_ page: String) {
        guard let start = page.firstRange(of: "<div class=\"prose"),
            let end = page[start.upperBound...].firstRange(of: "</article>")
        else { return }
        var html = String(page[start.upperBound..<end.lowerBound].drop { $0 != ">" }.dropFirst())
        // We add the title of an embed, and the backlinks below the text.
        html = html.replacing(/<div class="embed-source">.*?<\/div>/, with: "")
        html = html.replacing(/<object [^>]*>|<\/object>/, with: "")
        html = html.replacing(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/) { "[\($0.2)](\($0.1))" }
        html = html.replacing(/<img src="([^"]*)" alt="([^"]*)"[^>]*>/) { "[\($0.2)](\($0.1))" }
        html = html.replacing(/<\/?(em|strong|del|code|span|mark)\b[^>]*>/, with: "")
        html = html.replacing(/<[^>]*>/, with: " ")
        text = html.removingPercentEncoding ?? html
    }
}
