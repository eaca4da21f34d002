/// Finds the places of a block's inlines.
///
/// The parser reports wrong positions for inlines after an escaped line break or a destination over
/// two lines, in table cells and elsewhere. So this cursor follows the tree through the block's
/// text, byte by byte as the inlines were written. If it can't match the text it is lost, until the
/// next piece of text that the parser left in place.
struct InlineCursor {
    /// The block's text, as the parser read it.
    private var content = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// The offset in `content`; nil if the cursor is lost.
    private(set) var position: Int?
    /// For each offset in `content` from which it applies, the distance to the offset in the whole
    /// text; nil where the parser has changed the text.
    private var shifts: [(start: Int, distance: Int?)] = []
    private var shift = 0

    /// The length of an entity in the text, and the bytes that it decodes to.
    typealias Entity = (consumed: Int, decoded: [UInt8])

    mutating func begin(_ content: UnsafeBufferPointer<UInt8>) {
        self.content = content
        position = 0
        shift = 0
        shifts.removeAll(keepingCapacity: true)
    }

    mutating func addShift(from start: Int, distance: Int?) {
        shifts.append((start, distance))
    }

    mutating func markLost() {
        position = nil
    }

    /// Returns the place of `start..<end` of the content in the whole text.
    private mutating func span(_ start: Int, _ end: Int) -> Span {
        guard !shifts.isEmpty else { return .unknown }
        while shift + 1 < shifts.count, shifts[shift + 1].start <= start { shift += 1 }
        var last = shift
        while last + 1 < shifts.count, shifts[last + 1].start < end { last += 1 }
        guard let first = shifts[shift].distance, let second = shifts[last].distance else {
            return .unknown
        }
        return Span(start + first, end + second)
    }

    private func offset(of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let start = bytes.baseAddress, let base = content.baseAddress, start >= base,
            start < base + content.count
        else { return nil }
        return start - base
    }

    /// A part of a text node's literal.
    struct Piece {
        var literal: Range<Int>
        /// Its place, with its backslash if it has one.
        var source: Span
        var isEscaped: Bool
    }

    /// Splits `literal` into parts that are written as they read, and escaped characters.
    mutating func text(
        _ literal: UnsafeBufferPointer<UInt8>, into pieces: inout [Piece],
        entity: (UnsafeBufferPointer<UInt8>) -> Entity?
    ) {
        pieces.removeAll(keepingCapacity: true)
        let all = 0..<literal.count
        if let anchor = offset(of: literal) { position = anchor }
        if let start = position {
            if let end = matchPlain(literal, at: start) {
                position = end
                addPlain(all, at: start, to: &pieces)
                return
            }
            if match(literal, at: start, into: &pieces, entity: entity) { return }
        }
        markLost()
        pieces.removeAll(keepingCapacity: true)
        pieces.append(Piece(literal: all, source: .unknown, isEscaped: false))
    }

    /// Adds one part, or several if a cell's `\|` reads `|` in between.
    private mutating func addPlain(
        _ literal: Range<Int>, at start: Int, to pieces: inout [Piece]
    ) {
        var first = literal.lowerBound
        while first < literal.upperBound {
            let place = start + first - literal.lowerBound
            let whole = span(place, place + literal.upperBound - first)
            var count = literal.upperBound - first
            if whole.isKnown, shift + 1 < shifts.count {
                count = min(count, shifts[shift + 1].start - place)
            }
            let source = whole.isKnown ? span(place, place + count) : .unknown
            pieces.append(
                Piece(literal: first..<first + count, source: source, isEscaped: false))
            first += count
        }
    }

    private func matchPlain(_ literal: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        let stands =
            offset(of: literal) == start
            ? start + literal.count <= content.count : content.matchesPlain(literal, at: start)
        return stands ? start + literal.count : nil
    }

    private mutating func match(
        _ literal: UnsafeBufferPointer<UInt8>, at start: Int, into pieces: inout [Piece],
        entity: (UnsafeBufferPointer<UInt8>) -> Entity?
    ) -> Bool {
        var plainStart = 0
        var index = 0
        var place = start
        func plain() {
            guard plainStart < index else { return }
            addPlain(plainStart..<index, at: place - (index - plainStart), to: &pieces)
        }
        func escaped(_ count: Int, written: Int) {
            plain()
            pieces.append(
                Piece(
                    literal: index..<index + count, source: span(place, place + written),
                    isEscaped: true))
            index += count
            place += written
            plainStart = index
        }
        while index < literal.count {
            guard place < content.count else { return false }
            let byte = content[place]
            if byte == UInt8(ascii: "&"),
                let found = entity(UnsafeBufferPointer(rebasing: content[place...])),
                literal.dropFirst(index).starts(with: found.decoded)
            {
                escaped(found.decoded.count, written: found.consumed)
            } else if byte == UInt8(ascii: "\\"), place + 1 < content.count,
                content[place + 1] == literal[index], content[place + 1].isASCIIPunctuation
            {
                escaped(1, written: 2)
            } else if byte == literal[index] {
                place += 1
                index += 1
            } else {
                return false
            }
        }
        plain()
        position = place
        return true
    }

    mutating func lineBreak() {
        guard var place = position else { return }
        skipSpace(&place)
        if place < content.count, content[place] == UInt8(ascii: "\\") { place += 1 }
        guard place < content.count, content[place] == 0x0A else { return markLost() }
        place += 1
        skipSpace(&place)
        position = place
    }

    private func skipSpace(_ place: inout Int) {
        while place < content.count, content[place] == 0x20 || content[place] == 0x09 {
            place += 1
        }
    }

    private func run(of byte: UInt8, at start: Int) -> Int {
        var end = start
        while end < content.count, content[end] == byte { end += 1 }
        return end - start
    }

    mutating func codeSpan() -> Span {
        guard let start = position else { return .unknown }
        let ticks = run(of: UInt8(ascii: "`"), at: start)
        var place = start + ticks
        while ticks > 0, place < content.count {
            guard content[place] == UInt8(ascii: "`") else {
                place += 1
                continue
            }
            let closing = run(of: UInt8(ascii: "`"), at: place)
            place += closing
            if closing == ticks {
                position = place
                return span(start, place)
            }
        }
        markLost()
        return .unknown
    }

    mutating func html(_ literal: UnsafeBufferPointer<UInt8>) -> Span {
        if let anchor = offset(of: literal) { position = anchor }
        guard let start = position else { return .unknown }
        position = start + literal.count
        return span(start, start + literal.count)
    }

    /// Matches `*`, `**`, `_`, `__`, or a run of `~` if `count` is 0.
    mutating func delimiter(_ count: Int) -> Span {
        guard let start = position, start < content.count else {
            markLost()
            return .unknown
        }
        let byte = content[start]
        let length = count == 0 ? run(of: UInt8(ascii: "~"), at: start) : count
        let isRight =
            count == 0 ? length > 0 : byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_")
        guard isRight else {
            markLost()
            return .unknown
        }
        position = start + length
        return span(start, start + length)
    }

    enum Opening { case bracket, angle, bare }

    mutating func openLink(isImage: Bool) -> (span: Span, opening: Opening) {
        guard let start = position, start < content.count else { return (.unknown, .bracket) }
        if isImage {
            guard content[start] == UInt8(ascii: "!") else {
                markLost()
                return (.unknown, .bracket)
            }
            position = start + 2
            return (span(start, start + 2), .bracket)
        }
        switch content[start] {
        case UInt8(ascii: "["):
            position = start + 1
            return (span(start, start + 1), .bracket)
        case UInt8(ascii: "<"):
            position = start + 1
            return (span(start, start + 1), .angle)
        default:
            return (span(start, start), .bare)
        }
    }

    /// - Returns: the place from the bracket that ends the text to the end of the construct.
    mutating func closeLink(_ opening: Opening) -> Span {
        guard let start = position else { return .unknown }
        switch opening {
        case .bare:
            return span(start, start)
        case .angle:
            guard start < content.count, content[start] == UInt8(ascii: ">") else { break }
            position = start + 1
            return span(start, start + 1)
        case .bracket:
            guard start < content.count, content[start] == UInt8(ascii: "]") else { break }
            let end =
                LinkTail.inlineEnd(content, at: start + 1)
                ?? LinkTail.labelEnd(content, at: start + 1) ?? start + 1
            position = end
            return span(start, end)
        }
        markLost()
        return .unknown
    }

    mutating func footnoteReference() -> Span {
        guard let start = position, start < content.count, content[start] == UInt8(ascii: "[")
        else {
            markLost()
            return .unknown
        }
        var end = start
        while end < content.count, content[end] != UInt8(ascii: "]") { end += 1 }
        position = min(end + 1, content.count)
        return span(start, min(end + 1, content.count))
    }
}

extension UInt8 {
    var isASCIIPunctuation: Bool {
        switch self {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    var isASCIISpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
    var isASCIILetter: Bool { (0x41...0x5A).contains(self & 0xDF) }
}
