import Testing

@testable import Markdown

@Suite(.enabled(if: SpecExamples.areThere, SpecExamples.absence))
struct ConformanceTests {
    @Test func allExamplesAreRead() {
        let read = Dictionary(grouping: SpecExamples.all, by: \.file).mapValues(\.count)
        #expect(read == SpecExamples.counts)
    }

    @Test func plainMarkdownIsWhatTheLibraryPrints() {
        var options = ParseOptions()
        options.vaultSyntax = false
        options.html = .allow
        for example in SpecExamples.all {
            let expected = referenceHTML(Array(example.markdown.utf8))
            #expect(plainHTML(example.markdown, options) == expected, "\(example)")
        }
    }

    /// The specification assumes that an extension is on for its own examples only; ours all are
    /// on. And it is newer than the library, which nests bold text in bold text and knows an older rule
    /// for comments. So what is printed may differ there, and only there.
    @Test func plainMarkdownIsWhatTheSpecificationSays() {
        var options = ParseOptions()
        options.vaultSyntax = false
        options.html = .allow
        let strong = /<\/?strong>/
        let different = SpecExamples.all.filter {
            $0.file == "gfm.txt" && plainHTML($0.markdown, options) != $0.html
        }
        for example in different {
            let isFiltered = example.html.contains(
                /<\/?(script|style|textarea|title|iframe|xmp|noembed|noframes|plaintext)/)
            let isLinked = example.markdown.contains(/https?:|www\.|@|ftp:/)
            let isTask = example.html.contains("checkbox")
            let isTable = example.html.contains("<table")
            let ours = plainHTML(example.markdown, options)
            let isNested =
                ours.replacing(strong, with: "") == example.html.replacing(strong, with: "")
            let isComment = example.markdown.contains("<!--")
            #expect(
                isFiltered || isLinked || isTask || isTable || isNested || isComment, "\(example)")
        }
        #expect(different.count <= 23)
    }

    /// Uses our own parser and renderer with vault syntax enabled: text that contains none of it
    /// must give the library's output.
    @Test func markdownWithoutVaultSyntaxIsUntouchedByIt() {
        var leftOut: [(example: SpecExample, reasons: [String])] = []
        for example in SpecExamples.all {
            let bytes = Array(example.markdown.utf8)
            let reasons = vaultSyntax(in: bytes)
            guard reasons.isEmpty else {
                leftOut.append((example, reasons))
                continue
            }
            let html = withoutAdditions(plainHTML(example.markdown))
            #expect(html == referenceHTML(bytes), "\(example)")
        }
        #expect(leftOut.count <= 10, "\(report(leftOut))")
        #expect(leftOut.allSatisfy { holdsVaultSigns($0.example.markdown) })
    }

    /// Prints the examples that were left out, with their places and reasons.
    private func report(_ leftOut: [(example: SpecExample, reasons: [String])]) -> String {
        let total = SpecExamples.all.count
        let compared = total - leftOut.count
        let lines = leftOut.map { "  \($0.example): \($0.reasons.joined(separator: ", "))" }
        return "\(compared) of \(total) examples compared, \(leftOut.count) left out:\n"
            + lines.joined(separator: "\n")
    }

    /// True if the text contains vault syntax. This check uses no parser, so that a parser that
    /// sees vault syntax everywhere is caught.
    private func holdsVaultSigns(_ markdown: String) -> Bool {
        let signs: [Regex<Substring>] = [
            /\[\[/, /\$[^$]+\$/, /%%/, /==/, /\^\[/, /\s\^[\w-]+\s/, /(?:^|\s)#\p{L}/,
            /[-*+] \[[^ x]\]/, /\[!/,
        ]
        return signs.contains { markdown.contains($0) }
    }

    /// Returns the constructs of vault syntax in the text.
    private func vaultSyntax(in bytes: [UInt8]) -> [String] {
        let tree = parseTree(SourceText(bytes, firstLine: 1), options: ParseOptions())
        var reasons: Set<String> = []
        for placeholder in tree.placeholders.placeholders
        where placeholder.kind != .comment || !placeholder.source.isEmpty {
            reasons.insert("\(placeholder.kind)")
        }
        var index: Document.NodeIndex? = 0
        while let current = index {
            let node = tree.document.nodes[Int(current)]
            switch node.kind {
            case .tag, .mark: reasons.insert("\(node.kind)")
            case .item where node.flags.contains(.task) && ![0x20, 0x78].contains(node.number):
                reasons.insert("task state")
            default: break
            }
            index = tree.document.following(current, within: 0)
        }
        if !tree.document.blockIDs.isEmpty { reasons.insert("block id") }
        return reasons.sorted()
    }

    /// Takes out what we add to the library's output: the box around a table, a cell's alignment as a class,
    /// a task's state and label.
    private func withoutAdditions(_ html: String) -> String {
        html.replacing(
            "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">\n",
            with: ""
        )
        .replacing("</table>\n</div>\n", with: "</table>\n")
        .replacing(/<(t[hd]) class="align-(\w+)">/) { "<\($0.1) align=\"\($0.2)\">" }
        .replacing(/\ class="task" data-task="."/, with: "")
        .replacing(/\ disabled="" aria-label="[^"]*"/, with: " disabled=\"\"")
    }
}
