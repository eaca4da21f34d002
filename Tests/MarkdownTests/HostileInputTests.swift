import Foundation
import Testing

@testable import Markdown

/// A text that grows with a number, and takes more than linear time if something is amiss.
private struct Growing: Sendable, CustomTestStringConvertible {
    var name: String
    var text: @Sendable (Int) -> String

    init(_ name: String, _ text: @escaping @Sendable (Int) -> String) {
        self.name = name
        self.text = text
    }

    init(_ unit: String) {
        name = unit.debugDescription
        text = { String(repeating: unit, count: $0) }
    }

    var testDescription: String { name }
}

@Suite(.serialized)
struct HostileInputTests {
    @Test(
        .disabled(
            if: ProcessInfo.processInfo.environment["SANITIZER"] == "thread",
            "what the sanitizer adds grows faster than the text"),
        arguments: [
            Growing(">"), Growing("> "), Growing("["), Growing("!["), Growing("- "), Growing("1. "),
            Growing("[[ "), Growing("[[a|"), Growing("![["), Growing("[[a]"), Growing("[[a]]"),
            Growing("]]"), Growing("$a "), Growing("$a"), Growing("$$ a"), Growing("$$\n"),
            Growing("$$ a\n\n"), Growing("%% "), Growing("%%%"), Growing("%% a\n"), Growing("== "),
            Growing("==a "), Growing("a==b=="), Growing("**a "), Growing("^["), Growing("^[a "),
            Growing("^[a]"), Growing("^[a\n"), Growing("`a"), Growing("``` ` "),
            Growing("`` %% a\n"),
            Growing("<!-- "), Growing("a <!-- a\n"), Growing("a <!-- b -->\n"), Growing("<a "),
            Growing("&"), Growing("&amp;"), Growing("[^a]"), Growing("[^a]: x\n\n"),
            Growing("~~a "),
            Growing("www.a.b "), Growing("a@"), Growing("[x]: y\n"), Growing("[x\n"),
            Growing("[a][b]"),
            Growing("|"), Growing("|a|b|c|\n|-|-|\n"), Growing("a\n|-|-|\n"), Growing("![[]()"),
            Growing("\\[="), Growing("#t "), Growing("#t"), Growing("a ^id\n\n"),
            Growing("> [!note] a\n\n"),
            Growing("> [!"), Growing("- [/] a\n"), Growing("# a\n"), Growing("<script>\n"),
            Growing("<title>"), Growing("```\n%%\n"), Growing("    %%\n\n"), Growing("[[a]] b. "),
            Growing("\u{10FFFC}1\u{10FFFD}"), Growing("a\r"), Growing("[a](<b"),
            Growing("<!--\n%%\n-->\n\n"),
            Growing("closed brackets") { rep("[", $0) + rep("]", $0) },
            Growing("nested images") { rep("![", $0) + rep("](b)", $0) },
            Growing("[^a\n"), Growing("[^a\n]"), Growing("[^a "), Growing("[[^a"), Growing("![^a "),
            Growing("$a [^ "),
            Growing("nested inline footnotes") { rep("^[", $0) + rep("]", $0) },
            Growing("nested emphasis") { rep("*a **a ", $0) + rep("b** b*", $0) },
            Growing("wide table") { rep("|a", $0) + "\n" + rep("|-", $0) + "\n" + rep("|b", $0) },
            Growing("long table") { "|a|b|\n|-|-|\n" + rep("|[[x|y]]|b|\n", $0) },
            Growing("footnotes") { (0..<$0).map { "[^\($0)]: x\n\ny[^\($0)]\n\n" }.joined() },
            Growing("references") { (0..<$0).map { "[a\($0)]: /x\n[a\($0)]\n\n" }.joined() },
            Growing("long sentence") { rep("word ", $0) + rep("[[a]] ", $0) },
        ] as [Growing])
    fileprivate func takesLinearTime(_ input: Growing) {
        #if DEBUG
            let size = 500
        #else
            let size = 5000
        #endif
        // Linear is 4, quadratic 16; a small text's time is mostly noise, and where a limit lies
        // between the two sizes, the larger one takes another way. Of what is quadratic no attempt
        // succeeds.
        let isLinear = [1, 1, 2, 4, 4].contains { factor in
            let small = Array(input.text(size * factor).utf8)
            let large = Array(input.text(size * factor * 4).utf8)
            return seconds(large) < 9 * max(seconds(small), 0.002)
        }
        #expect(isLinear)
    }

    /// Time of this thread on the processor, so that others don't count; the best of two.
    private func seconds(_ bytes: [UInt8]) -> Double {
        (0..<2).map { _ in
            let start = processorTime()
            _ = parseMarkdown(bytes)
            return processorTime() - start
        }.min() ?? 0
    }

    private func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    @Test(arguments: [">", "> ", "- ", "[", "![", "[[", "^[", "*a **b ", "==", "> [!note] ", "1. "])
    func tenThousandLevelsAreSurvived(_ unit: String) {
        for options in [ParseOptions(), plainOptions] {
            let text = rep(unit, 10_000)
            let parsed = parseMarkdown(Array((text + "x\n" + text).utf8), options: options)
            #expect(!parsed.body.bytes.isEmpty)
        }
    }

    @Test func tenThousandListsByIndentationAreSurvived() {
        let text = (0..<1000).map { rep("  ", $0) + "- a\n" }.joined()
        #expect(plainHTML(text).matches(of: /<ul>/).count == 1000)
    }

    @Test func aHugeNoteLosesNothing() {
        #if DEBUG
            let size = 2 << 20
        #else
            let size = 50 << 20
        #endif
        let paragraph = "Some *text* with a [[link]], `code` and a #tag.\n\n"
        let count = size / paragraph.utf8.count
        let parsed = parseMarkdown(Array(rep(paragraph, count).utf8))
        #expect(parsed.links.count == count)
        #expect(parsed.tags.count == count)
        #expect(parsed.links.last?.span.start.line == count * 2 - 1)
    }

    private var plainOptions: ParseOptions {
        var options = ParseOptions()
        options.vaultSyntax = false
        return options
    }
}

private func rep(_ unit: String, _ count: Int) -> String { String(repeating: unit, count: count) }
