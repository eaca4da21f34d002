import Testing

@testable import Markdown

struct FootnoteTests {
    private func numbers(_ markdown: String) -> [Substring] {
        plainHTML(markdown).matches(of: /data-footnote-ref>(\d+)</).map(\.output.1)
    }

    @Test(arguments: [
        ("a[^x] b[^y] c[^x]\n\n[^x]: 1\n[^y]: 2", ["1", "2", "1"]),
        ("a^[one] b^[two]", ["1", "2"]),
        ("a^[one] b[^x] c^[two] d[^x]\n\n[^x]: 1", ["1", "2", "3", "2"]),
        ("a[^x] b^[two]\n\n[^x]: see ^[three]", ["1", "2", "3"]),
        ("a^[one ^[two]] b^[three]", ["1", "2", "3"]),
        ("| a^[one] |\n|---|\n| b^[two] |", ["1", "2"]),
        ("# h^[one]\n\n> [!note] t^[two]\n> b^[three]", ["1", "2", "3"]),
        ("a^[unclosed", []), ("a^[]", []), ("`a^[b]`", []), ("a\\^[b]", []), ("```\n^[b]\n```", []),
        ("a^[b]^[c]", ["1", "2"]),
        ("- a^[b\n- c]", []),
        ("a^[b\nc]", ["1"]), ("a^[b\n\nc]", []),
    ])
    func areNumberedInReadingOrder(_ markdown: String, _ expected: [String]) {
        #expect(numbers(markdown).map(String.init) == expected)
    }

    @Test(arguments: [
        ("x^[a *b* [c](d)]", "a <em>b</em> <a href=\"d\">c</a> "),
        ("x^[- no list]", "- no list "),
        ("x^[a [b] c]", "a [b] c "),
        ("x^[a `]` b]", "a <code>]</code> b "),
        ("> x^[a\n> b]", "a b "),
        ("x^[a [r]]\n\n[r]: u", "a <a href=\"u\">r</a> "),
        ("x^[a [[b]] ==c== #d]", "a <a href=\"b\">b</a> <mark>c</mark> <a class=\"tag\">#d</a> "),
    ])
    func inlineTextIsMarkdown(_ markdown: String, _ html: String) {
        #expect(
            plainHTML(markdown).contains(
                "<li id=\"fn-inline-1\">\n<p>\(html)<a href=\"#fnref-inline-1\""))
    }

    @Test func identifiersAreSlots() {
        let parsed = parseMarkdown(Array("a[^x] b[^x]\n\n[^x]: n".utf8))
        let slots = parsed.body.pieces.compactMap { piece -> Slot? in
            if case .slot(let slot) = piece { slot } else { nil }
        }
        #expect(
            slots == [
                .reference("fn-x"), .id("fnref-x"), .reference("fn-x"), .id("fnref-x-2"),
                .id("fn-x"),
                .reference("fnref-x"), .reference("fnref-x-2"),
            ])
    }
}
