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
    /// For each line of `code`, the place it came from (the note's line, or a line of an included
    /// file), so that errors can be reported where the author wrote them.
    package var lineOrigins: LineOrigins
    package var options: SampleOptions
    /// Contents of the files named in `inputs=`, by the name the sample sees.
    package var inputs: [String: [UInt8]]
}

/// Where the lines of a sample's code come from.
package struct LineOrigins: Sendable, Hashable {
    /// The file (a path in the vault) and the 1-based line of the code's first line.
    package var file: String
    package var firstLine: Int
    /// What the container takes off before each line: added to columns.
    package var indentation: Int
}
