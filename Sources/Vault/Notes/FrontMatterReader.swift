import Basics
import Markdown

/// Splits a note's bytes into front matter and text, and reads the front matter.
///
/// - Returns: the front matter; the offset and the 1-based line at which the text begins; the
///   problems found. If front matter can't be read, its properties are lost, but never the text.
package func readFrontMatter(
    _ bytes: [UInt8], file: String
) -> (frontMatter: FrontMatter, bodyOffset: Int, bodyLine: Int, diagnostics: [Diagnostic]) {
    guard let block = findFrontMatter(bytes) else {
        return (FrontMatter(), byteOrderMark(bytes), 1, [])
    }
    guard let end = block.end else {
        let diagnostic = Diagnostic(
            .error, .yamlInvalid, file: file, span: SourceSpan(line: 1, column: 1, length: 3),
            "the front matter that begins here has no end",
            help: "close it with a line that holds only ---")
        return (FrontMatter(), byteOrderMark(bytes), 1, [diagnostic])
    }
    let yaml = String(decoding: bytes[block.yaml], as: UTF8.self)
    var (node, diagnostics) = readYAML(yaml, file: file, firstLine: 2)
    if let read = node, read.entries == nil, !read.isNull {
        diagnostics.append(
            Diagnostic(
                .error, .yamlInvalid, file: file, span: read.span,
                "front matter must be a map of properties, and this is \(read.kindDescription)",
                help: "write each property as `name: value` on a line of its own"))
        node = nil
    }
    var reader = PropertyReader(file: file)
    var frontMatter = reader.frontMatter(node)
    if node == nil, isWithheld(yaml) {
        frontMatter.isPublished = false
        frontMatter.isWithheldByMistake = true
    }
    return (frontMatter, end.offset, end.line, diagnostics + reader.diagnostics)
}

/// True if front matter that can't be read says, on a line of its own, that its note is not to be
/// published.
private func isWithheld(_ yaml: String) -> Bool {
    yaml.split(whereSeparator: \.isNewline).contains { line in
        let parts = line.split(separator: ":", maxSplits: 1).map(\.trimmed)
        return parts == ["publish", "false"] || parts == ["draft", "true"]
    }
}

private func byteOrderMark(_ bytes: [UInt8]) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
}

/// Finds the `---` … `---` at the very top. `end` is nil if the closing line is missing and the
/// first line after the opening one looks like a property (else the line is a thematic break, not
/// front matter).
private func findFrontMatter(
    _ bytes: [UInt8]
) -> (yaml: Range<Int>, end: (offset: Int, line: Int)?)? {
    var position = byteOrderMark(bytes)
    var line = 0
    var yamlStart = 0
    var firstLineIsProperty = false
    while position < bytes.count {
        var next = position
        while next < bytes.count, bytes[next] != 0x0A { next += 1 }
        var content = bytes[position..<next]
        next = min(next + 1, bytes.count)
        while let last = content.last, last == 0x20 || last == 0x09 || last == 0x0D {
            content.removeLast()
        }
        line += 1
        if line == 1 {
            guard content.elementsEqual("---".utf8) else { return nil }
            yamlStart = next
        } else if content.elementsEqual("---".utf8) || content.elementsEqual("...".utf8) {
            return (yamlStart..<position, (next, line + 1))
        } else if line == 2 {
            firstLineIsProperty = content.contains(UInt8(ascii: ":")) && content.first != 0x20
        }
        position = next
    }
    return firstLineIsProperty ? (yamlStart..<bytes.count, nil) : nil
}
