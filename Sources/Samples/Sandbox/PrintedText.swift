/// The output that the shim captured, split into lines with their streams and times.
struct PrintedText {
    var lines: [OutputLine] = []
    /// Seconds since the start at which each line was complete.
    var moments: [Double] = []
    var omittedLines = 0
    /// Index of the last line before the gap.
    var omittedAfter = 0

    private var unfinished: [OutputLine.Stream: [UInt8]] = [:]
    /// The stream whose next line began within the gap.
    private var cutStream: OutputLine.Stream?

    init(_ answer: ShimAnswer) {
        var offset = 0
        let header = answer.header
        for piece in header.pieces where piece.count == 3 {
            let end = min(offset + piece[2], answer.output.count)
            let stream: OutputLine.Stream = piece[1] == 2 ? .error : .output
            let moment = Double(piece[0]) / 1e9
            if header.omittedBytes > 0, offset >= header.head, omittedLines == 0 {
                openGap(header, before: stream)
            }
            add(answer.output[offset..<end], to: stream, at: moment)
            offset = end
        }
        finish(at: moments.last ?? 0)
        leaveOut(allBut: Self.mostLines)
    }

    /// The most lines kept at each end. Nobody reads more, and a browser can't open a page of a
    /// hundred thousand lines.
    private static let mostLines = 1000

    private mutating func leaveOut(allBut most: Int) {
        let hasGap = omittedLines > 0
        let head = min(most, hasGap ? omittedAfter + 1 : lines.count)
        let tail = min(most, lines.count - (hasGap ? omittedAfter + 1 : head))
        let surplus = head..<(lines.count - tail)
        guard !surplus.isEmpty else { return }
        lines.removeSubrange(surplus)
        moments.removeSubrange(surplus)
        omittedLines += surplus.count
        omittedAfter = head - 1
    }

    /// Lines that the gap cuts are dropped with it, except a single line that is longer than
    /// everything that is kept.
    private mutating func openGap(_ header: ShimAnswer.Header, before stream: OutputLine.Stream) {
        omittedLines = header.omittedLines + 1
        if header.omittedLines > 0, !lines.isEmpty {
            unfinished = [:]
            cutStream = stream
        } else {
            finish(at: moments.last ?? 0)
            unfinished[stream] = Array("…".utf8)
        }
        omittedAfter = max(0, lines.count - 1)
    }

    private mutating func add(
        _ bytes: ArraySlice<UInt8>, to stream: OutputLine.Stream, at moment: Double
    ) {
        let parts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            unfinished[stream, default: []] += part
            if index + 1 < parts.count {
                complete(stream, at: moment)
            }
        }
    }

    private mutating func complete(_ stream: OutputLine.Stream, at moment: Double) {
        let bytes = unfinished.removeValue(forKey: stream) ?? []
        guard cutStream != stream else {
            cutStream = nil
            return
        }
        lines.append(OutputLine(stream: stream, text: sanitized(bytes)))
        moments.append(microseconds(moment))
    }

    private mutating func finish(at moment: Double) {
        for stream in [OutputLine.Stream.output, .error] where unfinished[stream]?.isEmpty == false
        {
            complete(stream, at: moment)
        }
        unfinished = [:]
    }
}
