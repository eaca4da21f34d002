/// A line of a table, split into cells as the parser does.
struct TableRow {
    private var index: Int
    private let end: Int
    private var isStarted = false

    init(start: Int, end: Int) {
        index = start
        self.end = end
    }

    /// Returns the place of the next cell. Its text, trimmed and with `\|` as `|`, must be
    /// `content`.
    mutating func next(_ content: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>)
        -> Span?
    {
        if isStarted {
            let place = takeCell(text)
            return reads(place, content, text) ? place : nil
        }
        // Quote and list markers may precede the row.
        let limit = min(end, index + 256)
        while index < limit {
            let start = index
            if text[index].isASCIISpace {
                index += 1
                continue
            }
            if text[index] == UInt8(ascii: "|") { index += 1 }
            let place = takeCell(text)
            if reads(place, content, text) {
                isStarted = true
                return place
            }
            index = start + 1
        }
        index = end
        return nil
    }

    private mutating func takeCell(_ text: UnsafeBufferPointer<UInt8>) -> Span {
        var start = index
        while index < end, text[index] != UInt8(ascii: "|") {
            index += text[index] == UInt8(ascii: "\\") && index + 1 < end ? 2 : 1
        }
        var stop = min(index, end)
        index = stop + 1
        while start < stop, text[start].isASCIISpace { start += 1 }
        while stop > start, text[stop - 1].isASCIISpace { stop -= 1 }
        return Span(start, stop)
    }

    private func reads(
        _ place: Span, _ content: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        var index = Int(place.start)
        for byte in content {
            if index < place.end, text[index] == UInt8(ascii: "\\"), byte == UInt8(ascii: "|") {
                index += 1
            }
            guard index < place.end, text[index] == byte else { return false }
            index += 1
        }
        return index == Int(place.end)
    }
}
