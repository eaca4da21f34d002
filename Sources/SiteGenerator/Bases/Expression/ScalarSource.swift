import Markdown

/// The lines of a base as they stand in their file, so that a message can point into a YAML value.
struct YAMLLines: Sendable {
    let lines: [[UInt8]]
    /// The file's line on which the first of `lines` stands.
    let firstLine: Int
    /// Columns that the file has before each line (of a code block in a list or quote).
    let indentation: Int

    init(_ yaml: String, firstLine: Int, indentation: Int) {
        lines = yaml.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            Array(line.last == 0x0D ? line.dropLast() : line)
        }
        self.firstLine = firstLine
        self.indentation = indentation
    }

    /// From the reader's own span, whose column counts characters, to one of the file's bytes.
    func span(_ span: SourceSpan) -> SourceSpan {
        SourceSpan(start: position(span.start), end: position(span.end))
    }

    private func position(_ position: SourcePosition) -> SourcePosition {
        let byte = byteColumn(line: position.line - firstLine, column: position.column)
        return SourcePosition(line: position.line, column: byte + 1 + indentation)
    }

    /// The offset in the line of the character in (1-based) `column`.
    func byteColumn(line: Int, column: Int) -> Int {
        guard lines.indices.contains(line) else { return max(0, column - 1) }
        var characters = 0
        for (offset, byte) in lines[line].enumerated() where byte & 0xC0 != 0x80 {
            if characters == column - 1 { return offset }
            characters += 1
        }
        return lines[line].count + max(0, column - 1 - characters)
    }
}

/// Where the text of one YAML value stands: plain, quoted, or a block (`|`, `>`).
package struct ScalarSource: Sendable {
    let lines: YAMLLines
    /// As the YAML reader gives it: of the quotation mark, block sign or first character.
    let span: SourceSpan
    let text: String

    /// The place of a range of bytes of ``text``; of the value's beginning where its form is one
    /// that can't be followed (an anchor, a tag).
    func span(of range: Range<Int>) -> SourceSpan {
        let places = locate([range.lowerBound, range.upperBound])
        let (start, end) = (places[0], places[1])
        return SourceSpan(start: start, end: end.line == start.line ? max(start, end) : start)
    }

    private func locate(_ offsets: [Int]) -> [SourcePosition] {
        let line = span.start.line - lines.firstLine
        let byte = lines.byteColumn(line: line, column: span.start.column)
        guard lines.lines.indices.contains(line), byte < lines.lines[line].count else {
            return offsets.map { _ in position(line, byte) }
        }
        let style = lines.lines[line][byte]
        return offsets.map { offset in
            switch style {
            case UInt8(ascii: "|"), UInt8(ascii: ">"):
                locateInBlock(offset, headerLine: line, isFolded: style == UInt8(ascii: ">"))
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                locateInFlow(offset, line: line, byte: byte + 1, quote: style)
            case text.utf8.first ?? 0: locateInFlow(offset, line: line, byte: byte, quote: nil)
            default: position(line, byte)
            }
        }
    }

    private func position(_ line: Int, _ byte: Int) -> SourcePosition {
        SourcePosition(line: line + lines.firstLine, column: byte + 1 + lines.indentation)
    }

    /// Walks over a plain or quoted value, whose line breaks are folded into spaces.
    private func locateInFlow(
        _ offset: Int, line: Int, byte: Int, quote: UInt8?
    ) -> SourcePosition {
        var (line, byte, decoded) = (line, byte, 0)
        while decoded < offset, lines.lines.indices.contains(line) {
            let content = lines.lines[line]
            if content[min(byte, content.count)...].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                // One break is a space; each empty line behind it stands for a break of its own.
                var next = line + 1
                while next < lines.lines.count,
                    lines.lines[next].allSatisfy({ $0 == 0x20 || $0 == 0x09 })
                {
                    next += 1
                }
                guard next < lines.lines.count else { break }
                decoded += max(1, next - line - 1)
                line = next
                byte = lines.lines[line].prefix { $0 == 0x20 || $0 == 0x09 }.count
                continue
            }
            let (raw, value) = unit(content, byte, quote)
            byte += raw
            decoded += value
        }
        return position(line, byte)
    }

    /// How many bytes one unit takes in the file, and how many in the text.
    private func unit(_ line: [UInt8], _ byte: Int, _ quote: UInt8?) -> (raw: Int, decoded: Int) {
        let next = byte + 1 < line.count ? line[byte + 1] : 0
        if quote == UInt8(ascii: "'"), line[byte] == quote, next == quote { return (2, 1) }
        guard quote == UInt8(ascii: "\""), line[byte] == UInt8(ascii: "\\") else { return (1, 1) }
        let digits: Int
        switch next {
        case UInt8(ascii: "x"): digits = 2
        case UInt8(ascii: "u"): digits = 4
        case UInt8(ascii: "U"): digits = 8
        case UInt8(ascii: "N"), UInt8(ascii: "_"): return (2, 2)
        case UInt8(ascii: "L"), UInt8(ascii: "P"): return (2, 3)
        case 0: return (1, 0)
        default: return (2, 1)
        }
        let code = line.dropFirst(byte + 2).prefix(digits)
        let scalar = UInt32(String(decoding: code, as: UTF8.self), radix: 16).flatMap(
            Unicode.Scalar.init)
        return (2 + digits, scalar.map(UTF8.width) ?? 1)
    }

    /// In a folded block (`>`) the break before empty lines is not part of the text.
    private func locateInBlock(_ offset: Int, headerLine: Int, isFolded: Bool) -> SourcePosition {
        func isBlank(_ line: Int) -> Bool { lines.lines[line].allSatisfy { $0 == 0x20 } }
        var line = headerLine + 1
        guard let first = (line..<lines.lines.count).first(where: { !isBlank($0) }) else {
            return position(headerLine, 0)
        }
        let margin = lines.lines[first].prefix { $0 == 0x20 }.count
        var left = offset
        while line < lines.lines.count - 1 {
            let length = max(0, lines.lines[line].count - margin)
            if left <= length, !(left == length && isBlank(line)) { break }
            left -= length + (isFolded && !isBlank(line) && isBlank(line + 1) ? 0 : 1)
            line += 1
        }
        return position(line, min(margin + max(0, left), lines.lines[line].count))
    }
}
