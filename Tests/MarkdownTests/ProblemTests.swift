import Testing

@testable import Markdown

struct ProblemTests {
    private func problems(_ bytes: [UInt8], _ options: ParseOptions = .allowingHTML) -> [String] {
        parseMarkdown(bytes, options: options).problems.map {
            "\($0.kind) \($0.subject)".trimming() + " " + show($0.span)
        }
    }

    @Test(arguments: [
        ("a[^x]", ["undefinedFootnote x 1:2-1:6"]),
        ("a \\[^x] `[^x]` [^a b]", []),
        ("a\n\n> [^x]: n", ["unusedFootnote x 3:3-3:8"]),
        ("a[^x]\n\n[^x]: n\n\n[^X]: m", ["duplicateFootnote X 5:1-5:6"]),
        ("[a][b] [c]\n\n[c]: /u", ["undefinedReference b 1:4-1:7"]),
        ("array [state][event], ![state][event]", []),
        ("x[1][2] and [a] and [a][]", []),
        ("[a]: /u", ["unusedReference a 1:1-1:5"]),
        (
            "[a]\n\n[a]: /u\n[a]: /v\n  [b]: /w",
            ["duplicateReference a 4:1-4:5", "unusedReference b 5:3-5:7"]
        ),
        ("[x][A  b] ![y][c] [d][]\n\n> [a b]: /u\n\n- [c]: /v\n\n[d]: /w", []),
        ("[a]: /u\n[b]: /v\ntext [a]", ["unusedReference b 2:1-2:5"]),
        ("```\n[a]: /u\n```\n\n[b]: /v\n\n[b]", []),
        ("a ^x\n\nb ^X", ["duplicateBlockID X 3:3-3:5"]),
        ("a %% b", ["unclosedComment 1:3-1:5"]),
        ("a\n\n%%\n```\nx", ["unclosedComment 3:1-3:3"]),
        ("```\n%%\n```", []),
        (
            "a\n\n<script>x</script>",
            ["filteredHTML script 3:1-3:8", "filteredHTML script 3:10-3:18"]
        ),
        ("a <title> b", ["filteredHTML title 1:3-1:10"]),
        ("> <div>\n>  <xmp>", ["filteredHTML xmp 2:4-2:8"]),
    ])
    func areFoundInTheirPlace(_ markdown: String, _ expected: [String]) {
        #expect(problems(Array(markdown.utf8)) == expected)
    }

    @Test(
        arguments: [
            ([0x61, 0xFF, 0x62], ["invalidUTF8 1:2-1:3"], "<p>a\u{FFFD}b</p>\n"),
            ([0x61, 0x0A, 0x00], ["nulByte 2:1-2:2"], "<p>a\n\u{FFFD}</p>\n"),
            ([0xC3], ["invalidUTF8 1:1-1:2"], "<p>\u{FFFD}</p>\n"),
            (
                [0xE2, 0x82, 0x61], ["invalidUTF8 1:1-1:2", "invalidUTF8 1:2-1:3"],
                "<p>\u{FFFD}\u{FFFD}a</p>\n"
            ),
            (
                [0xED, 0xA0, 0x80, 0x20, 0x5B, 0x5B, 0x78, 0x5D, 0x5D],
                ["invalidUTF8 1:1-1:2", "invalidUTF8 1:2-1:3", "invalidUTF8 1:3-1:4"],
                "<p>\u{FFFD}\u{FFFD}\u{FFFD} <a href=\"x\">x</a></p>\n"
            ),
        ] as [([UInt8], [String], String)])
    func badBytesAreReplaced(_ bytes: [UInt8], _ expected: [String], _ html: String) {
        #expect(problems(bytes) == expected)
        #expect(plainHTML(parseMarkdown(bytes)) == html)
    }

    @Test func placesAfterBadBytesAreThoseOfTheFile() {
        let parsed = parseMarkdown([0xFF, 0xFE, 0x20] + Array("[[x]]".utf8))
        #expect(parsed.links.map { show($0.span) } == ["1:4-1:9"])
    }

    @Test func linesCountFromTheFirst() {
        var options = ParseOptions()
        options.firstLine = 10
        #expect(problems(Array("a\nb[^x]".utf8), options) == ["undefinedFootnote x 11:2-11:6"])
    }

    @Test func htmlCanBeForbidden() {
        var options = ParseOptions()
        options.html = .forbid
        let text = Array("<div>\n*a*\n</div>\n\nb <i>c</i> <!-- d -->\n\n<!-- e -->".utf8)
        let parsed = parseMarkdown(text, options: options)
        #expect(
            plainHTML(parsed)
                == "<p>&lt;div&gt;\n*a*\n&lt;/div&gt;</p>\n<p>b &lt;i&gt;c&lt;/i&gt; </p>\n")
        #expect(
            problems(text, options) == [
                "forbiddenHTML div 1:1-3:7", "forbiddenHTML i 5:3-5:6", "forbiddenHTML i 5:7-5:11",
            ])
    }

    @Test func deeplyNestedMarkersAreText() {
        let text = String(repeating: "> ", count: 150) + "x"
        let parsed = parseMarkdown(Array(text.utf8))
        #expect(parsed.problems.map(\.kind) == [.nestingTooDeep])
        let html = plainHTML(parsed)
        #expect(html.components(separatedBy: "<blockquote>") == 101)
        #expect(html.components(separatedBy: "&gt;") == 51)
    }
}

extension String {
    fileprivate func trimming() -> String { hasSuffix(" ") ? String(dropLast()) : self }

    /// Returns the number of parts between separators.
    fileprivate func components(separatedBy separator: String) -> Int {
        ranges(of: separator).count + 1
    }
}
