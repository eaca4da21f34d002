import Testing

@testable import Markdown

@Suite(.enabled(if: SpecExamples.areThere, "shared/conformance is not here"))
struct ConformanceTests {
    @Test func examplesAreRead() {
        #expect(SpecExamples.all.count == 720)
    }

    @Test func plainMarkdownIsWhatTheLibraryPrints() {
        var options = ParseOptions()
        options.vaultSyntax = false
        for example in SpecExamples.all {
            let expected = referenceHTML(Array(example.markdown.utf8))
            #expect(plainHTML(example.markdown, options) == expected, "\(example)")
        }
    }
}
