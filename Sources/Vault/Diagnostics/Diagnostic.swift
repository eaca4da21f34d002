import Files
package import Markdown

/// Something wrong with the content, said to the person who will mend it.
package struct Diagnostic: Sendable, Hashable, Codable {
    package enum Severity: String, Sendable, Hashable, Codable { case error, warning, note }

    /// What a path is relative to; the printer puts it before the path.
    package enum Folder: String, Sendable, Hashable, Codable { case content, theme }

    package var severity: Severity
    package var code: DiagnosticCode
    package var folder = Folder.content
    /// A path in ``folder``; empty when no file is to blame.
    package var file: String
    /// Nil when it is about the file as a whole.
    package var span: SourceSpan?
    /// Names what was found, as a sentence without its full stop.
    package var message: String
    /// More to see: the other side of a collision, a diff.
    package var notes: [String]
    /// How to mend it.
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
    /// By file, line and column: the order in which they are reported.
    package static func < (a: Self, b: Self) -> Bool {
        if a.file != b.file { return a.file < b.file }
        let start = SourcePosition(line: 0, column: 0)
        let (p, q) = (a.span?.start ?? start, b.span?.start ?? start)
        if p != q { return p < q }
        return (a.code.rawValue, a.message) < (b.code.rawValue, b.message)
    }
}

extension SourceSpan {
    /// A single place, or `length` bytes of one line.
    package init(line: Int, column: Int, length: Int = 0) {
        self.init(
            start: SourcePosition(line: line, column: column),
            end: SourcePosition(line: line, column: column + length))
    }
}
