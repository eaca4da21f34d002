package import Markdown

/// The lines of a base as they are in its file, so that a message can point into a YAML value.
package struct YAMLLines: Sendable {
    /// A byte of a line, both counted from 0.
    package struct Place {
        package var line: Int
        package var byte: Int
    }

    private let lines: [[UInt8]]
    /// The number of the first line in the file.
    package let firstLine: Int
    /// The number of columns that the file has before each line, for a code block in a list or quote.
    private let indentation: Int

    init(_ yaml: String, firstLine: Int, indentation: Int) {
        lines = yaml.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            Array(line.last == 0x0D ? line.dropLast() : line)
        }
        self.firstLine = firstLine
        self.indentation = indentation
    }

    /// Converts a span of the YAML reader, whose columns count characters, to one of the file, whose
    /// columns count bytes.
    package func span(_ span: SourceSpan) -> SourceSpan {
        SourceSpan(start: position(place(span.start)), end: position(place(span.end)))
    }

    package func position(_ place: Place) -> SourcePosition {
        SourcePosition(line: place.line + firstLine, column: place.byte + 1 + indentation)
    }

    package func place(_ position: SourcePosition) -> Place {
        let line = position.line - firstLine
        var place = Place(line: line, byte: max(0, position.column - 1))
        guard lines.indices.contains(line) else { return place }
        let characters = lines[line].indices.filter { lines[line][$0] & 0xC0 != 0x80 }
        place.byte =
            characters.indices.contains(place.byte)
            ? characters[place.byte] : lines[line].count + place.byte - characters.count
        return place
    }

    /// Returns nil outside of the line.
    package func byte(at place: Place) -> UInt8? {
        guard lines.indices.contains(place.line), lines[place.line].indices.contains(place.byte)
        else { return nil }
        return lines[place.line][place.byte]
    }

    /// Returns the next occurrence of `byte`. Only white space and one other byte, which may be the
    /// sign of an escape, are skipped.
    package func find(_ byte: UInt8, from start: Place) -> Place? {
        var place = start
        var skipped = 0
        while lines.indices.contains(place.line), skipped <= 1 {
            switch self.byte(at: place) {
            case byte: return place
            case nil: place = Place(line: place.line + 1, byte: 0)
            case 0x20, 0x09: place.byte += 1
            default:
                place.byte += 1
                skipped += 1
            }
        }
        return nil
    }
}

/// Finds the places of a YAML value's text in the file.
package struct ScalarSource: Sendable {
    package let lines: YAMLLines
    /// The span of the YAML reader, which begins with a quotation mark, the sign of a block (`|`, `>`)
    /// or the first character.
    package let span: SourceSpan
    package let text: String

    /// Returns the span of a range of bytes of ``text``. It is the value's beginning where the file
    /// and the text differ: after an anchor, a tag or an escape such as `\u00e4`.
    package func span(of range: Range<Int>) -> SourceSpan {
        let (start, end) = (position(of: range.lowerBound), position(of: range.upperBound))
        return SourceSpan(start: start, end: end.line == start.line ? max(start, end) : start)
    }

    private func position(of offset: Int) -> SourcePosition {
        let beginning = lines.place(span.start)
        var place = beginning
        switch lines.byte(at: place) {
        case UInt8(ascii: "|"), UInt8(ascii: ">"): place = .init(line: place.line + 1, byte: 0)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): place.byte += 1
        default: break
        }
        // YAML folds lines and removes indentation, so only the bytes of words are compared.
        for (index, byte) in text.utf8.prefix(offset + 1).enumerated()
        where !(0x09...0x0D).contains(byte) && byte != 0x20 {
            guard let found = lines.find(byte, from: place) else {
                return lines.position(beginning)
            }
            if index == offset { return lines.position(found) }
            place = .init(line: found.line, byte: found.byte + 1)
        }
        return lines.position(place)
    }
}
