package import Samples

/// The use of a code block in a note.
package enum CodeRole: Sendable {
    /// The code is shown with highlighting.
    case shown(CodeListing)
    /// The code is run, and shown with its result.
    case sample(SampleBlock)
    /// The output that the author expects of the sample before it. It is checked, but not shown.
    case expectedOutput
    /// A place for the comparison table of the note's front matter.
    case comparison
    /// A place for the drawing of the measurement of this name.
    case measurement(String)
    case base
    /// A Graphviz drawing.
    case dot
    case mermaid
}

/// Code as readers see it.
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
    /// The names of the runtimes that the sample runs on.
    package var runtimes: [String]
    package var hidesCode: Bool
    package var hidesOutput: Bool
}

extension CodeRole {
    package var sample: SampleBlock? {
        if case .sample(let block) = self { block } else { nil }
    }
}
