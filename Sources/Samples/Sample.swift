/// A piece of code that the author wants run, as the runner gets it.
package struct Sample: Sendable, Hashable {
    /// The note's path in the vault, e.g. `Comparisons/Thread vs Asyncio.md`.
    package var note: String
    /// Unique in the note: `id=`, or `sample-N`.
    package var name: String
    /// First word of the info string, lower-cased.
    package var language: String
    /// All of the code, hidden lines included, as it runs.
    package var code: String
    /// Where `code` came from, so that errors are reported where the author wrote them.
    package var origin: CodeOrigin
    package var options: SampleOptions
    /// Contents of the files named in `inputs=`, by the name the sample sees.
    package var inputs: [String: [UInt8]]
    /// The `output` block behind the sample, if there is one.
    package var expectedOutput: ExpectedOutput?

    package init(
        note: String, name: String, language: String, code: String, origin: CodeOrigin,
        options: SampleOptions, inputs: [String: [UInt8]] = [:],
        expectedOutput: ExpectedOutput? = nil
    ) {
        self.note = note
        self.name = name
        self.language = language
        self.code = code
        self.origin = origin
        self.options = options
        self.inputs = inputs
        self.expectedOutput = expectedOutput
    }
}

extension Sample {
    /// Each is handed to the sandbox by a descriptor of its own, of which there are 64.
    package static let mostInputs = 48
    /// In all. The folder they lie in holds twice as much, so the sample has room of its own.
    package static let mostInputBytes = 32 << 20
}

/// Where the lines of a sample's code come from.
package struct CodeOrigin: Sendable, Hashable {
    /// A path in the vault: the note, or the file named by `file=`.
    package var file: String
    /// The 1-based line in `file` of the code's first line.
    package var firstLine: Int
    /// Bytes that list, quote or fence indentation take off each line; added to columns.
    package var indentation: Int

    package init(file: String, firstLine: Int, indentation: Int = 0) {
        self.file = file
        self.firstLine = firstLine
        self.indentation = indentation
    }
}

/// What the author expects a sample to print: `[..]` matches anything within a line, `...` alone on
/// a line any lines.
package struct ExpectedOutput: Sendable, Hashable {
    package var text: String
    /// The note's line of the first line of `text`.
    package var line: Int

    package init(text: String, line: Int) {
        self.text = text
        self.line = line
    }
}
