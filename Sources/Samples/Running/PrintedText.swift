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

/// Rounds to microseconds: more digits would only be noise in a diff.
func microseconds(_ seconds: Double) -> Double { (seconds * 1e6).rounded() / 1e6 }

/// Returns a line that is safe on a terminal and on a page. Of the escape sequences only colours
/// are kept (no titles, links or cursor movements). Other control characters and invalid UTF-8
/// become U+FFFD. Tabs and carriage returns within the line stay.
func sanitized(_ bytes: [UInt8]) -> String {
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var kept = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
        if scalar.value == 0x1B {
            keepColour(&rest, &kept)
        } else if isControl(scalar), scalar != "\t", scalar != "\r" {
            kept.append("\u{FFFD}")
        } else {
            kept.append(scalar)
        }
    }
    return String(kept)
}

/// True for characters that must not be shown as they are, including those that change the
/// direction of writing and those that XML doesn't allow.
func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        || (0xFFFE...0xFFFF).contains(scalar.value)
}

/// True if ``sanitized(_:)`` would not change the text.
func isSanitized(_ text: String) -> Bool {
    // The function removes one carriage return at the end, so one is added here.
    sanitized(Array(text.utf8) + [UInt8(ascii: "\r")]) == text
}

/// Reads an escape sequence after its ESC, and keeps it if it sets a colour.
private func keepColour(
    _ rest: inout Substring.UnicodeScalarView, _ kept: inout String.UnicodeScalarView
) {
    guard let introducer = rest.popFirst() else { return }
    switch introducer {
    case "[":
        let parameters = rest.prefix { (0x20...0x3F).contains($0.value) }
        rest = rest.dropFirst(parameters.count)
        guard rest.popFirst() == "m", parameters.allSatisfy({ $0 == ";" || ("0"..."9") ~= $0 })
        else { return }
        kept.append(contentsOf: "\u{1B}[".unicodeScalars)
        kept.append(contentsOf: parameters)
        kept.append("m")
    case "]", "P", "^", "_", "X":
        // A string that ends with BEL or ST.
        while let scalar = rest.popFirst(), scalar.value != 7 {
            if scalar.value == 0x1B {
                _ = rest.popFirst()
                break
            }
        }
    default:
        break
    }
}
