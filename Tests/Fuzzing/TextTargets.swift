import Foundation
import Markdown
import Samples

@testable import SiteGenerator

// The parsers that know one text alone.

func checkFrontMatter(_ bytes: [UInt8]) {
    let file = Array("---\n".utf8) + bytes + Array("\n---\ntext\n".utf8)
    let (matter, offset, line, diagnostics) = readFrontMatter(file, file: "A.md")
    let lines = file.count { $0 == 0x0A } + 1
    mustHold(offset <= file.count, "the text begins within the file")
    mustHold((1...lines).contains(line), "the text begins on a line of the file")
    checkPlaces(diagnostics, lines: file.count { $0 == 0x0A || $0 == 0x0D } + 1)
    _ = propertyLinks(matter.data)
}

func checkMarkdown(_ bytes: [UInt8]) {
    var forbidding = ParseOptions()
    forbidding.html = .forbid
    var plain = ParseOptions()
    plain.vaultSyntax = false
    for options in [forbidding, ParseOptions(), plain] {
        let parsed = parseMarkdown(bytes, options: options)
        checkPlaces(of: parsed, in: bytes)
        // The text that libcmark-gfm alone makes of a footnote's name over two lines may be cut within a
        // character; with vault syntax it never sees one.
        mustHold(
            !options.vaultSyntax
                || String(validating: parsed.body.bytes, as: UTF8.self) != nil, "the HTML is UTF-8")
        checkSlices(of: parsed)
    }
}

private func checkPlaces(of parsed: ParsedMarkdown, in bytes: [UInt8]) {
    let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
    let spans =
        parsed.links.map(\.span) + parsed.headings.map(\.span) + parsed.codeBlocks.map(\.span)
        + parsed.values.map(\.span) + parsed.formulas.map(\.span) + parsed.callouts.map(\.span)
        + parsed.tags.map(\.span) + parsed.blocks.map(\.span) + parsed.problems.map(\.span)
        + parsed.externalLinks.map(\.span)
    for span in spans {
        mustHold(
            span.start.line >= 1 && span.start.column >= 1 && span.start <= span.end
                && span.end.line <= lines, "\(span) lies within the \(lines) lines of the text")
    }
}

private func checkSlices(of parsed: ParsedMarkdown) {
    let pieces = 0...parsed.body.pieces.count
    let slices =
        parsed.headings.map(\.section) + parsed.blocks.map(\.pieces)
        + parsed.footnoteItems.map(\.pieces) + [parsed.footnotes]
    for slice in slices {
        mustHold(
            pieces.contains(slice.lowerBound) && pieces.contains(slice.upperBound),
            "\(slice) lies within the pieces of the text")
    }
}

func checkOptions(_ bytes: [UInt8]) {
    let info = String(decoding: bytes, as: UTF8.self)
    let problems = SampleOptions.parse(info: info).problems
    for problem in problems {
        mustHold((0...info.utf8.count).contains(problem.offset), "a mistake lies in the text")
        mustHold(!problem.message.isEmpty, "a mistake has a message")
    }
    mustHold(problems.map(\.offset) == problems.map(\.offset).sorted(), "mistakes are in order")
}

func checkSettings(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let (settings, diagnostics) = readConfiguration(
        text, defaultTitle: "Title", obsidian: ObsidianSettings(json: text))
    checkPlaces(diagnostics, lines: bytes.count { $0 == 0x0A || $0 == 0x0D } + 1)
    checkLimits(settings)
    for pattern in settings.ignore { _ = pattern.matches("Folder/Sub/A note.md") }
    for pattern in settings.ignoredLinks { _ = pattern.matches("https://example.org/a/b?c") }
}

/// Whatever is written under `limits`, samples and measurements can be started with it.
private func checkLimits(_ settings: Configuration) {
    let limits = settings.limits
    for seconds in [limits.timeoutSeconds, limits.maximumTimeoutSeconds, limits.patienceSeconds] {
        mustHold(durationBounds.contains(seconds), "\(seconds) s is a duration")
        _ = Duration.seconds(seconds)
    }
    for bytes in [limits.memoryBytes, limits.maximumMemoryBytes, limits.outputBytes] {
        mustHold(bytes >= 1024 && bytes < 1 << 40, "\(bytes) is a size")
    }
}

/// Places that a diagnostic names are in the file. Lines end as YAML's do.
func checkPlaces(_ diagnostics: [Diagnostic], lines: Int) {
    for diagnostic in diagnostics {
        mustHold(!diagnostic.message.isEmpty, "a diagnostic has a message")
        guard let span = diagnostic.span else { continue }
        mustHold(
            span.start.line >= 1 && span.start.column >= 1 && span.start <= span.end,
            "\(span) is a place: \(diagnostic.message)")
        mustHold(
            span.start.line <= lines + 1,
            "\(span) lies within \(lines) lines: \(diagnostic.message)")
    }
}
