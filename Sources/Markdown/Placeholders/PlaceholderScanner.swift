import Basics

/// Finds, in one pass over the source, the parts that Markdown must not interpret, and replaces
/// them by placeholders.
///
/// Only the parser knows where code is: a placeholder in code, HTML or an address is replaced by
/// its original source later. But a construct of several lines must not swallow a code fence; see
/// ``LineTracker``.
///
/// - Parameter forbidden: the source offsets at which no placeholder for several lines may begin.
func insertPlaceholders(_ source: SourceText, forbidden: Set<Int32>, allowsLines: Bool)
    -> PlaceholderText
{
    source.bytes.withUnsafeBufferPointer { text in
        var scanner = PlaceholderScanner(
            text: text, lineStarts: source.lineStarts, forbidden: forbidden,
            allowsLines: allowsLines)
        scanner.scanLines()
        return scanner.finish()
    }
}

/// Returns the text to parse if no vault syntax is wanted.
func plainText(_ source: [UInt8]) -> PlaceholderText {
    var result = PlaceholderText()
    result.bytes = source
    result.isPlain = true
    if source.last != 0x0A { result.bytes.append(0x0A) }
    result.mainCount = result.bytes.count
    return result
}

struct PlaceholderScanner {
    let text: UnsafeBufferPointer<UInt8>
    let lineStarts: [Int32]
    let forbidden: Set<Int32>
    let allowsLines: Bool

    /// The placeholders in the order of the source, except those within insets.
    var placeholders: [Placeholder] = []
    var insets: [Inset] = []
    var tracker = LineTracker()
    var codeSpans = CodeSpans()
    var brackets = BracketMatcher()
    var unclosedComment: Int32?
    var tooDeep: [Span] = []
    /// There is no `-->` in the paragraph before this offset.
    var commentSearchEnd = 0
    /// The paragraph whose end was searched for last.
    var paragraph = 0..<0
    /// The number of images in the current paragraph.
    var imageCount = 0
    var openTicks = OpenTicks()
    var delimiterCount = 0
    /// The names of the defined footnotes; nil until they are needed.
    var footnoteNames: Set<String>?

    /// The state of the line that is being read.
    struct Line {
        var range: Range<Int>
        /// The offset at which the text begins.
        var content: Int
        var quotes: Int
        var isFenced: Bool
        /// True if a construct that begins here may end on a later line.
        var allowsLines: Bool
        /// The offset at which a construct must end that begins inside a code span.
        var limit: Int
    }

    init(
        text: UnsafeBufferPointer<UInt8>, lineStarts: [Int32], forbidden: Set<Int32>,
        allowsLines: Bool
    ) {
        self.text = text
        self.lineStarts = lineStarts
        self.forbidden = forbidden
        self.allowsLines = allowsLines
    }

    mutating func scanLines() {
        var start = 0
        var lineIndex = 0
        while start < text.count {
            let end = nextLineEnd(from: start, &lineIndex)
            let prefix = tracker.begin(text, at: start, end: end)
            var next = end
            if let excess = prefix.excess {
                let span = Span(excess, prefix.content)
                placeholders.append(Placeholder(kind: .literal, source: span))
                tooDeep.append(span)
            }
            let isFenced = tracker.fence != nil
            if prefix.isBlank {
                (imageCount, delimiterCount) = (0, 0)
                openTicks.removeAll()
            }
            if !prefix.isBlank || isFenced {
                let firstPlaceholder = placeholders.count
                var line = Line(
                    range: start..<end, content: prefix.content, quotes: prefix.quotes,
                    isFenced: isFenced,
                    allowsLines: allowsLines && !isFenced && !tracker.isIndentedCode, limit: end)
                next = scan(&line, from: prefix.content)
                if !isFenced { limitDelimiterRows(line) }
                limitCells(of: line.range, placeholdersFrom: firstPlaceholder)
            }
            start = afterLineBreak(next)
        }
    }

    /// Returns the end of the line that begins at `start`. Calls must be in increasing order of
    /// `start`.
    private func nextLineEnd(from start: Int, _ lineIndex: inout Int) -> Int {
        while lineIndex < lineStarts.count, Int(lineStarts[lineIndex]) <= start { lineIndex += 1 }
        guard lineIndex < lineStarts.count else { return text.count }
        let end = Int(lineStarts[lineIndex]) - 1
        return end > start && text[end] == 0x0A && text[end - 1] == 0x0D ? end - 1 : end
    }

    func lineEnd(from start: Int) -> Int { text.lineEnd(from: start, to: text.count) }

    /// Finds the end by scanning, for ranges that overlap.
    func lineEnd(from start: Int, to limit: Int) -> Int {
        var next = lineStarts.partitioningIndex { Int($0) > start }
        guard next < lineStarts.count, Int(lineStarts[next]) <= limit else { return limit }
        return nextLineEnd(from: start, &next)
    }

    func afterLineBreak(_ index: Int) -> Int {
        guard index < text.count else { return index }
        if text[index] == 0x0D, index + 1 < text.count, text[index + 1] == 0x0A { return index + 2 }
        return index + 1
    }

    /// Scans a line's text. Returns the end of the line on which the last construct ended.
    mutating func scan(_ line: inout Line, from start: Int) -> Int {
        var index = start
        var codeClose = -1
        while true {
            index = text.nextPlaceholderStart(from: index, to: line.range.upperBound)
            guard index < line.range.upperBound else { break }
            let byte = text[index]
            if index >= codeClose, codeClose >= 0 {
                // The code span ends here, and its closing backticks don't open another one.
                index = max(index, codeClose)
                while index < line.range.upperBound, text[index] == UInt8(ascii: "`") { index += 1 }
                codeClose = -1
                line.limit = line.range.upperBound
                continue
            }
            switch byte {
            case UInt8(ascii: "\\"):
                index += codeClose < 0 ? 2 : 1
            case UInt8(ascii: "`"):
                if codeClose < 0, !line.isFenced,
                    let code = codeSpans.span(text, at: index, line: line.range)
                {
                    index = code.content
                    codeClose = code.close
                    line.limit = code.close
                } else {
                    let start = index
                    while index < line.range.upperBound, text[index] == byte { index += 1 }
                    if codeClose < 0, !line.isFenced { openTicks.insert(index - start) }
                }
            default:
                index = scanPlaceholder(&line, at: index)
            }
        }
        return line.range.upperBound
    }

    /// Scans a construct that may begin at `index`. Returns the offset at which to continue.
    private mutating func scanPlaceholder(_ line: inout Line, at index: Int) -> Int {
        switch text[index] {
        case UInt8(ascii: "["): scanBracket(line, at: index)
        case UInt8(ascii: "$"): scanMath(&line, at: index)
        case UInt8(ascii: "%"): scanComment(&line, at: index)
        case UInt8(ascii: "^"): scanInlineFootnote(&line, at: index)
        default: skipHTMLComment(&line, at: index)
        }
    }

    /// Adds a placeholder. If it ends on a later line, continues with that line.
    mutating func add(_ placeholder: Placeholder, to line: inout Line) {
        placeholders.append(placeholder)
        moveTo(Int(placeholder.source.end), &line)
    }

    func moveTo(_ end: Int, _ line: inout Line) {
        guard end > line.range.upperBound else { return }
        // Columns and code spans count from the end of the construct.
        line.range = end..<lineEnd(from: end)
        line.content = -1
        line.limit = line.range.upperBound
    }
}
