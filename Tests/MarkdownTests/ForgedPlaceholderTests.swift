import Foundation
import Testing

@testable import Markdown

/// An author can write the characters that mark placeholders in the parsed text, also as entities,
/// which the parser decodes.
struct ForgedPlaceholderTests {
    static let open = "\u{10FFFC}"
    static let close = "\u{10FFFD}"
    static let hidden = "%%the secret words%%"

    @Test(
        "What an entity decodes to is text as any other",
        arguments: [
            (
                "[x](&#x10FFFC;99&#x10FFFD;)",
                "<p><a href=\"%F4%8F%BF%BC99%F4%8F%BF%BD\">x</a></p>\n"
            ),
            ("&#x10FFFC;0&#x10FFFD;", "<p>\(open)0\(close)</p>\n"),
            ("a&#xFFFE;b&#65535;", "<p>a\u{FFFE}b\u{FFFF}</p>\n"),
            ("&#1114108;0&#1114109;", "<p>\(open)0\(close)</p>\n"),
            ("&#x0010fffc;0&#X10fffd;", "<p>\(open)0\(close)</p>\n"),
            ("\(open)0&#x10FFFD;", "<p>\(open)0\(close)</p>\n"),
            ("&#x10FFFC;\(close)x", "<p>\(open)\(close)x</p>\n"),
            ("`&#x10FFFC;0&#x10FFFD;`", "<p><code>&amp;#x10FFFC;0&amp;#x10FFFD;</code></p>\n"),
            (
                "[x](/y \"&#x10FFFC;0&#x10FFFD;\")",
                "<p><a href=\"/y\" title=\"\(open)0\(close)\">x</a></p>\n"
            ),
            (
                "<http://a/&#x10FFFC;0&#x10FFFD;>",
                "<p><a href=\"http://a/%F4%8F%BF%BC0%F4%8F%BF%BD\">http://a/\(open)0\(close)</a></p>\n"
            ),
            (
                "> [!note] &#x10FFFC;0&#x10FFFD;\n",
                nil
            ),
        ] as [(String, String?)])
    func decoded(markdown: String, html: String?) {
        let made = plainHTML(markdown + "\n\n" + Self.hidden)
        #expect(html == nil || made == html)
        #expect(!made.contains("secret words"))
    }

    /// The places in which `{}` is replaced by the forged placeholder.
    static let places = [
        "{}", "*{}*", "[{}](x)", "[x]({})", "[x](</{}>)", "[x](y '{}')", "![{}](y.png)",
        "![x]({} \"{}\")", "[{}]: /x\n\n[{}]", "[a]: {} \"{}\"\n\n[a]", "<http://a.b/{}>",
        "http://a.b/{}?q={}", "<{}@a.b>", "[^{}] \n\n[^{}]: text", "^[{}]", "[[{}]]", "[[A|{}]]",
        "![[A#{}|{}]]", "[[A]]{}[[B]]", "| {} | b |\n|---|---|\n| `{}` | {} |", "`{}`",
        "``` {}\n{}\n```",
        "~~~ a{}b\n~~~", "    {}", "<b title=\"{}\">{}</b>", "<!-- {} -->", "<div>\n{}\n</div>",
        "# {}",
        "{}\n===", "> [!note] {}\n> {}", "> [!{}]\n", "> {}", "- [ ] {}", "- {} ^{}", "${}$",
        "$$\n{}\n$$",
        "%%{}%%", "=={}==", "#a{}", "\\{}", "~~{}~~", "text ^{}", "[a [[x]] {}]: /u",
        "[{} [[x]]][]",
        "<{}>", "&{}", "[x](#{})", "a[[x]]({})",
    ]

    static let spellings = [
        ("\u{10FFFC}", "\u{10FFFD}"), ("&#x10FFFC;", "&#x10FFFD;"), ("&#1114108;", "&#1114109;"),
        ("&#x0010fffc;", "&#X10FFfD;"), ("\u{10FFFC}", "&#1114109;"),
        ("%F4%8F%BF%BC", "%F4%8F%BF%BD"),
    ]

    @Test("A forged placeholder is plain text in every place", arguments: places)
    func everywhere(place: String) throws {
        for (open, close) in Self.spellings {
            for number in [
                "", "0", "1", "99", "-1", "00000000000000000000001", "9223372036854775808",
            ] {
                let forged = open + number + close
                let text = place.replacing("{}", with: forged)
                let parsed = parseMarkdown(Array((text + "\n\n\(Self.hidden) [[N]] $x$\n").utf8))
                let html = plainHTML(parsed)
                #expect(!html.contains("hidden words"), "\(text)")
                #expect(!parsed.plainText.contains("hidden words"), "\(text)")
                try Self.expectNoSecret(in: parsed)
            }
        }
    }

    @Test("No part of a placeholder is in the output, whatever the text")
    func secret() throws {
        for text in [
            "[a [[x]]]: /u\n", "[a [[x]] $y$]\n", "[^a[[x]]]\n", "[x]([[y]] \"$z$\")\n",
            "``` a[[x]]\n```\n",
            "[[[x]]]: /u\n\n[[[x]]]: /v\n", "#tag[[x]]\n", "x ^[[y]]\n", "# [[x]] ^[n]\n",
            "> [!a|[[x]]] $t$\n",
            "![a [[x]]]([[y]])\n", "http://a.b/[[x]] www.a.b/$y$ a@b.[[x]]\n", "[^[[x]]]: y\n",
            "<a [[x]]> <b c=\"$y$\">\n", "| [[a|b]] |\n|-|\n| $x|y$ |\n",
        ] {
            try Self.expectNoSecret(in: parseMarkdown(Array(text.utf8)))
        }
    }

    private static func expectNoSecret(in parsed: ParsedMarkdown) throws {
        let secret = String(decoding: Placeholder.secret, as: UTF8.self)
        let told = String(decoding: try JSONEncoder().encode(parsed), as: UTF8.self)
        let body = String(decoding: parsed.body.bytes, as: UTF8.self)
        #expect(!told.contains(secret) && !body.contains(secret), "\(body)")
        #expect(!parsed.problems.contains { $0.subject.contains(secret) })
    }

    @Test func aLibraryOfAnotherVersionIsRefused() {
        #expect(parserProblem() == nil)
        #expect(versionProblem(compiled: "0.29.0.gfm.6", loaded: "0.29.0.gfm.6") == nil)
        let problem = versionProblem(compiled: "0.29.0.gfm.6", loaded: "0.29.0.gfm.13")
        #expect(problem?.contains("gfm.6") == true && problem?.contains("gfm.13") == true)
    }
}
