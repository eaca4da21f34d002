/// A piece of code that the author wants to run, in the form that the runner needs.
package struct Sample: Sendable, Hashable {
    /// The note's path in the vault, e.g. `Comparisons/Thread vs Asyncio.md`.
    package var note: String
    /// Unique in the note: `id=`, or `sample-N`.
    package var name: String
    /// The first word of the info string, in lower case.
    package var language: String
    /// The complete code as it runs, including hidden lines.
    package var code: String
    /// The source of `code`, so that errors are reported where the author wrote it.
    package var origin: CodeOrigin
    package var options: SampleOptions
    /// The contents of the files named in `inputs=`, by the name under which the sample sees them.
    package var inputs: [String: [UInt8]]
    /// The `output` block that follows the sample, if there is one.
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
    /// The limit on inputs. Each one takes a descriptor of the sandbox, and there are 64.
    package static let mostInputs = 48
    /// The limit on the total size of inputs. Their folder holds twice as much, so that the sample
    /// has room too.
    package static let mostInputBytes = 32 << 20
}

/// The source of the lines of a sample's code.
package struct CodeOrigin: Sendable, Hashable {
    /// A path in the vault: the note, or the file named by `file=`.
    package var file: String
    /// The 1-based line in `file` of the code's first line.
    package var firstLine: Int
    /// The bytes of list, quote or fence indentation that are removed from each line. They are
    /// added to columns.
    package var indentation: Int

    package init(file: String, firstLine: Int, indentation: Int = 0) {
        self.file = file
        self.firstLine = firstLine
        self.indentation = indentation
    }
}

/// The output that the author expects from a sample. `[..]` matches anything within a line, and
/// `...` alone on a line matches any lines.
package struct ExpectedOutput: Sendable, Hashable {
    package var text: String
    /// The note's line of the first line of `text`.
    package var line: Int

    package init(text: String, line: Int) {
        self.text = text
        self.line = line
    }
}
