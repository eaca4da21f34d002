import Evidence
import Files
import Foundation
import Markdown
import PreviewServer
import SiteGenerator
import Vault

/// Prints diagnostics with the source lines that they refer to.
struct DiagnosticPrinter {
    let format: OutputFormat
    /// The folder that is put before paths, as the user named it.
    let contentFolder: String
    let themeFolder: String
    let usesColour: Bool
    private var sources: [String: [Substring]] = [:]

    init(options: SharedOptions) {
        let environment = ProcessInfo.processInfo.environment
        format = options.format ?? (environment["GITHUB_ACTIONS"] == "true" ? .github : .text)
        contentFolder = options.content
        themeFolder = options.theme
        usesColour = environment["NO_COLOR"]?.isEmpty ?? true && isatty(STDERR_FILENO) == 1
    }

    /// - Parameter verdicts: the judged claims. Only `--format json` prints them; people read them
    ///   on the pages.
    mutating func print(_ diagnostics: [Diagnostic], verdicts: [JudgedClaim] = []) {
        switch format {
        case .text: writeText(diagnostics)
        case .github: for diagnostic in diagnostics { Swift.print(github(diagnostic)) }
        case .json: Swift.print(json(diagnostics, verdicts))
        }
    }

    /// Returns the path relative to the user's working directory.
    private func displayPath(_ file: String, in folder: Diagnostic.Folder = .content) -> String {
        if file.isEmpty { return "site" }
        if file.hasPrefix("/") { return file }
        let folder = folder == .theme ? themeFolder : contentFolder
        return (folder.hasSuffix("/") ? String(folder.dropLast()) : folder) + "/" + file
    }

    private func displayPath(_ diagnostic: Diagnostic) -> String {
        displayPath(diagnostic.file, in: diagnostic.folder)
    }

    // Text

    /// The most diagnostics of one code that are shown for one file; a thousand equal ones usually
    /// have one cause.
    private static let limit = 100

    private mutating func writeText(_ diagnostics: [Diagnostic]) {
        for (file, ofFile) in diagnostics.grouped(by: displayPath) {
            var counts: [DiagnosticCode: Int] = [:]
            for diagnostic in ofFile {
                counts[diagnostic.code, default: 0] += 1
                if counts[diagnostic.code, default: 0] <= Self.limit { write(text(diagnostic)) }
            }
            for (code, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue })
            where count > Self.limit {
                let more = "\(count - Self.limit) more like these [\(code.rawValue)]"
                write(paint(file.printable + ": ", "1") + more + "\n")
                write(paint("help: ", "1;32") + "--format json shows all\n")
            }
        }
    }

    private mutating func text(_ diagnostic: Diagnostic) -> String {
        let place = displayPath(diagnostic)
        var result = paint((place + position(diagnostic) + ": ").printable, "1")
        let colour =
            diagnostic.severity == .error
            ? "1;31" : diagnostic.severity == .warning ? "1;33" : "1;36"
        result += paint(diagnostic.severity.rawValue + ": ", colour)
        result += paint(diagnostic.message.printable, "1") + " [\(diagnostic.code.rawValue)]\n"
        result += excerpt(diagnostic)
        for note in diagnostic.notes {
            // Printed raw, a carriage return would overwrite the line.
            result += note.replacing("\r", with: "␍")
                .split(separator: "\n", omittingEmptySubsequences: false)
                .map { "  \(String($0).printable)\n" }.joined()
        }
        if let help = diagnostic.help { result += paint("help: ", "1;32") + help.printable + "\n" }
        return result
    }

    private mutating func position(_ diagnostic: Diagnostic) -> String {
        guard let start = diagnostic.span?.start else { return "" }
        return ":\(start.line):\(column(start, in: displayPath(diagnostic)))"
    }

    /// Converts a column from bytes to characters, which is how editors count.
    private mutating func column(_ position: SourcePosition, in path: String) -> Int {
        guard let line = line(position.line, of: path) else { return position.column }
        return String(decoding: line.utf8.prefix(position.column - 1), as: UTF8.self).count + 1
    }

    private mutating func excerpt(_ diagnostic: Diagnostic) -> String {
        guard let span = diagnostic.span,
            let line = line(span.start.line, of: displayPath(diagnostic)),
            line.utf8.count < 500
        else { return "" }
        let number = String(span.start.line)
        let before = String(decoding: line.utf8.prefix(span.start.column - 1), as: UTF8.self)
        let isOneLine = span.end.line == span.start.line
        let marked = String(
            decoding: line.utf8.dropFirst(span.start.column - 1)
                .prefix(isOneLine ? max(0, span.end.column - span.start.column) : line.utf8.count),
            as: UTF8.self)
        let indent = before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: $0.columns) }
        let width = max(1, marked.reduce(0) { $0 + $1.columns })
        let margin = String(repeating: " ", count: number.count)
        return " \(number) | \(String(line).printable)\n \(margin) | \(indent.joined())"
            + paint(String(repeating: "^", count: width), "1;31") + "\n"
    }

    private mutating func line(_ number: Int, of path: String) -> Substring? {
        if sources[path] == nil {
            sources[path] =
                readText(path)?
                .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) ?? []
        }
        guard let lines = sources[path], lines.indices.contains(number - 1) else { return nil }
        return lines[number - 1]
    }

    private func paint(_ text: String, _ style: String) -> String {
        usesColour ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
    }

    /// Converts a diagnostic for the overlay in the browser.
    ///
    /// - Parameter isNew: true if the last save brought it.
    mutating func overlay(_ diagnostic: Diagnostic, isNew: Bool) -> OverlayDiagnostic {
        OverlayDiagnostic(
            severity: diagnostic.severity == .error ? .error : .warning,
            file: displayPath(diagnostic), line: diagnostic.span?.start.line ?? 0,
            column: diagnostic.span.map { column($0.start, in: displayPath(diagnostic)) } ?? 0,
            code: diagnostic.code.rawValue,
            message: ([diagnostic.message] + diagnostic.notes).joined(separator: "\n"),
            excerpt: excerpt(diagnostic), help: diagnostic.help, isNew: isNew)
    }

    // Machines

    private mutating func github(_ diagnostic: Diagnostic) -> String {
        func escape(_ text: String, isProperty: Bool = false) -> String {
            var text = text.replacing("%", with: "%25").replacing("\r", with: "%0D")
                .replacing("\n", with: "%0A")
            if isProperty { text = text.replacing(":", with: "%3A").replacing(",", with: "%2C") }
            return text
        }
        let level =
            switch diagnostic.severity {
            case .error: "error"
            case .warning: "warning"
            case .note: "notice"
            }
        var properties = "file=\(escape(displayPath(diagnostic), isProperty: true))"
        if let start = diagnostic.span?.start {
            properties += ",line=\(start.line),col=\(column(start, in: displayPath(diagnostic)))"
        }
        properties += ",title=\(diagnostic.code.rawValue)"
        let lines =
            [diagnostic.message] + diagnostic.notes
            + (diagnostic.help.map { ["help: " + $0] } ?? [])
        return "::\(level) \(properties)::\(escape(lines.joined(separator: "\n")))"
    }

    private mutating func json(_ diagnostics: [Diagnostic], _ verdicts: [JudgedClaim]) -> String {
        let entries = diagnostics.map { diagnostic in
            JSONEntry.diagnostic(
                JSONDiagnostic(
                    diagnostic, file: displayPath(diagnostic),
                    column: diagnostic.span.map { column($0.start, in: displayPath(diagnostic)) },
                    endColumn: diagnostic.span.map { column($0.end, in: displayPath(diagnostic)) }))
        }
        let judged = verdicts.map { verdict in
            JSONEntry.verdict(
                JSONVerdict(
                    verdict, file: displayPath(verdict.file),
                    column: column(verdict.span.start, in: displayPath(verdict.file))))
        }
        return (entries + judged).json
    }
}

extension [Diagnostic] {
    /// Groups neighbouring diagnostics that concern the same file.
    fileprivate func grouped(by path: (Diagnostic) -> String) -> [(path: String, [Diagnostic])] {
        var groups: [(path: String, [Diagnostic])] = []
        for diagnostic in self {
            let path = path(diagnostic)
            if groups.last?.path == path {
                groups[groups.count - 1].1.append(diagnostic)
            } else {
                groups.append((path, [diagnostic]))
            }
        }
        return groups
    }
}

/// Writes to standard error, so that standard output holds nothing but the result of `--format
/// json`. A failed write, for example to a full disk, is ignored: it must not end a build.
func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
            Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count)
        }
        if count < 0, errno == EINTR || errno == EAGAIN { continue }
        if count <= 0 { return }
        rest = rest.dropFirst(count)
    }
}

extension String {
    /// The text with control characters replaced by visible symbols, so that a note can't send
    /// commands to the terminal.
    fileprivate var printable: String {
        let isControl = { (scalar: Unicode.Scalar) in
            scalar.value < 0x20 && scalar != "\t" && scalar != "\n" || scalar.value == 0x7F
                || (0x80...0x9F).contains(scalar.value)
        }
        guard unicodeScalars.contains(where: isControl) else { return self }
        return String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    guard isControl(scalar) else { return scalar }
                    return scalar.value < 0x20
                        ? Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
                        : scalar.value == 0x7F ? "\u{2421}" : "\u{FFFD}"
                }))
    }
}

extension Character {
    /// The number of terminal columns: two for CJK and emoji, approximated by a table of ranges.
    fileprivate var columns: Int {
        guard let value = unicodeScalars.first?.value, value >= 0x1100 else { return 1 }
        switch value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
