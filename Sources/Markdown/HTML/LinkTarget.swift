/// The parts of a link's target.
struct LinkTarget {
    var path = ""
    var subpath = ""
    var display: String?

    /// - Parameter inner: the text between `[[` and `]]`.
    init(wikilink inner: ArraySlice<UInt8>) {
        // In a table the divider is written `\|`.
        var target = inner
        if let bar = inner.firstIndex(of: UInt8(ascii: "|")) {
            target = inner[..<bar]
            if target.last == UInt8(ascii: "\\") { target = target.dropLast() }
            display = Self.unescaped(inner[inner.index(after: bar)...].trimmingSpace)
        }
        let hash = target.firstIndex(of: UInt8(ascii: "#")) ?? target.endIndex
        path = String(decoding: target[..<hash].trimmingSpace, as: UTF8.self)
        subpath = String(decoding: target[hash...].dropFirst().trimmingSpace, as: UTF8.self)
    }

    /// - Parameter destination: the destination of a Markdown link.
    init(destination: ArraySlice<UInt8>, isExternal: Bool) {
        let hash = destination.firstIndex(of: UInt8(ascii: "#")) ?? destination.endIndex
        let first = destination[..<hash]
        let second = destination[hash...].dropFirst()
        if isExternal {
            path = String(decoding: first, as: UTF8.self)
            subpath = String(decoding: second, as: UTF8.self)
        } else {
            path = Self.percentDecoded(first)
            subpath = Self.percentDecoded(second)
        }
    }

    /// The text that is shown if the author gives none: `A`, `A > H`, `H`.
    var text: String {
        if let display, !display.isEmpty { return display }
        let parts = [path] + subpath.split(separator: "#").map(String.init)
        return parts.filter { !$0.isEmpty }.joined(separator: " > ")
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> String {
        guard text.contains(UInt8(ascii: "\\")) else {
            return String(decoding: text, as: UTF8.self)
        }
        var result: [UInt8] = []
        for byte in text {
            if byte == UInt8(ascii: "|"), result.last == UInt8(ascii: "\\") { result.removeLast() }
            result.append(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Returns the text as it is if decoding it would not give UTF-8.
    static func percentDecoded(_ text: ArraySlice<UInt8>) -> String {
        guard text.contains(UInt8(ascii: "%")) else { return String(decoding: text, as: UTF8.self) }
        var result: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.endIndex,
                let high = text[index + 1].hexValue, let low = text[index + 2].hexValue
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return String(validating: result, as: UTF8.self) ?? String(decoding: text, as: UTF8.self)
    }

    /// True if it has a scheme or a host.
    static func isExternal(_ destination: ArraySlice<UInt8>) -> Bool {
        if destination.starts(with: "//".utf8) { return true }
        guard destination.first?.isASCIILetter == true else { return false }
        for byte in destination {
            if byte == UInt8(ascii: ":") { return true }
            let isPart =
                byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "+")
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            if !isPart { return false }
        }
        return false
    }
}

extension UInt8 {
    fileprivate var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}
