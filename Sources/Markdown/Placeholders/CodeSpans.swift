import Basics

/// The runs of backticks on one line, each with the next run of the same length.
///
/// Code binds more tightly than anything else, so no placeholder may begin inside a code span and
/// end outside.
struct CodeSpans {
    private struct Run {
        var start: Int
        var length: Int
        /// The index of the next run of this length.
        var next: Int
    }

    private var runs: [Run] = []
    private var latest: [Int] = []
    private var line = 0..<0
    /// The longest run that cmark supports.
    private static let longest = 80

    /// Returns the start of the text, and the start of the closing backticks, of the code span
    /// whose opening backticks begin at `start`. Returns nil if nothing closes it on `line`.
    mutating func span(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int, line: Range<Int>
    ) -> (content: Int, close: Int)? {
        if self.line != line { read(text, line: line) }
        let index = runs.partitioningIndex { $0.start >= start }
        guard index < runs.count, runs[index].start == start, runs[index].next >= 0 else {
            return nil
        }
        return (start + runs[index].length, runs[runs[index].next].start)
    }

    private mutating func read(_ text: UnsafeBufferPointer<UInt8>, line: Range<Int>) {
        self.line = line
        runs.removeAll(keepingCapacity: true)
        var index = line.lowerBound
        while index < line.upperBound {
            guard text[index] == UInt8(ascii: "`") else {
                index += 1
                continue
            }
            let start = index
            while index < line.upperBound, text[index] == UInt8(ascii: "`") { index += 1 }
            runs.append(Run(start: start, length: index - start, next: -1))
        }
        latest.removeAll(keepingCapacity: true)
        latest.append(contentsOf: repeatElement(-1, count: Self.longest + 1))
        for index in runs.indices.reversed() where runs[index].length <= Self.longest {
            runs[index].next = latest[runs[index].length]
            latest[runs[index].length] = index
        }
    }
}

/// Runs of backticks in the paragraph that nothing on their own line closes. They may begin code
/// that ends on a later line.
struct OpenTicks {
    private var lengths: Set<Int> = []
    /// The last run of each length in the paragraph.
    private var lastRuns: [Int: Int] = [:]
    private var readTo = 0

    var isEmpty: Bool { lengths.isEmpty }

    func contains(_ length: Int) -> Bool { !lengths.isEmpty && lengths.contains(length) }

    mutating func insert(_ length: Int) { lengths.insert(length) }

    mutating func removeAll() {
        guard !lengths.isEmpty else { return }
        lengths.removeAll()
        lastRuns.removeAll()
        readTo = 0
    }

    mutating func areClosed(
        after index: Int, _ text: UnsafeBufferPointer<UInt8>, paragraphEnd: Int
    ) -> Bool {
        var place = max(readTo, index)
        while place < paragraphEnd {
            let start = place
            while place < paragraphEnd, text[place] == UInt8(ascii: "`") { place += 1 }
            if place > start { lastRuns[place - start] = start }
            place += 1
        }
        readTo = max(readTo, paragraphEnd)
        return lengths.contains { lastRuns[$0, default: -1] > index }
    }
}
