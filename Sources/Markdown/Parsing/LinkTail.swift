/// Matches the part that may follow the text of a link, as the parser does.
enum LinkTail {
    typealias Text = UnsafeBufferPointer<UInt8>

    /// Returns the end of `(destination "title")` at `start`.
    static func inlineEnd(_ text: Text, at start: Int) -> Int? {
        guard start < text.count, text[start] == UInt8(ascii: "(") else { return nil }
        var index = afterSpace(text, start + 1)
        guard let destination = destinationEnd(text, at: index) else { return nil }
        index = afterSpace(text, destination)
        if index > destination, let title = titleEnd(text, at: index) {
            index = afterSpace(text, title)
        }
        return index < text.count && text[index] == UInt8(ascii: ")") ? index + 1 : nil
    }

    /// Returns the end of `[label]` at `start`.
    static func labelEnd(_ text: Text, at start: Int) -> Int? {
        guard start < text.count, text[start] == UInt8(ascii: "[") else { return nil }
        var index = start + 1
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "["): return nil
            case UInt8(ascii: "]"): return index + 1
            case UInt8(ascii: "\\") where index + 1 < text.count: index += 2
            default: index += 1
            }
        }
        return nil
    }

    static func afterSpace(_ text: Text, _ start: Int) -> Int {
        var index = start
        while index < text.count, text[index].isASCIISpace { index += 1 }
        return index
    }

    static func destinationEnd(_ text: Text, at start: Int) -> Int? {
        var index = start
        if index < text.count, text[index] == UInt8(ascii: "<") {
            index += 1
            while index < text.count {
                switch text[index] {
                case UInt8(ascii: ">"): return index + 1
                case UInt8(ascii: "\\"): index += 2
                case 0x0A, UInt8(ascii: "<"): return nil
                default: index += 1
                }
            }
            return nil
        }
        var depth = 0
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\\"), index + 1 < text.count,
                text[index + 1].isASCIIPunctuation
            {
                index += 2
                continue
            }
            if byte == UInt8(ascii: "(") {
                depth += 1
                if depth > 32 { return nil }
            } else if byte == UInt8(ascii: ")") {
                if depth == 0 { return index }
                depth -= 1
            } else if byte.isASCIISpace {
                return index == start ? nil : index
            }
            index += 1
        }
        return nil
    }

    static func titleEnd(_ text: Text, at start: Int) -> Int? {
        guard start < text.count else { return nil }
        let close: UInt8
        switch text[start] {
        case UInt8(ascii: "\""): close = UInt8(ascii: "\"")
        case UInt8(ascii: "'"): close = UInt8(ascii: "'")
        case UInt8(ascii: "("): close = UInt8(ascii: ")")
        default: return nil
        }
        var index = start + 1
        while index < text.count {
            if text[index] == UInt8(ascii: "\\") {
                index += 2
            } else if text[index] == close {
                return index + 1
            } else {
                index += 1
            }
        }
        return nil
    }
}
