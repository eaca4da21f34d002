import CMarkBridge

/// Converts rows and cells, whose places the library does not report.
extension CMarkConverter {
    mutating func beginRow(_ source: Source) {
        guard let table = source.pointee.parent else { return }
        let line = rowLine(source, table)
        row = TableRow(start: lineStart(line), end: lineEnd(line))
        column = 0
        alignments = UnsafeBufferPointer(
            start: cmark_gfm_extensions_get_table_alignments(table),
            count: Int(cmark_gfm_extensions_get_table_columns(table)))
    }

    /// A cell's content is a trimmed part of its line, in which `\|` stands for `|`.
    mutating func beginCell(_ source: Source, _ node: inout Node) {
        if column < alignments.count { node.number = Int32(alignments[column]) }
        column += 1
        let content = source.pointee.contentBytes
        cursor.begin(content)
        guard let place = row.next(content, in: bytes) else {
            return cursor.addShift(from: 0, distance: nil)
        }
        node.source = place
        var index = Int(place.start)
        cursor.addShift(from: 0, distance: index)
        for (offset, byte) in content.enumerated() {
            if bytes[index] == UInt8(ascii: "\\"), byte == UInt8(ascii: "|") {
                index += 1
                cursor.addShift(from: offset, distance: index - offset)
            }
            index += 1
        }
    }

    /// The library reports for a header row the line on which the paragraph before it began.
    private func rowLine(_ row: Source, _ table: Source) -> Int {
        guard cmark_gfm_extensions_get_table_row_is_header(row) != 0 else {
            return Int(row.pointee.start_line)
        }
        if let body = row.pointee.next { return Int(body.pointee.start_line) - 2 }
        return Int(table.pointee.end_line) - 1
    }
}
