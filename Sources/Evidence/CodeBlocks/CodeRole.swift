package import Samples

/// What a code block of a note is for.
package enum CodeRole: Sendable {
    /// Shown, highlighted.
    case shown(CodeListing)
    /// Run, and shown with what came of it.
    case sample(SampleBlock)
    /// What the author expects the sample before it to print: checked, not shown.
    case expectedOutput
    /// Draws the comparison table of the note's front matter.
    case comparison
    /// Draws the measurement of this name.
    case measurement(String)
    case base
    /// A Graphviz drawing.
    case dot
    case mermaid
}

/// Code as a reader sees it.
package struct CodeListing: Sendable, Hashable {
    package var language: String
    package var code: String
    package var title: String?
    package var numbersLines = false
    package var highlightedLines: [ClosedRange<Int>] = []

    package init(
        language: String, code: String, title: String? = nil, numbersLines: Bool = false,
        highlightedLines: [ClosedRange<Int>] = []
    ) {
        self.language = language
        self.code = code
        self.title = title
        self.numbersLines = numbersLines
        self.highlightedLines = highlightedLines
    }
}

package struct SampleBlock: Sendable {
    package var sample: Sample
    package var shown: CodeListing
    /// Names of the runtimes it runs on.
    package var runtimes: [String]
    package var hidesCode: Bool
    package var hidesOutput: Bool
}

extension CodeRole {
    package var sample: SampleBlock? {
        if case .sample(let block) = self { block } else { nil }
    }
}
