import Testing

@testable import Highlighting

/// Code made to break the highlighter: what it shows is the code, whole, or it says that it can't.
@Suite(.enabled(if: !Fixtures.grammars.isEmpty, Fixtures.skipReason))
struct HostileCodeTests {
    private static let pieces = [
        "(", ")", "[", "{", "}", "\"", "'", "`", "x", "x ", "(x,", "f\"{", "\n", "if a:\n", "é",
        "- ", "<a<", "$(", "<<E\n", "a=", "a?b:", "/*", "lambda:", "@", "${", "\\", "r#\"", "😀",
        "&",
    ]

    @Test("No code is lost, whatever it repeats", arguments: Language.all.map(\.grammar))
    func textIsWhole(_ name: String) throws {
        let language = try #require(Language.named(name))
        let highlighter = try Fixtures.highlighter(language)
        let parser = Parser()
        for piece in Self.pieces {
            let code = String(repeating: piece, count: 400 / piece.utf8.count)
            #expect(Highlighter.accepts(code))
            guard let html = highlighter.html(of: code, by: parser) else { continue }
            let text = plain(String(decoding: html, as: UTF8.self))
            #expect(text == code, "\(name): \(piece.debugDescription)")
        }
    }

    @Test("No element goes over the end of a line", arguments: Language.all.map(\.grammar))
    func linesAreWhole(_ name: String) throws {
        let language = try #require(Language.named(name))
        let highlighter = try Fixtures.highlighter(language)
        for piece in Self.pieces + ["\"\"\"\n<\n\"\"\"", "/*\n&\n*/", "`\n${x\n}`"] {
            // Code that is slow to parse may be given up.
            let code = String(repeating: piece + "\n", count: 5)
            guard let bytes = highlighter.html(of: code, by: Parser()) else { continue }
            let html = String(decoding: bytes, as: UTF8.self)
            for line in html.split(separator: "\n", omittingEmptySubsequences: false) {
                #expect(line.matches(of: /<span/).count == line.matches(of: /<\/span>/).count)
                #expect(!line.contains(/<span[^>]*>[^<]*<span/))
            }
        }
    }

    @Test("After code that took too long, the parser is as good as new")
    func parserRecovers() throws {
        let highlighter = try Fixtures.highlighter(.python)
        let parser = Parser()
        let code = "def f(): pass\n"
        let expected = highlighter.html(of: code, by: parser)
        // Each `?` is an error, after which many ways to go on are kept.
        _ = highlighter.html(of: String(repeating: "a?b:", count: 4_000), by: parser)
        #expect(highlighter.html(of: code, by: parser) == expected)
    }

    /// Code of many characters is told by its name: an argument is printed with each test.
    fileprivate struct Code: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var text: String
        var isAccepted: Bool

        init(_ text: String, _ isAccepted: Bool) {
            self.init(text.debugDescription, text, isAccepted)
        }

        init(_ name: String, _ text: String, _ isAccepted: Bool) {
            (testDescription, self.text, self.isAccepted) = (name, text, isAccepted)
        }
    }

    @Test(
        "What a grammar can't be trusted with is left to others",
        arguments: [
            Code("x = 1\n", true), Code("", true), Code("a\tb\r\nc\u{C}", true), Code("é 😀", true),
            Code("a\0b", false), Code("\u{1B}[1m", false), Code("\u{1}", false),
            Code("a word of 16 KiB", String(repeating: "x", count: 16 << 10), true),
            Code("a longer word", String(repeating: "x", count: 16 << 10 + 1), false),
            Code("brackets without end", String(repeating: "(", count: 100_000), false),
            Code("50 MiB", String(repeating: "x", count: 50 << 20), false),
        ])
    fileprivate func accepts(_ code: Code) {
        #expect(Highlighter.accepts(code.text) == code.isAccepted)
    }
}
