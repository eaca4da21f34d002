/// Follows the block structure line by line, just enough to know where a construct of several lines
/// may begin: not in a code fence, and not in indented code.
///
/// It may be wrong. If a placeholder for several lines turns up in code after the parse, it is
/// given up and the note is parsed again.
struct LineTracker {
    /// The part of a line before its text.
    struct Prefix {
        /// The offset at which the text begins, after white space, quote and list markers.
        var content: Int
        var quotes = 0
        var markers = 0
        /// The text's column, from 0. A tab advances to the next multiple of 4.
        var column = 0
        /// The column at which text in the innermost quote begins.
        var quoteColumn = 0
        var isBlank = false
        /// The offset of the first marker beyond the limit.
        var excess: Int?
    }

    struct Fence {
        var character: UInt8
        var length: Int
        var quotes: Int
        var listColumn: Int
    }

    static let markerLimit = 100

    private(set) var fence: Fence?
    /// The columns at which the texts of the open list items begin.
    private var listColumns: [Int] = []
    private var previousQuotes = 0
    private var previousWasBlank = true
    private(set) var isIndentedCode = false

    /// Reads the prefix of the line that begins at `start`, and updates the state.
    mutating func begin(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int, end: Int
    ) -> Prefix {
        if let open = fence {
            let prefix = Self.quotePrefix(text, at: start, end: end, limit: open.quotes)
            let leaves =
                prefix.quotes < open.quotes
                || (!prefix.isBlank && prefix.column < open.listColumn)
            if !leaves {
                if closes(open, text, at: prefix.content, end: end) { fence = nil }
                previousWasBlank = false
                var prefix = prefix
                // No construct can begin on the lines of a fence.
                prefix.isBlank = true
                return prefix
            }
            fence = nil
        }
        let prefix = linePrefix(text, at: start, end: end)
        if prefix.isBlank {
            previousWasBlank = true
            isIndentedCode = false
            return prefix
        }
        let base = max(prefix.quoteColumn, listColumns.last ?? 0)
        isIndentedCode = (previousWasBlank || isIndentedCode) && prefix.column - base >= 4
        previousWasBlank = false
        if !isIndentedCode { openFence(text, prefix: prefix, end: end) }
        return prefix
    }

    private mutating func openFence(
        _ text: UnsafeBufferPointer<UInt8>, prefix: Prefix, end: Int
    ) {
        let character = text[prefix.content]
        guard character == UInt8(ascii: "`") || character == UInt8(ascii: "~") else { return }
        var index = prefix.content
        while index < end, text[index] == character { index += 1 }
        let length = index - prefix.content
        guard length >= 3 else { return }
        if character == UInt8(ascii: "`") {
            while index < end {
                if text[index] == character { return }
                index += 1
            }
        }
        fence = Fence(
            character: character, length: length, quotes: prefix.quotes,
            listColumn: listColumns.last ?? 0)
    }

    private func closes(
        _ fence: Fence, _ text: UnsafeBufferPointer<UInt8>, at start: Int, end: Int
    ) -> Bool {
        var index = start
        while index < end, text[index] == fence.character { index += 1 }
        guard index - start >= fence.length else { return false }
        while index < end, text[index] == 0x20 || text[index] == 0x09 { index += 1 }
        return index == end
    }

    private mutating func linePrefix(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int, end: Int
    ) -> Prefix {
        var prefix = Prefix(content: start)
        while true {
            prefix.skipSpace(text, end: end)
            if prefix.isBlank { return prefix }
            if text[prefix.content] == UInt8(ascii: ">") {
                prefix.takeQuote()
            } else {
                if prefix.quotes != previousQuotes {
                    listColumns.removeAll(keepingCapacity: true)
                    previousQuotes = prefix.quotes
                }
                while let last = listColumns.last, last > prefix.column {
                    listColumns.removeLast()
                }
                guard let markerEnd = listMarkerEnd(text, at: prefix.content, end: end) else {
                    return prefix
                }
                prefix.column += markerEnd - prefix.content
                prefix.content = markerEnd
                listColumns.append(prefix.column + 1)
            }
            prefix.markers += 1
            if prefix.markers == Self.markerLimit + 1 { prefix.excess = prefix.content - 1 }
        }
    }

    /// Reads only the `>` that a fence in a quote needs.
    private static func quotePrefix(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int, end: Int, limit: Int
    ) -> Prefix {
        var prefix = Prefix(content: start)
        while true {
            prefix.skipSpace(text, end: end)
            guard !prefix.isBlank, text[prefix.content] == UInt8(ascii: ">"), prefix.quotes < limit
            else { return prefix }
            prefix.takeQuote()
            prefix.markers += 1
        }
    }
}

extension LineTracker.Prefix {
    fileprivate mutating func skipSpace(_ text: UnsafeBufferPointer<UInt8>, end: Int) {
        while content < end {
            if text[content] == 0x20 {
                column += 1
            } else if text[content] == 0x09 {
                column += 4 - column % 4
            } else {
                return
            }
            content += 1
        }
        isBlank = true
    }

    fileprivate mutating func takeQuote() {
        quotes += 1
        content += 1
        column += 1
        quoteColumn = column + 1
    }
}

/// Returns the end of the bullet or number at `start`, if white space or the end of the line
/// follows.
func listMarkerEnd(_ text: UnsafeBufferPointer<UInt8>, at start: Int, end: Int) -> Int? {
    var index = start
    switch text[index] {
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
        index += 1
    case 0x30...0x39:
        while index < end, index - start < 9, text[index] >= 0x30, text[index] <= 0x39 {
            index += 1
        }
        guard index < end, text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: ")")
        else { return nil }
        index += 1
    default:
        return nil
    }
    return index == end || text[index] == 0x20 || text[index] == 0x09 ? index : nil
}
