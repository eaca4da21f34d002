import Testing

@testable import Samples

struct AcceptanceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var expected: String
        var printed: [String]
        var order = SampleOptions.OutputOrder.asPrinted
        var accepted: [String]
    }

    static let cases = [
        Case(
            testDescription: "a line that differs is replaced", expected: "a\nb\nc\n",
            printed: ["a", "B", "c"], accepted: ["a", "B", "c"]),
        Case(
            testDescription: "wildcards that hold stay", expected: "took [..] s\nold\n",
            printed: ["took 3 s", "new"], accepted: ["took [..] s", "new"]),
        Case(
            testDescription: "a wildcard that doesn't hold goes", expected: "took [..] s\n",
            printed: ["took 3 ms"], accepted: ["took 3 ms"]),
        Case(
            testDescription: "lines come and go", expected: "a\nb\nc\nd\n",
            printed: ["a", "c", "x", "d", "y"], accepted: ["a", "c", "x", "d", "y"]),
        Case(
            testDescription: "a gap stays where its neighbours hold", expected: "a\n...\nd\nold\n",
            printed: ["a", "b", "c", "d", "new"], accepted: ["a", "...", "d", "new"]),
        Case(
            testDescription: "a gap of no lines stays", expected: "a\n...\nb\nold\n",
            printed: ["a", "b"], accepted: ["a", "...", "b"]),
        Case(
            testDescription: "a gap beside a line that went is written out",
            expected: "one\n...\nthree\n", printed: ["one", "two", "now three"],
            accepted: ["one", "two", "now three"]),
        Case(
            testDescription: "an empty block takes all", expected: "", printed: ["a", "b"],
            accepted: ["a", "b"]),
        Case(
            testDescription: "nothing printed empties the block", expected: "a\nb\n", printed: [],
            accepted: []),
        Case(
            testDescription: "escapes, blanks and empty lines at the end don't count",
            expected: "old\n", printed: ["\u{1B}[31mred\u{1B}[0m  ", "", ""], accepted: ["red"]),
        Case(
            testDescription: "in any order, the author's order stays", expected: "c\nx\na\n",
            printed: ["b", "a", "c"], order: .any, accepted: ["c", "a", "b"]),
        Case(
            testDescription: "in any order, a pattern keeps its line", expected: "n [..]\nx\nx\n",
            printed: ["x", "y", "n 1"], order: .any, accepted: ["n [..]", "x", "y"]),
    ]

    @Test("A block accepts what was printed", arguments: cases)
    func accepts(_ item: Case) {
        let block = ExpectedOutput(text: item.expected, line: 1)
        let accepted = block.accepting(item.printed, order: item.order)
        #expect(accepted == item.accepted)
        let new = ExpectedOutput(text: accepted.map { $0 + "\n" }.joined(), line: 1)
        #expect(new.difference(from: item.printed, order: item.order) == nil)
    }

    @Test("The block accepts the printed output, whatever it contained before")
    func acceptsAnything() {
        var random = SplitMix64(seed: 4)
        func lines(_ words: [String]) -> [String] {
            (0..<Int.random(in: 0...8, using: &random)).map { _ in
                words.randomElement(using: &random) ?? ""
            }
        }
        for _ in 0..<2000 {
            let expected = lines(["a", "b", "c", "...", "[..]", "a[..]", ""])
            let printed = lines(["a", "b", "c", "ab", "", "x"])
            for order in [SampleOptions.OutputOrder.asPrinted, .any] {
                let block = ExpectedOutput(text: expected.joined(separator: "\n"), line: 1)
                let text = block.accepting(printed, order: order).joined(separator: "\n")
                let difference = ExpectedOutput(text: text, line: 1)
                    .difference(from: printed, order: order)
                #expect(difference == nil, "\(expected) \(printed) \(text)")
                if block.difference(from: printed, order: order) == nil {
                    #expect(plainLines(splitLines(text)) == plainLines(expected.map { $0[...] }))
                }
            }
        }
    }
}
