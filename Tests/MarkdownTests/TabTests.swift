import Testing

@testable import Markdown

/// Obsidian indents lists by tabs.
struct TabTests {
    @Test(
        "Code whose fence stands after tabs loses all of the fence's indentation",
        arguments: [
            ("- x\n\n\t```\n\tif a:\n\t\tb\n\t```", "if a:\n\tb\n"),
            ("* x\n\n\t```\n\tif a:\n\t\tb\n\t```", "if a:\n\tb\n"),
            ("+ x\n\t~~~\n\ta\n\n\t b\n\t~~~", "a\n\n b\n"),
            ("1. x\n\n\t```\n\ta\n\t\tb\n\t```", "a\n\tb\n"),
            ("10. x\n\n\t```\n\ta\n\t\tb\n\t```", "a\n\tb\n"),
            ("- x\n\t- y\n\n\t\t```\n\t\ta\n\t\t\tb\n\t\t```", "a\n\tb\n"),
            ("- x\n\t- y\n\t\t- z\n\t\t\t```\n\t\t\ta\n\t\t\t  b\n\t\t\t```", "a\n  b\n"),
            ("- x\n\t1. y\n\n\t\t```\n\t\ta\n\t\t```", "a\n"),
            ("> - x\n>\n> \t```\n> \ta\n> \t\tb\n> \t```", "a\n\tb\n"),
            ("> \t```\n> \ta\n> \t```", "a\n"),
            (">\t```\n>\ta\n>\t\tb\n>\t```", "a\n\tb\n"),
            ("> [!note]\n> - x\n>\n> \t```\n> \ta\n> \t```", "a\n"),
            ("- > x\n\t>\n\t> ```\n\t> a\n\t> ```", "a\n"),
            // A line that is indented less loses what it has.
            ("- x\n\n\t```\n\ta\n  b\n\t```", "a\nb\n"),
            ("- x\n\n\t```\n   a\n\t```", "a\n"),
            // Nothing but the fence's own indentation goes.
            ("- x\n\n\t```\n\t\ta\n\t```", "\ta\n"),
            ("- x\n\n  ```\n\ta\n  ```", "  a\n"),
            ("-\t```\n\ta\n\t```", "a\n"),
        ])
    func fences(markdown: String, code: String) {
        let parsed = parseMarkdown(Array(markdown.utf8))
        #expect(parsed.codeBlocks.map(\.code) == [code])
    }
}
