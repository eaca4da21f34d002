/// The parser takes quadratic time over some texts that nobody writes by hand. Beyond these limits,
/// far above what a note needs, the text is shown as it stands.
extension Tokenizer {
    /// Cells of a table's row are kept in a list that is walked to its end for each.
    static let cellLimit = 1000
    /// Each link walks through the images that were begun before it in its paragraph.
    static let imageLimit = 1000

    /// For each line that may be a table's second, all of the paragraph before it is read.
    static let delimiterLimit = 10

    /// Puts an empty token behind a line of `|`, `-` and `:` if there are too many in a paragraph.
    mutating func limitDelimiterRows(_ line: Line) {
        // Behind a construct of several lines there is no second line of a table.
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
        tokens.append(Token(kind: .comment, source: Span(index, index)))
    }

    /// Keeps the parser from a line with too many `|`, those in tokens not counted.
    mutating func limitCells(of range: Range<Int>, tokensFrom firstToken: Int) {
        guard range.count > Self.cellLimit else { return }
        var count = 0
        var index = range.lowerBound
        var token = firstToken
        while index < range.upperBound {
            if token < tokens.count, index == Int(tokens[token].source.start) {
                index = Int(tokens[token].source.end)
                token += 1
                continue
            }
            if text[index] == UInt8(ascii: "|") {
                count += 1
                if count > Self.cellLimit {
                    tokens.removeSubrange(token...)
                    return tokens.append(
                        Token(kind: .literal, source: Span(index, range.upperBound)))
                }
            }
            index += 1
        }
    }

    /// Counts an image's `![`, and takes it out of the parser's sight if there are too many.
    mutating func limitImages(at index: Int) {
        imageCount += 1
        guard imageCount > Self.imageLimit else { return }
        tokens.append(Token(kind: .literal, source: Span(index - 1, index + 1)))
    }
}
