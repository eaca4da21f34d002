import Markdown
import Testing

@testable import SiteGenerator

struct NoteMemoryTests {
    private static let texts = [
        "",
        "Only text.",
        "---\ntitle: A title\ntags: [a, b/c]\naliases: [Other]\norder: -3\nn: {a: [1, \"2\", ~]}\n---\nText",
        "---\nlink: \"[[B#h|c]]\"\ncreated: 2024-01-31\npublish: true\n---\n# One\n\n## Two *it*\n\n# One",
        "[[A]] [[A#h|text]] ![[B#c]] [t](<b c.md> \"title\") ![alt|30](x.png) <https://example.org>",
        "- item\n- [[A]] in one\n\n> quote with ![[B]]\n\n| a | b |\n|---|---|\n| [[x\\|y]] | c |",
        "```python title=\"x\" {1,3}\nprint(1)\n```\n\n    indented\n\n1. ```\n   nested\n   ```",
        "A note[^1] and another[^b].\n\n[^1]: One.\n[^b]: Two, as[^1].",
        "$x^2$".replacing("^", with: "_") + " and\n\n$$\ny\n$$\n\n`= m.a / m.b` #tag #Tag/nested",
        "> [!claim] some-claim\n> text\n\n> [!tip]- Folded\n> more ==mark== %%gone%%",
        "日本語の [[ノート]] と 🎉 **emphasis**\r\nsecond line\r\n",
    ]

    @Test("A note comes back from memory as other files saw it", arguments: texts)
    func comesBack(text: String) throws {
        let note = parse(text)
        let remembered = try #require(note.remembered, "\(note.diagnostics)")
        let back = try #require(Note(remembered: remembered[...]))
        #expect(back.markdown.body.bytes.isEmpty)
        #expect(back.markdown.body.byteCount == note.markdown.body.bytes.count)
        #expect(back.isOutline == !note.markdown.body.bytes.isEmpty)
        var markdown = note.markdown
        markdown.body.bytes = []
        // The one description that leaves nothing out.
        #expect("\(back.markdown)" == "\(markdown)")
        #expect("\(back.frontMatter)" == "\(note.frontMatter)")
        #expect(back.path == note.path && back.title == note.title && back.tags == note.tags)
        #expect(back.excerpt == note.excerpt && back.summary == note.summary)
        #expect(back.digest == note.digest && back.modified == note.modified)
        #expect(back.isFolderNote == note.isFolderNote)
    }

    @Test(
        "What others may ask the text itself for, or is wrong, is not remembered",
        arguments: ["<b id=\"x\">raw</b>", "<div>\n\nraw\n\n</div>", "glued^id", "no footnote[^x]"])
    func isRead(text: String) { #expect(parse(text).remembered == nil) }

    @Test("Bytes that are no note are none", arguments: 0..<200)
    func damaged(seed: Int) throws {
        let bytes = try #require(parse(Self.texts[2 + seed % 8]).remembered)
        #expect(Note(remembered: bytes.prefix(seed * bytes.count / 200)) == nil)
        #expect(Note(remembered: bytes + [UInt8(seed)]) == nil)
        var spoiled = bytes
        spoiled[seed * 7919 % bytes.count] ^= UInt8(1 + seed)
        // Whatever comes of it, it ends.
        _ = Note(remembered: spoiled[...])
    }

    private func parse(_ text: String) -> Note {
        let file = SourceFile(
            path: VaultPath("Folder/Note.md"), bytes: Array(text.utf8), modified: 7)
        return parseNote(file, options: ParseOptions())
    }
}
