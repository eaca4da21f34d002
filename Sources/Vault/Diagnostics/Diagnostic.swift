import Files
package import Markdown

/// A problem of the content, reported to the person who will fix it.
package struct Diagnostic: Sendable, Hashable, Codable {
    package enum Severity: String, Sendable, Hashable, Codable { case error, warning, note }

    /// The folder that a path is relative to; the printer puts it before the path.
    package enum Folder: String, Sendable, Hashable, Codable { case content, theme }

    package var severity: Severity
    package var code: DiagnosticCode
    package var folder = Folder.content
    /// The path in ``folder``; empty if the problem belongs to no file.
    package var file: String
    /// The place in the file; nil if the problem concerns the file as a whole.
    package var span: SourceSpan?
    /// Names what was found, as a sentence without its full stop.
    package var message: String
    /// Further facts, such as the other file of a collision, or a diff.
    package var notes: [String]
    /// How to fix the problem.
    package var help: String?

    package init(
        _ severity: Severity, _ code: DiagnosticCode, file: String, span: SourceSpan? = nil,
        _ message: String, notes: [String] = [], help: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.file = file
        self.span = span
        self.message = message
        self.notes = notes
        self.help = help
    }
}

extension Diagnostic: Comparable {
    /// Orders diagnostics by file, line and column, as they are reported.
    package static func < (a: Self, b: Self) -> Bool {
        if a.file != b.file { return a.file < b.file }
        let start = SourcePosition(line: 0, column: 0)
        let (p, q) = (a.span?.start ?? start, b.span?.start ?? start)
        if p != q { return p < q }
        return (a.code.rawValue, a.message) < (b.code.rawValue, b.message)
    }
}

extension SourceSpan {
    /// Creates a span of `length` bytes in one line; a single place without `length`.
    package init(line: Int, column: Int, length: Int = 0) {
        self.init(
            start: SourcePosition(line: line, column: column),
            end: SourcePosition(line: line, column: column + length))
    }
}
