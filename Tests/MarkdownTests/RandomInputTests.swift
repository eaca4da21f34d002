import Foundation
import TestSupport
import Testing

@testable import Markdown

/// Random texts that are composed of all syntax elements.
struct RandomInputTests {
    private static let pieces =
        [
            "a", "b c", " ", "  ", "    ", "\t", "\n", "\n\n", "\r\n", "\r", "[", "]", "[[", "]]",
            "![[",
            "![", "(", ")", "(u)", "[r]: u", "\\", "`", "``", "```", "~~~", "$", "$$", "%%", "^",
            "^[", "^id",
            " ^x", "==", "=", "*", "**", "_", "~~", "~", "#", "# ", "#t", "##", ">", "> ",
            "> [!note] ", "> [!x|y]- ",
            "- ", "- [ ] ", "- [/] ", "1. ", "|", "|-|-|", "\n|a|b|\n|-|-|\n|c|d|\n", "\\|", "<",
            ">", "<!--", "-->",
            "<b>", "</b>", "<div>", "<script>", "&amp;", "&", ";", "[^1]", "[^1]: ", "!", "www.x.y",
            "https://x.y/",
            "a@b.c", "---", "===", "é", "日本", "🎉", "\u{10FFFC}", "\u{10FFFD}",
            "\u{10FFFC}0\u{10FFFD}", "\u{FEFF}",
            "\u{A0}", "`= x`", "|", "'", "\"", ":", ".", ". ", "0", "12",
        ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xF4, 0x8F], [0xED, 0xA0, 0x80]]

    @Test(arguments: Seeds.first(40))
    func neverCrashesAndNeverLeaksATokenOrAPlace(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 1...60, using: &random) {
                text += Self.pieces.randomElement(using: &random) ?? []
            }
            check(text)
        }
    }

    private static let brackets = [
        "[", "[", "[^", "[^", "[\\^", "[&#94;", "^[", "[[", "]", "]", "]]", "[^1]", " ", "\n", "\r",
        "`", "(", ")", "\\", "*", "$", "<", ">", "<!--", "-->", "\n> ", "\n- ",
        "letter", "letter", "letter", "letter",
    ]

    @Test(arguments: Seeds.first(20))
    func allThatStandsAmongBracketsIsShown(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            // Each letter occurs once, and takes two bytes.
            var letters = (0xC0...0xD6).map { String(UnicodeScalar($0 as UInt8)) }[...]
            var text = ""
            for _ in 0..<Int.random(in: 3...25, using: &random) {
                let piece = Self.brackets.randomElement(using: &random) ?? ""
                text += piece == "letter" ? letters.popFirst() ?? "" : piece
            }
            // The words after a fence's language are not shown.
            if text.contains("```") { continue }
            let html = plainHTML(text + "\n\n[^1]: note\n")
            let shown = html + (html.removingPercentEncoding ?? "")
            let lost = text.filter { ("À"..."Ö").contains($0) && !shown.contains($0) }
            #expect(lost.isEmpty, "\(text.debugDescription): \(html.debugDescription)")
        }
    }

    private func check(_ text: [UInt8]) {
        let parsed = parseMarkdown(text)
        let lineCount = SourceText.lineStarts(of: text).count
        let spans =
            parsed.links.map(\.span) + parsed.headings.map(\.span) + parsed.codeBlocks.map(\.span)
            + parsed.values.map(\.span) + parsed.formulas.map(\.span) + parsed.callouts.map(\.span)
            + parsed.tags.map(\.span) + parsed.blocks.map(\.span) + parsed.problems.map(\.span)
        let isInRange = spans.allSatisfy {
            $0.start.line >= 1 && $0.end.line <= lineCount && $0.start <= $0.end
                && $0.start.column >= 1
        }
        let pieces = 0...parsed.body.pieces.count
        let slices =
            parsed.headings.map(\.section) + parsed.blocks.map(\.pieces) + [parsed.footnotes]
        let areSlices = slices.allSatisfy {
            pieces.contains($0.lowerBound) && pieces.contains($0.upperBound)
        }
        let html = plainHTML(parsed, headingIDs: true)
        // Characters of a token that stand in the text may be shown.
        let isLeaky =
            !text.contains(0xF4)
            && (html + parsed.plainText).unicodeScalars.contains {
                $0.value == 0x10FFFC || $0.value == 0x10FFFD
            }
        let areExact = parsed.links.filter { $0.syntax == .wikilink }.allSatisfy {
            slice(text, $0.span).map { $0.starts(with: "[[".utf8) || $0.starts(with: "![[".utf8) }
                ?? false
        }
        let isClosed = isBalanced(html, parsed)
        let isValid = String(validating: parsed.body.bytes, as: UTF8.self) != nil
        #expect(
            isInRange && areSlices && !isLeaky && areExact && isClosed && isValid,
            "\(String(decoding: text, as: UTF8.self).debugDescription)")
    }

    /// Returns the bytes of a span in one line.
    private func slice(_ text: [UInt8], _ span: SourceSpan) -> ArraySlice<UInt8>? {
        let starts = SourceText.lineStarts(of: text).map(Int.init)
        guard span.start.line == span.end.line else { return nil }
        let start = starts[span.start.line - 1]
        guard start + span.end.column - 1 <= text.count else { return nil }
        return text[start + span.start.column - 1..<start + span.end.column - 1]
    }

    /// True if every element is closed in order. It applies to texts without HTML of their own.
    private func isBalanced(_ html: String, _ parsed: ParsedMarkdown) -> Bool {
        let void: Set<Substring> = ["br", "hr", "img", "input"]
        let own = ["<b>", "</b>", "<div>", "<!--"].contains { html.contains($0) }
        if own { return true }
        var open: [Substring] = []
        for match in html.matches(of: /<(\/?)([a-z0-9]+)(?:\s[^<>]*)?>/) {
            let name = match.output.2
            if void.contains(name) { continue }
            if match.output.1.isEmpty {
                open.append(name)
            } else if open.popLast() != name {
                return false
            }
        }
        return open.isEmpty
    }
}
