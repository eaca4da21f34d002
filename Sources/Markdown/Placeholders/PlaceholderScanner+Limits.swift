/// The parser takes quadratic time for some texts that nobody writes by hand. Beyond these limits,
/// which are far above what a note needs, the text is shown as it is.
extension PlaceholderScanner {
    /// The parser keeps the cells of a row in a list, and walks to its end for each cell.
    static let cellLimit = 1000
    /// For each link, the parser walks through the images that began before it in its paragraph.
    static let imageLimit = 1000

    /// For each line that may be the second line of a table, the parser reads the whole paragraph
    /// before it.
    static let delimiterLimit = 10

    /// Inserts an empty placeholder after a line of `|`, `-` and `:` if a paragraph has too many of
    /// them.
    mutating func limitDelimiterRows(_ line: Line) {
        // A line after a construct of several lines can't be the second line of a table.
        guard line.content >= 0 else { return }
        var hasBar = false
        var index = line.content
        while index < line.range.upperBound {
            switch text[index] {
            case UInt8(ascii: "|"), UInt8(ascii: ":"): hasBar = true
            case UInt8(ascii: "-"), 0x20, 0x09: break
            default: return
            }
            index += 1
        }
        guard hasBar else { return }
        delimiterCount += 1
        guard delimiterCount > Self.delimiterLimit else { return }
        placeholders.append(Placeholder(kind: .comment, source: Span(index, index)))
    }

    /// Hides a line with too many `|` from the parser. Those in placeholders don't count.
    mutating func limitCells(of range: Range<Int>, placeholdersFrom firstPlaceholder: Int) {
        guard range.count > Self.cellLimit else { return }
        var count = 0
        var index = range.lowerBound
        var placeholder = firstPlaceholder
        while index < range.upperBound {
            if placeholder < placeholders.count,
                index == Int(placeholders[placeholder].source.start)
            {
                index = Int(placeholders[placeholder].source.end)
                placeholder += 1
                continue
            }
            if text[index] == UInt8(ascii: "|") {
                count += 1
                if count > Self.cellLimit {
                    placeholders.removeSubrange(placeholder...)
                    return placeholders.append(
                        Placeholder(kind: .literal, source: Span(index, range.upperBound)))
                }
            }
            index += 1
        }
    }

    /// Counts an image's `![`, and hides it from the parser if there are too many.
    mutating func limitImages(at index: Int) {
        imageCount += 1
        guard imageCount > Self.imageLimit else { return }
        placeholders.append(Placeholder(kind: .literal, source: Span(index - 1, index + 1)))
    }
}
