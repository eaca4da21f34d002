/// The head of a request: its first line and its header fields, as RFC 9112 defines them.
struct RequestHead: Sendable {
    let method: String
    /// The path as it is in the request, without the query.
    let path: String
    /// The part after the question mark; empty if there is none.
    let query: String
    let isHTTP11: Bool
    /// True if a body follows. No request here needs one.
    let hasBody: Bool
    /// The value of `Host`.
    let host: String
    /// Names are in lower case.
    private let fields: [(name: String, value: String)]

    /// - Parameter lines: the lines without their ends and without control characters other than
    ///   tabs.
    init(lines: [ArraySlice<UInt8>]) throws(Refusal) {
        let line = try RequestLine(lines[0])
        (method, isHTTP11) = (line.method, line.isHTTP11)
        let target = line.target.split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(target[0])
        query = target.count > 1 ? String(target[1]) : ""
        var fields: [(name: String, value: String)] = []
        for line in lines.dropFirst() { fields.append(try Self.field(line)) }
        self.fields = fields
        let hosts = fields.filter { $0.name == "host" }
        // A proxy may have checked only one of two fields.
        guard hosts.count == 1 else {
            throw .malformed("A request names one host, and this one names \(hosts.count).")
        }
        host = hosts[0].value
        hasBody = try Self.hasBody(fields, isHTTP11: line.isHTTP11)
    }

    /// Returns all values of a field as one list.
    subscript(name: String) -> String? {
        let values = fields.filter { $0.name == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// See RFC 9112, 9.3.
    var keepsAlive: Bool {
        let options = (self["connection"] ?? "").lowercased().split(separator: ",").map(trimmed)
        return isHTTP11 ? !options.contains("close") : options.contains("keep-alive")
    }

    private static func field(_ line: ArraySlice<UInt8>) throws(Refusal) -> (String, String) {
        if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") {
            throw .malformed("A header field must be on one line.")
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            throw .malformed("A header field is a name, a colon, and a value.")
        }
        let name = line[..<colon]
        guard name.isToken else {
            throw .malformed("A header field's name must be letters and digits up to its colon.")
        }
        let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
        return (String(decoding: name, as: UTF8.self).lowercased(), trimmed(value[...]))
    }

    /// A proxy could interpret a length that is given twice, or in two ways, differently from this
    /// server. One of them would then read the following bytes as a request and the other as a
    /// body.
    private static func hasBody(
        _ fields: [(name: String, value: String)], isHTTP11: Bool
    ) throws(Refusal) -> Bool {
        let lengths = fields.filter { $0.name == "content-length" }.map(\.value)
        let codings = fields.filter { $0.name == "transfer-encoding" }.map(\.value)
        guard lengths.count + codings.count <= 1 else {
            throw .malformed("A request must state the length of its body only once.")
        }
        if let coding = codings.first {
            guard isHTTP11, coding.lowercased() == "chunked" else {
                throw .malformed("The only supported transfer coding is chunked, in HTTP/1.1.")
            }
            return true
        }
        guard let length = lengths.first else { return false }
        guard !length.isEmpty, length.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .malformed("Content-Length must be a number.")
        }
        return length.contains { $0 != "0" }
    }
}

/// The first line of a request: method, target, version, with one space between each.
private struct RequestLine {
    let method: String
    let target: String
    let isHTTP11: Bool

    init(_ line: ArraySlice<UInt8>) throws(Refusal) {
        let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isToken, !parts[1].isEmpty,
            !parts[1].contains(UInt8(ascii: "\t")),
            let target = String(validating: parts[1], as: UTF8.self)
        else {
            throw .malformed("A request begins with a method, a path, and HTTP/1.1.")
        }
        let version = String(decoding: parts[2], as: UTF8.self)
        guard version.utf8.count == 8, version.hasPrefix("HTTP/"),
            let major = version.dropFirst(5).first?.wholeNumberValue,
            version.dropFirst(6).first == ".",
            let minor = version.dropFirst(7).first?.wholeNumberValue
        else {
            throw .malformed("A request begins with a method, a path, and HTTP/1.1.")
        }
        guard major == 1 else {
            throw Refusal(.versionNotSupported, "This server supports HTTP/1.1 and HTTP/1.0.")
        }
        method = String(decoding: parts[0], as: UTF8.self)
        self.target = target
        isHTTP11 = minor >= 1
    }
}

/// The reason why a request is refused. The connection is closed too, since the beginning of the
/// next request is unknown.
struct Refusal: Error, Hashable {
    var status: HTTPStatus
    var reason: String

    init(_ status: HTTPStatus, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    static func malformed(_ reason: String) -> Refusal { Refusal(.badRequest, reason) }
}

/// Removes the optional white space that RFC 9110 defines.
private func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text)
}

extension ArraySlice<UInt8> {
    /// See RFC 9110, 5.6.2.
    fileprivate var isToken: Bool {
        !isEmpty
            && allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
