import Basics

/// Writes the bytes of a fragment. Every byte of every page is written here, so it has to be fast.
struct HTMLWriter {
    private(set) var fragment = Fragment()
    private var runStart = 0

    mutating func reserve(_ count: Int) {
        fragment.bytes.reserveCapacity(count)
    }

    mutating func write(_ text: StaticString) {
        fragment.bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func write(_ byte: UInt8) {
        fragment.bytes.append(byte)
    }

    mutating func write(_ number: Int) {
        fragment.bytes.append(contentsOf: String(number).utf8)
    }

    mutating func write(raw text: some Sequence<UInt8>) {
        fragment.bytes.append(contentsOf: text)
    }

    /// Begins a new line unless the last one has ended. The content of a slot does not count.
    mutating func breakLine() {
        var endsLine = fragment.bytes.last == 0x0A
        if fragment.bytes.count == runStart, case .slot = fragment.pieces.last { endsLine = false }
        let isEmpty = fragment.bytes.isEmpty && fragment.pieces.isEmpty
        if !endsLine, !isEmpty { fragment.bytes.append(0x0A) }
    }

    mutating func write(escaped text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        while true {
            let next = text.nextToEscape(from: start)
            fragment.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<next]))
            if next == text.count { return }
            write(text[next].escape)
            start = next + 1
        }
    }

    mutating func write(escaped text: String) {
        var text = text
        text.withUTF8 { write(escaped: $0) }
    }

    /// Writes an address into an attribute, as libcmark-gfm does.
    mutating func write(address: some Sequence<UInt8>) {
        for byte in percentEncoded(address).utf8 {
            switch byte {
            case UInt8(ascii: "&"): write("&amp;")
            case UInt8(ascii: "'"): write("&#x27;")
            default: write(byte)
            }
        }
    }

    /// What is being written, for those who build it by themselves.
    var bytes: [UInt8] {
        get { fragment.bytes }
        _modify { yield &fragment.bytes }
    }

    mutating func write(_ other: Fragment) {
        for piece in other.pieces {
            switch piece {
            case .html(let range): write(raw: other.bytes[range])
            case .slot(let slot): self.slot(slot)
            }
        }
    }

    /// All that was written.
    func finished() -> Fragment {
        var writer = self
        writer.endRun()
        return writer.fragment
    }

    mutating func slot(_ slot: Slot) {
        endRun()
        fragment.pieces.append(.slot(slot))
    }

    /// Ends the current piece. Returns the index of the next one.
    @discardableResult
    mutating func endRun() -> Int {
        if fragment.bytes.count > runStart {
            fragment.pieces.append(.html(runStart..<fragment.bytes.count))
            runStart = fragment.bytes.count
        }
        return fragment.pieces.count
    }
}

extension UInt8 {
    fileprivate var escape: StaticString {
        switch self {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        default: "&quot;"
        }
    }
}
