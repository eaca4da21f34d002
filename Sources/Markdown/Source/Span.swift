/// A range of bytes that takes half the space of `Range<Int>`.
struct Span: Sendable, Hashable {
    var start: Int32
    var end: Int32

    static let unknown = Span(start: -1, end: -1)
    static let empty = Span(start: 0, end: 0)

    init(start: Int32, end: Int32) {
        self.start = start
        self.end = end
    }

    init(_ start: Int, _ end: Int) {
        self.start = Int32(truncatingIfNeeded: start)
        self.end = Int32(truncatingIfNeeded: end)
    }

    var isKnown: Bool { start >= 0 }
    var isEmpty: Bool { start >= end }
    var count: Int { Int(end - start) }
    var range: Range<Int> { Int(start)..<Int(end) }
}
