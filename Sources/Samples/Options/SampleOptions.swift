/// What stands behind the language in the info string of a fenced block.
package struct SampleOptions: Sendable, Hashable {
    package enum Run: Sendable, Hashable { case byDefault, always, never }
    package enum OutputOrder: Sendable, Hashable { case asPrinted, any }

    // What reaches the process: part of the record's key.
    package var arguments: [String] = []
    package var standardInput = ""
    package var environment: [String: String] = [:]
    /// Names of runtimes; empty means the language's first.
    package var runtimes: [String] = []
    package var timeoutSeconds: Double?
    package var memoryBytes: Int?
    package var inputs: [String] = []
    package var traces = false

    // What must come of it.
    package var run = Run.byDefault
    package var exits: Int?
    package var raises: String?
    package var order = OutputOrder.asPrinted
    package var measure: String?
    package var subject: String?

    // How it is shown: never part of the key.
    package var id: String?
    package var title: String?
    package var hidesCode = false
    package var hidesOutput = false
    package var numbersLines = false
    /// 1-based lines of the shown code.
    package var highlightedLines: [ClosedRange<Int>] = []
    /// `file=path#anchor`, split at the first `#`.
    package var file: String?
    package var fileAnchor: String?

    package init() {}
}

/// A mistake in an info string: what was found, and what the rule is.
package struct OptionProblem: Sendable, Hashable {
    /// UTF-8 offset in the info string.
    package var offset: Int
    package var found: String
    package var message: String
    package var help: String?
}
