/// Returns `text` escaped for an HTML text or the value of a quoted attribute.
package func escapedHTML(_ text: some StringProtocol) -> String {
    var text = String(text)
    return text.withUTF8 { bytes -> String? in
        if bytes.nextToEscape(from: 0) == bytes.count { return nil }
        var html: [UInt8] = []
        html.reserveCapacity(bytes.count + 32)
        html.append(escaped: bytes)
        return String(decoding: html, as: UTF8.self)
    } ?? text
}

// HTML is assembled as bytes: a `String` would validate and count its characters each time that a
// piece is added.
extension [UInt8] {
    package mutating func append(_ text: StaticString) {
        self += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    package mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { self += $0 }
    }

    package mutating func append(escaped text: String) {
        var text = text
        text.withUTF8 { append(escaped: $0) }
    }

    package mutating func append(escaped text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        while true {
            let next = text.nextToEscape(from: start)
            self += UnsafeBufferPointer(rebasing: text[start..<next])
            if next == text.count { return }
            switch text[next] {
            case UInt8(ascii: "&"): append("&amp;" as StaticString)
            case UInt8(ascii: "<"): append("&lt;" as StaticString)
            case UInt8(ascii: ">"): append("&gt;" as StaticString)
            default: append("&quot;" as StaticString)
            }
            start = next + 1
        }
    }
}
