/// The options that follow the language in the info string of a fenced block.
package struct SampleOptions: Sendable, Hashable {
    package enum Run: Sendable, Hashable { case byDefault, always, never }
    package enum OutputOrder: Sendable, Hashable { case asPrinted, any }

    // These options reach the process. They are part of the record's key.
    package var arguments: [String] = []
    package var standardInput = ""
    package var environment: [String: String] = [:]
    /// The names of runtimes; empty means the language's first runtime.
    package var runtimes: [String] = []
    package var timeoutSeconds: Double?
    package var memoryBytes: Int?
    package var inputs: [String] = []
    package var traces = false

    // These options say what is expected of the run.
    package var run = Run.byDefault
    package var exits: Int?
    package var raises: String?
    package var order = OutputOrder.asPrinted
    package var measure: String?
    package var subject: String?

    // These options affect how the sample is shown. They are never part of the key.
    package var id: String?
    package var title: String?
    package var hidesCode = false
    package var hidesOutput = false
    package var numbersLines = false
    /// 1-based lines of the code as shown.
    package var highlightedLines: [ClosedRange<Int>] = []
    /// The value of `file=path#anchor`, split at the first `#`.
    package var file: String?
    package var fileAnchor: String?

    package init() {}
}

/// A mistake in an info string, with the text that was found and the rule.
package struct OptionProblem: Sendable, Hashable {
    /// The UTF-8 offset in the info string.
    package var offset: Int
    package var found: String
    package var message: String
    package var help: String?

    package init(offset: Int, found: String, message: String, help: String? = nil) {
        self.offset = offset
        self.found = found
        self.message = message
        self.help = help
    }
}
