import Foundation

/// A web address, and the resolution of an `href` on its page by a browser: the URL standard's
/// parser for `http`, without users, ports and queries.
struct WebAddress: Equatable {
    var host: String
    /// The percent-encoded parts, without the slashes between them.
    var path: [String]
    var fragment: String?

    /// - Parameter href: the value of the attribute, with character references resolved.
    /// - Returns: nil if it has another scheme.
    func resolving(_ href: String) -> WebAddress? {
        let kept = href.unicodeScalars.filter { $0 != "\t" && $0 != "\n" && $0 != "\r" }
        var rest = Substring.UnicodeScalarView(String.UnicodeScalarView(kept))
        while let first = rest.first, first.value <= 0x20 { rest = rest.dropFirst() }
        while let last = rest.last, last.value <= 0x20 { rest = rest.dropLast() }
        if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon]) { return nil }

        var result = self
        result.fragment = nil
        if let hash = rest.firstIndex(of: "#") {
            result.fragment = Self.encode(
                rest[rest.index(after: hash)...], escaping: Self.notInFragment)
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: "?") { rest = rest[..<mark] }
        if rest.isEmpty { return result }

        let slashes = rest.prefix { Self.isSlash($0) }.count
        if slashes >= 2 {
            rest = rest.dropFirst(slashes)
            result.host = String(rest.prefix { !Self.isSlash($0) })
            rest = rest.drop { !Self.isSlash($0) }.dropFirst()
            result.path = []
        } else if slashes == 1 {
            rest = rest.dropFirst()
            result.path = []
        } else {
            result.path = Array(path.dropLast())
        }
        let segments = rest.split(omittingEmptySubsequences: false, whereSeparator: Self.isSlash)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch Self.dots(segment) {
            case 2:
                _ = result.path.popLast()
                if isLast { result.path.append("") }
            case 1:
                if isLast { result.path.append("") }
            default:
                result.path.append(Self.encode(segment, escaping: Self.notInPath))
            }
        }
        return result
    }

    /// The file that a file server searches for. Each part is decoded once.
    var file: String { path.map { $0.removingPercentEncoding ?? $0 }.joined(separator: "/") }

    private static func isSlash(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "/" || scalar == "\\"
    }

    private static func isScheme(_ text: Substring.UnicodeScalarView) -> Bool {
        guard let first = text.first, first.isASCII, first.properties.isAlphabetic else {
            return false
        }
        return text.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0))
                || $0 == "+" || $0 == "-" || $0 == "."
        }
    }

    /// Returns 1 for `.`, 2 for `..`, even if percent-encoded, and otherwise 0.
    private static func dots(_ segment: Substring.UnicodeScalarView) -> Int {
        let text = String(segment).lowercased().replacing(
            "%2e", with: ".")
        return text == "." ? 1 : text == ".." ? 2 : 0
    }

    private static let notInPath = Array("\"#<>?^`{}".utf8)
    private static let notInFragment = Array("\"<>`".utf8)

    private static func encode(
        _ text: Substring.UnicodeScalarView, escaping escaped: [UInt8]
    ) -> String {
        String(text).utf8.map { byte in
            if byte > 0x20, byte < 0x7F, !escaped.contains(byte) {
                return String(UnicodeScalar(byte))
            }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }
}
