import Basics
import CMarkBridge

/// Computes the places of blocks in the text.
extension CMarkConverter {
    func lineStart(_ line: Int) -> Int {
        line <= 0 ? 0 : line <= lineStarts.count ? Int(lineStarts[line - 1]) : text.mainCount
    }

    /// Returns the end of a line without its line break.
    func lineEnd(_ line: Int) -> Int {
        var end = line < lineStarts.count ? Int(lineStarts[line]) : text.mainCount
        let start = lineStart(line)
        if end > start, bytes[end - 1] == 0x0A { end -= 1 }
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return end
    }

    func blockSpan(_ source: Source) -> Span {
        let node = source.pointee
        guard node.start_line > 0 else { return .unknown }
        let start = lineStart(Int(node.start_line)) + max(0, Int(node.start_column) - 1)
        let end = lineStart(Int(node.end_line)) + Int(node.end_column)
        let limit = text.mainCount
        return Span(min(start, limit), min(max(start, end), limit))
    }

    /// Prepares the cursor for a paragraph or heading: each line of its content is the end of a
    /// line of the text, except for the closing `#`s of a heading.
    mutating func beginInlines(_ source: Source, _ span: inout Span) {
        let content = source.pointee.contentBytes
        cursor.begin(content)
        if source.pointee.type == UInt16(CMARK_NODE_HEADING.rawValue),
            !source.pointee.as.heading.setext
        {
            return addShift(
                content, from: 0, at: Int(span.start) + Int(source.pointee.internal_offset))
        }
        lineEnds.removeAll(keepingCapacity: true)
        var end = -1
        repeat {
            end = content.lineEnd(from: end + 1, to: content.count)
            lineEnds.append(end)
        } while end + 1 < content.count
        var line = firstLine(of: source, content)
        if span.isKnown {
            if line > Int(source.pointee.start_line) {
                span.start = Int32(truncatingIfNeeded: lineStart(line))
            }
            let isSetext = source.pointee.type == UInt16(CMARK_NODE_HEADING.rawValue)
            if isSetext { span.end = Int32(truncatingIfNeeded: lineEnd(line + lineEnds.count)) }
        }
        var start = 0
        for end in lineEnds {
            addShift(
                UnsafeBufferPointer(rebasing: content[start..<end]), from: start,
                at: lineEnd(line) - (end - start))
            start = end + 1
            line += 1
        }
    }

    /// Returns the line on which the content begins: after the link reference definitions, which
    /// the library removes from the content but not from the place that it reports.
    private func firstLine(of source: Source, _ content: UnsafeBufferPointer<UInt8>) -> Int {
        let start = Int(source.pointee.start_line)
        if start == 0 {
            // Text before a table that began as one paragraph with it has no place of its own.
            return Int(source.pointee.next?.pointee.start_line ?? 0)
        }
        if source.pointee.type == UInt16(CMARK_NODE_PARAGRAPH.rawValue) {
            return Int(source.pointee.end_line) - lineEnds.count + 1
        }
        // A heading with an underline has no recorded end.
        let first = UnsafeBufferPointer(rebasing: content[..<lineEnds[0]])
        var line = start
        while line < Int(source.pointee.end_line),
            !bytes.matches(first, at: lineEnd(line) - first.count)
        {
            line += 1
        }
        return line
    }

    /// Returns the end of a block of whole lines. The library counts one line too many or too few.
    func end(of source: Source, reading literal: UnsafeBufferPointer<UInt8>) -> Int32 {
        var lines = 0
        var index = literal.lineEnd(from: 0, to: literal.count)
        while index < literal.count {
            lines += 1
            index = literal.lineEnd(from: index + 1, to: literal.count)
        }
        return Int32(
            truncatingIfNeeded: lineEnd(Int(source.pointee.start_line) + max(lines, 1) - 1))
    }

    private mutating func addShift(
        _ line: UnsafeBufferPointer<UInt8>, from start: Int, at place: Int
    ) {
        let isThere = place + line.count <= text.mainCount && bytes.matches(line, at: place)
        cursor.addShift(from: start, distance: isThere ? place - start : nil)
    }
}
