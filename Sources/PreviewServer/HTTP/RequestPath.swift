/// The decoded names between the slashes of a request's path. None of them can lead out of the
/// folder that they are looked up in.
struct RequestPath: Sendable, Hashable {
    /// The reason why a path is refused, for the person who typed it.
    struct Refusal: Error, Hashable {
        var reason: String
    }

    private(set) var names: [String]
    /// True if the path names a folder.
    private(set) var endsWithSlash: Bool

    init(names: [String], endsWithSlash: Bool) {
        self.names = names
        self.endsWithSlash = endsWithSlash
    }

    /// - Parameter encoded: the path as it is in the request, without query.
    init(encoded: String) throws(Refusal) {
        guard encoded.utf8.first == UInt8(ascii: "/") else {
            throw Refusal(reason: "The path must begin with a slash.")
        }
        names = []
        // Empty names are ignored, as in file systems.
        for name in encoded.utf8.split(separator: UInt8(ascii: "/")) {
            names.append(try Self.decode(name))
        }
        endsWithSlash = encoded.utf8.last == UInt8(ascii: "/")
    }

    /// The path from the root as it is written in a URL.
    var encoded: String {
        let path = names.map(Self.encode).joined(separator: "/")
        return "/" + path + (endsWithSlash && !names.isEmpty ? "/" : "")
    }

    private static func decode(_ name: Substring.UTF8View) throws(Refusal) -> String {
        var bytes: [UInt8] = []
        var rest = name[...]
        while let byte = rest.popFirst() {
            if byte != UInt8(ascii: "%") {
                bytes.append(byte)
            } else if let high = rest.popFirst()?.hexDigitValue,
                let low = rest.popFirst()?.hexDigitValue
            {
                bytes.append(high << 4 | low)
            } else {
                throw Refusal(reason: "A percent sign must be followed by two hexadecimal digits.")
            }
        }
        if let byte = bytes.first(where: { $0 < 0x20 || [0x2F, 0x5C, 0x7F].contains($0) }) {
            throw Refusal(
                reason: "A name in the path must not hold the character %\(hex(byte)).")
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw Refusal(reason: "The path must be UTF-8.")
        }
        if decoded == "." || decoded == ".." {
            throw Refusal(reason: "The path must not hold \"\(decoded)\" as a name.")
        }
        return decoded
    }

    /// Percent-encodes everything except RFC 3986's unreserved characters.
    private static func encode(_ name: String) -> String {
        var encoded = ""
        for byte in name.utf8 {
            let isUnreserved =
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-._~".utf8.contains(byte)
                }
            if isUnreserved {
                encoded.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                encoded += "%" + hex(byte)
            }
        }
        return encoded
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}

extension UInt8 {
    fileprivate var hexDigitValue: UInt8? {
        Character(UnicodeScalar(self)).hexDigitValue.map(UInt8.init)
    }
}
