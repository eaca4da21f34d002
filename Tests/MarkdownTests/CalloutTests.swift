import Testing

@testable import Markdown

private func callout(
    _ type: String, look: String, title: String, body: String?
) -> String {
    let title =
        "<div class=\"callout-title\"><span class=\"callout-icon\" aria-hidden=\"true\"></span>"
        + "<span class=\"callout-title-text\">\(title)</span></div>\n"
    let body = body.map { "<div class=\"callout-body\">\n\($0)</div>\n" } ?? ""
    return "<div class=\"callout callout-\(look)\" data-callout=\"\(type)\">\n"
        + title + body + "</div>\n"
}

/// More of what a callout may be stands in `SiteGeneratorTests/Notes/Callouts.md`.
struct CalloutTests {
    @Test(arguments: [
        ("note", "note", "Note"), ("ABSTRACT", "abstract", "Abstract"),
        ("summary", "abstract", "Summary"), ("tldr", "abstract", "Tldr"), ("info", "info", "Info"),
        ("todo", "todo", "Todo"), ("tip", "tip", "Tip"), ("hint", "tip", "Hint"),
        ("IMPORTANT", "tip", "Important"), ("success", "success", "Success"),
        ("check", "success", "Check"), ("done", "success", "Done"),
        ("question", "question", "Question"), ("help", "question", "Help"),
        ("faq", "question", "Faq"), ("warning", "warning", "Warning"),
        ("CAUTION", "warning", "Caution"), ("attention", "warning", "Attention"),
        ("failure", "failure", "Failure"), ("fail", "failure", "Fail"),
        ("missing", "failure", "Missing"), ("danger", "danger", "Danger"),
        ("error", "danger", "Error"), ("bug", "bug", "Bug"), ("example", "example", "Example"),
        ("quote", "quote", "Quote"), ("cite", "quote", "Cite"),
        ("my-own-type", "note", "My Own Type"),
    ])
    func typeHasItsLookAndTitle(_ type: String, _ look: String, _ title: String) {
        #expect(
            plainHTML("> [!\(type)]\n> x")
                == callout(type.lowercased(), look: look, title: title, body: "<p>x</p>\n"))
    }

    @Test(arguments: [
        ("> [!note]T\n> x", callout("note", look: "note", title: "T", body: "<p>x</p>\n")),
        ("> [!note] Only", callout("note", look: "note", title: "Only", body: nil)),
        ("> [!note] T\nlazy", callout("note", look: "note", title: "T", body: "<p>lazy</p>\n")),
        (
            "> [!note] T\n>\n> - a",
            callout("note", look: "note", title: "T", body: "<ul>\n<li>a</li>\n</ul>\n")
        ),
        (
            "> [!note]\n> - a",
            callout("note", look: "note", title: "Note", body: "<ul>\n<li>a</li>\n</ul>\n")
        ),
        ("> [!note] T\n> ---", callout("note", look: "note", title: "T", body: "<hr />\n")),
        (
            "> [!note] T\n> a\n> ---",
            callout("note", look: "note", title: "T", body: "<h2>a</h2>\n")
        ),
        (">[!note]\n>x", callout("note", look: "note", title: "Note", body: "<p>x</p>\n")),
        (
            "> [!note] a_b_c `[[x]]`",
            callout("note", look: "note", title: "a_b_c <code>[[x]]</code>", body: nil)
        ),
        (
            "> [!note] $a_b$",
            callout("note", look: "note", title: "<span class=\"math\">a_b</span>", body: nil)
        ),
    ])
    func isWritten(_ markdown: String, _ html: String) {
        #expect(plainHTML(markdown) == html)
    }

    @Test func ofASlottedTypeLeavesItsTitleToTheSite() {
        let parsed = parseMarkdown(Array("> [!Claim] my-id\n> Text with [[link]].".utf8))
        #expect(parsed.callouts.map(\.type) == ["claim"])
        #expect(parsed.callouts.map(\.title) == ["my-id"])
        #expect(parsed.callouts.map { show($0.span) } == ["1:1-2:22"])
        #expect(parsed.body.pieces.contains(.slot(.calloutTitle(0))))
        #expect(parsed.links.map(\.path) == ["link"])
    }
}
