/// An info string split into words, each with its offset. The words are not checked yet.
struct InfoString {
    enum Word: Equatable {
        /// `name`, or `name=value`.
        case option(name: String, value: String?)
        /// The text between braces.
        case lines(String)
    }

    struct PlacedWord: Equatable {
        var word: Word
        /// The UTF-8 offsets of the word and of its value in the info string.
        var offset: Int
        var valueOffset: Int
    }

    /// The language in lower case; empty if there is none.
    var language = ""
    var words: [PlacedWord] = []
    var problems: [OptionProblem] = []

    init(_ text: String) {
        var scanner = Scanner(bytes: Array(text.utf8))
        scanner.skipBlanks()
        language = scanner.take { !isBlank($0) && $0 != brace }.lowercased()
        while true {
            scanner.skipBlanks()
            guard let byte = scanner.next else { break }
            let offset = scanner.position
            if byte == brace {
                readLines(&scanner, from: offset)
            } else {
                readOption(&scanner, from: offset)
            }
        }
    }

    private mutating func readLines(_ scanner: inout Scanner, from offset: Int) {
        scanner.position += 1
        let content = scanner.take { $0 != UInt8(ascii: "}") }
        if scanner.next == nil {
            problems.append(
                OptionProblem(
                    offset: offset, found: "{\(content)", message: "this brace is not closed",
                    help: "write the lines to highlight as {2,4-6}"))
        } else {
            scanner.position += 1
        }
        words.append(
            PlacedWord(word: .lines(content), offset: offset, valueOffset: offset + 1))
    }

    private mutating func readOption(_ scanner: inout Scanner, from offset: Int) {
        let name = scanner.take { !isBlank($0) && $0 != equals && $0 != brace }
        guard scanner.next == equals else {
            words.append(
                PlacedWord(
                    word: .option(name: name, value: nil), offset: offset, valueOffset: offset))
            return
        }
        scanner.position += 1
        let valueOffset = scanner.position
        var value: String
        if let quote = scanner.next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let (text, isClosed) = scanner.takeQuoted()
            value = text
            if !isClosed {
                problems.append(
                    OptionProblem(
                        offset: valueOffset, found: value,
                        message: "the quotation mark before the value of \(name) is not closed",
                        help: "write \(name)=\"…\""))
            }
        } else {
            value = scanner.take { !isBlank($0) }
        }
        words.append(
            PlacedWord(
                word: .option(name: name, value: value), offset: offset, valueOffset: valueOffset))
    }
}

private let brace = UInt8(ascii: "{")
private let equals = UInt8(ascii: "=")

private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (9...13).contains(byte)
}

private struct Scanner {
    var bytes: [UInt8]
    var position = 0

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipBlanks() {
        while let byte = next, isBlank(byte) { position += 1 }
    }

    mutating func take(while holds: (UInt8) -> Bool) -> String {
        let start = position
        while let byte = next, holds(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Reads a quoted value with the escapes `\n`, `\t`, `\\` and the quotation marks.
    mutating func takeQuoted() -> (text: String, isClosed: Bool) {
        let quote = bytes[position]
        position += 1
        var text: [UInt8] = []
        while let byte = next, byte != quote {
            position += 1
            if byte == UInt8(ascii: "\\"), let escaped = next, let meant = unescaped[escaped] {
                position += 1
                text.append(meant)
            } else {
                text.append(byte)
            }
        }
        let isClosed = next != nil
        if isClosed { position += 1 }
        return (String(decoding: text, as: UTF8.self), isClosed)
    }
}

private let unescaped: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "'"): UInt8(ascii: "'"),
]
