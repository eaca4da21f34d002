import Foundation
import Testing

/// HTML in notes leads to notes and files as Markdown does: through the program, as an author meets it.
struct RawHTMLTests {
    private static let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"
    private static let files = [
        "attachments/pic.svg": svg, "attachments/dark.svg": svg, "attachments/v.mp4": "v",
        "attachments/a b.svg": svg, "attachments/p.pdf": "%PDF-1.4", "Other.md": "# Other\n",
    ]

    @Test(
        "An address in HTML is resolved from its note, and its file published",
        arguments: [
            (
                "<img src=\"attachments/pic.svg\" width=\"80\" align=\"right\">",
                "<img src=\"attachments/pic.svg\" width=\"80\" align=\"right\">", "pic.svg"
            ),
            ("a <img src='pic.svg'> b", "<img src=\"attachments/pic.svg\">", "pic.svg"),
            (
                "<img src=\"attachments/a%20b.svg\">", "<img src=\"attachments/a-b.svg\">",
                "a-b.svg"
            ),
            (
                "<picture><source srcset=\"attachments/dark.svg 1x, attachments/pic.svg 2x\"><img src=\"attachments/pic.svg?raw=true\"></picture>",
                "srcset=\"attachments/dark.svg 1x, attachments/pic.svg 2x\"", "dark.svg"
            ),
            (
                "<video controls src=\"attachments/v.mp4\" poster=attachments/dark.svg></video>",
                "<video controls src=\"attachments/v.mp4\" poster=\"attachments/dark.svg\">",
                "v.mp4"
            ),
            (
                "<embed src=\"attachments/p.pdf\" width=\"100%\">",
                "<object class=\"pdf\" type=\"application/pdf\" data=\"attachments/p.pdf\"", "p.pdf"
            ),
            (
                "<object data=\"attachments/p.pdf\">\n<p>old browser</p>\n</object>",
                "data=\"attachments/p.pdf\"", "p.pdf"
            ),
            (
                "<iframe src=\"attachments/p.pdf\"></iframe>", "data=\"attachments/p.pdf\"", "p.pdf"
            ),
            ("<a href=\"Other.md\">other</a>", "<a href=\"other.html\">other</a>", nil),
            ("<p>\n<a href=\"./Other.md#other\">o</a></p>", "<a href=\"other.html#other\">", nil),
            ("<a href=\"Other\">o</a> <a href=\"#top\">t</a>", "<a href=\"#top\">t</a>", nil),
            (
                "<a href=\"https://e.org/a?b=c&amp;d\">o</a>",
                "<a href=\"https://e.org/a?b=c&amp;d\">", nil
            ),
            ("<a href=\"{{ url }}\">o</a>", "<a href=\"%7B%7B%20url%20%7D%7D\">", nil),
            ("<blockquote cite=\"A. Person\">o</blockquote>", "cite=\"A.%20Person\"", nil),
            ("`<img src=\"gone.svg\">` <!-- <img src=\"gone.svg\"> -->", "&lt;img", nil),
        ])
    func addresses(html: String, written: String, file: String?) throws {
        let vault = try TinyVault(Self.files.merging(["N.md": "# N\n\n\(html)\n"]) { $1 })
        let outcome = try vault.run("build")
        #expect(outcome.status == 0)
        #expect(!outcome.errors.contains("[link-missing]"), "\(outcome.errors)")
        #expect(vault.page("n.html")?.contains(written) == true, "\(vault.page("n.html") ?? "")")
        if let file { #expect(vault.exists("public/attachments/" + file)) }
    }

    @Test("HTML that is trusted is written as it is, but for its addresses")
    func trusted() throws {
        let vault = try TinyVault(
            Self.files.merging([
                "site.yml": "html: allow\n",
                "sub/N.md": """
                <div data-x=1><embed src="../attachments/p.pdf" type='a'>
                <!-- <img src="gone.svg"> --><a HREF=../Other.md>o</a></div>

                Text <img src="../attachments/gone.svg">
                """,
            ]) { $1 })
        let outcome = try vault.run("build")
        #expect(outcome.errors.contains("sub/N.md:4:16: warning:"), "\(outcome.errors)")
        let page = try #require(vault.page("sub/n.html"))
        #expect(page.contains("<div data-x=1><embed src=\"../attachments/p.pdf\" type='a'>"))
        #expect(page.contains("<!-- <img src=\"gone.svg\"> --><a href=\"../other.html\">o</a>"))
        #expect(vault.exists("public/attachments/p.pdf"))
    }

    @Test(
        "An address that leads nowhere is reported where it stands, and not written",
        arguments: [
            ("<a href=\"Gone.md\">gone</a>", "N.md:3:10", "<a>gone</a>"),
            ("> x <img alt=y src=Gone.svg>", "N.md:3:20", "<img alt=\"y\""),
            ("<p>\n<img alt=\"a\"\n src=\"Gone.svg\"></p>", "N.md:5:7", "<img alt=\"a\""),
            (
                "<img srcset=\"Gone.svg, attachments/pic.svg 2x\">", "N.md:3:14",
                "srcset=\"attachments/pic.svg 2x\""
            ),
        ])
    func dead(html: String, place: String, written: String) throws {
        let vault = try TinyVault(Self.files.merging(["N.md": "# N\n\n\(html)\n"]) { $1 })
        let outcome = try vault.run("build")
        #expect(
            outcome.errors.contains("content/\(place): warning: no"), "\(outcome.errors)")
        let page = try #require(vault.page("n.html"))
        #expect(page.contains(written), "\(page)")
        #expect(!page.contains("Gone."))
        #expect(try vault.run("check").status == 1)
    }

    @Test("In an embed, addresses lead from the page that shows it; what lies around it too")
    func embedded() throws {
        let vault = try TinyVault(
            Self.files.merging([
                "sub/N.md":
                    "<a href=\"../Other.md\">\n\n# H\n\n<img src=\"../attachments/pic.svg\">\n\n</a>\n",
                "deep/down/M.md": "![[N#H]]\n",
            ]) { $1 })
        let outcome = try vault.run("build")
        #expect(!outcome.errors.contains("[link-missing]"), "\(outcome.errors)")
        let page = try #require(vault.page("deep/down/m.html"))
        #expect(page.contains("<img src=\"../../attachments/pic.svg\">"), "\(page)")
        #expect(page.contains("<a href=\"../../other.html\">"), "\(page)")
    }

    @Test("A link in HTML is a link among notes: backlinks, and no orphan")
    func backlinks() throws {
        let vault = try TinyVault(
            Self.files.merging(["N.md": "See <a href=\"Other.md\">it</a> today.\n"]) { $1 })
        try vault.run("build")
        let page = try #require(vault.page("other.html"))
        #expect(page.contains("See it today."), "\(page)")
    }
}
