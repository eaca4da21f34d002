import Markdown
import Testing

@testable import SiteGenerator
@testable import Vault

/// Six copies of one vault, which differ only in the syntax of their links: wikilinks or Markdown;
/// shortest path, relative, or from the root. So the targets are known: they are the same in all
/// six.
@Suite(.enabled(if: ForeignVaults.areThere, ForeignVaults.absence))
struct StarlightVaultTests {
    /// The targets of each note's links, in order.
    private static let meanings: [String: [String]] = [
        "root 1.md": [
            "root 2.md", "folder/file in folder 1.md", "\(nested)/file in nested folder 1.md",
            "duplicate file name.md", "folder/duplicate file name.md",
            "\(nested)/duplicate file name.md",
            "root 2.md", "folder/file in folder 1.md", "\(nested)/file in nested folder 1.md",
            "root 1.md #random-heading", "folder/file in folder 1.md #random-heading",
            "\(nested)/file in nested folder 1.md #random-heading",
            "root 1.md ^root-list-item", "root 1.md ^root-list-item",
            "folder/file in folder 1.md ^folder-list-item",
            "\(nested)/file in nested folder 1.md ^nested-folder-list-item",
        ] + images,
        "folder/file in folder 1.md": [
            "root 1.md", "folder/file in folder 2.md", "\(nested)/file in nested folder 1.md",
            "duplicate file name.md", "folder/duplicate file name.md",
            "\(nested)/duplicate file name.md",
            "root 1.md", "folder/file in folder 2.md", "\(nested)/file in nested folder 1.md",
            "root 1.md #random-heading", "folder/file in folder 1.md #random-heading",
            "\(nested)/file in nested folder 1.md #random-heading",
            "folder/file in folder 1.md ^folder-list-item", "root 1.md ^root-list-item",
            "folder/file in folder 1.md ^folder-list-item",
            "\(nested)/file in nested folder 1.md ^nested-folder-list-item",
        ] + images,
        "\(nested)/file in nested folder 1.md": [
            "root 1.md", "folder/file in folder 1.md", "\(nested)/file in nested folder 2.md",
            "duplicate file name.md", "folder/duplicate file name.md",
            "\(nested)/duplicate file name.md",
            "root 1.md", "folder/file in folder 1.md", "\(nested)/file in nested folder 2.md",
            "root 1.md #random-heading", "folder/file in folder 1.md #random-heading",
            "\(nested)/file in nested folder 1.md #random-heading",
            "\(nested)/file in nested folder 1.md ^nested-folder-list-item",
            "root 1.md ^root-list-item", "folder/file in folder 1.md ^folder-list-item",
            "\(nested)/file in nested folder 1.md ^nested-folder-list-item",
        ] + images,
        "root embeds.md": embeds,
        "folder/embeds in folder.md": embeds,
        "\(nested)/embeds in nested folder.md": embeds,
    ]

    private static let nested = "folder/nested folder"

    private static let images = [
        "An image.png", "folder/An image in folder.png", "\(nested)/An image in nested folder.png",
    ]

    private static let embeds =
        images + [
            "A sound.mp3", "folder/A sound.mp3", "\(nested)/A sound.mp3",
            "duplicate file name.md", "folder/duplicate file name.md",
            "\(nested)/duplicate file name.md", "folder/unique file name.md",
        ]

    @Test(
        "A link means the same however it is written",
        arguments: ["wikilink", "markdown"], ["shortest", "relative", "absolute"])
    func meanings(syntax: String, format: String) async throws {
        let path = ForeignVaults.path("starlight-obsidian/fixtures/links-\(syntax)-\(format)")
        let (site, _) = try await assembleSite(path)
        var count = 0
        for (index, note) in site.vault.notes.enumerated() {
            let found = site.graph.resolutions[index].map(site.vault.text)
            #expect(found == Self.meanings[note.path.string] ?? [], "\(note.path)")
            count += found.count
        }
        #expect(count == 87)
        #expect(site.graph.diagnostics.filter { $0.severity != .note }.isEmpty)
    }

    @Test("A link by an alias's note is found, and other vaults have no link that is not")
    func others() async throws {
        for (name, missing) in [("aliases", []), ("basics", []), ("demo", Self.unwritten)] {
            let path = ForeignVaults.path("starlight-obsidian/fixtures/\(name)")
            let (site, _) = try await assembleSite(path)
            let reported = site.graph.diagnostics.filter { $0.code.isDeadLink }.map(\.message)
            #expect(reported == missing, "\(name)")
        }
    }

    /// Notes that the author of the vault links to and has not written.
    private static let unwritten: [String] = []
}
