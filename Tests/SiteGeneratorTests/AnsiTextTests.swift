import Testing

@testable import Evidence
@testable import SiteGenerator

struct AnsiTextTests {
    @Test(
        "Colours are kept, all other escape sequences are dropped, HTML is escaped",
        arguments: [
            ("plain", "plain"),
            ("<b>&", "&lt;b&gt;&amp;"),
            ("\u{1B}[31mred\u{1B}[0m!", "<span class=\"ansi-red\">red</span>!"),
            ("\u{1B}[1;92mok", "<span class=\"ansi-bold ansi-bright-green\">ok</span>"),
            ("\u{1B}[38;5;9mx\u{1B}[39my", "<span class=\"ansi-bright-red\">x</span>y"),
            ("\u{1B}[38;2;250;0;0mx", "<span class=\"ansi-red\">x</span>"),
            ("\u{1B}[44mx", "<span class=\"ansi-bg-blue\">x</span>"),
            ("\u{1B}]0;title\u{07}text", "text"),
            ("\u{1B}]8;;http://evil\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
            ("\u{1B}[2J\u{1B}[Hx", "x"),
            ("\u{1B}(Bx", "x"),
            ("a\tb", "a\tb"),
            ("a\u{07}b", "a␇b"),
            ("10%\r100%", "100%"),
            ("end\r", "end"),
            ("\u{1B}", ""), ("\u{1B}[", ""), ("\u{1B}[31", ""), ("\u{1B}]0;x", ""),
            ("\u{1B}[999;;;mx", "x"),
        ])
    func lines(line: String, expected: String) {
        var text = AnsiText()
        #expect(text.html(line) == expected)
    }

    @Test("A colour carries over to the next line")
    func carriesOver() {
        var text = AnsiText()
        _ = text.html("\u{1B}[31mone")
        #expect(text.html("two") == "<span class=\"ansi-red\">two</span>")
    }
}
