import Testing

@testable import Markdown

struct FrameTests {
    private static let film =
        "<iframe width=\"560\" src=\"https://e.org/f\" allowfullscreen></iframe>"

    @Test(
        "A frame of another site that ends is shown",
        arguments: [
            film, "<IFRAME SRC='https://e.org'></IFRAME>", "<iframe src=https://e.org ></iframe >",
            "<div>\n\(film)\n</div>",
            "<iframe src=\"https://e.org\">\n<p>old browser</p>\n</iframe>",
            "text \(film) text", "- \(film)", "> \(film)", "\(film)\n\(film)",
        ])
    func shown(markdown: String) {
        let html = plainHTML(markdown)
        #expect(html.contains(/<iframe[^&]*<\/iframe ?>/.ignoresCase()), "\(html)")
        #expect(!html.contains("&lt;"))
        #expect(parseMarkdown(Array(markdown.utf8), options: .allowingHTML).problems.isEmpty)
    }

    @Test(
        "Any other is disarmed and told of",
        arguments: [
            "<iframe src=\"https://e.org\">", "<iframe src=\"https://e.org\">\n\n</iframe>",
            "<iframe></iframe>", "<iframe src=\"page.html\"></iframe>",
            "<iframe src=\"http://e.org\"></iframe>",
            "<iframe src=\"javascript:alert(1)\"></iframe>",
            "<iframe src=\"https://e.org\" srcdoc=\"<b>x</b>\"></iframe>",
            "<iframe data-src=\"https://e.org\"></iframe>",
            "a <iframe src=\"https://e.org\"> b </iframe>", "a </iframe> b",
            "<script src=\"https://e.org\"></script>",
            "<iframes src=\"https://e.org\"></iframes> </iframe>",
        ])
    func disarmed(markdown: String) {
        let html = plainHTML(markdown)
        #expect(!html.contains(/<(iframe|script)[ >]/.ignoresCase()), "\(html)")
        #expect(!parseMarkdown(Array(markdown.utf8), options: .allowingHTML).problems.isEmpty)
    }

    @Test("The content of a frame is not examined; the text after it is")
    func around() {
        let html = plainHTML("<div>\(Self.film)<script>x</script></div>\n")
        #expect(html == "<div>\(Self.film)&lt;script>x&lt;/script></div>\n")
    }

    @Test("Many frames without an end take no longer than other tags do")
    func endless() {
        let text = String(repeating: "<iframe src=\"https://e.org\">\n", count: 20_000)
        #expect(plainHTML(text).contains("&lt;iframe"))
    }
}
