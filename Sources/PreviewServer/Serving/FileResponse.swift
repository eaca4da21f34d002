/// The fields of a request that select a part or a version of a file.
struct RequestFields: Sendable {
    /// `If-None-Match`
    var known: String?
    var range: String?
    /// `If-Range`
    var rangeCondition: String?

    init(_ request: RequestHead) {
        known = request["if-none-match"]
        guard request.method == "GET" else { return }
        range = request["range"]
        rangeCondition = request["if-range"]
    }
}

/// A file as an answer: the whole file, a part of it, or 304 Not Modified.
struct FileResponse: Sendable {
    private let path: String
    private let body: ResponseBody
    /// A strong tag: equal only if every byte is equal.
    private let tag: String

    /// - Parameters:
    ///   - path: the path in the served folder.
    ///   - script: an element that is inserted before the end of the page's body.
    init(file: OpenFile, path: String, script: String?) {
        self.path = path
        if let script {
            let place = file.endOfHTMLBody
            body = ResponseBody([
                .file(file, 0..<place), .bytes(Array(script.utf8)), .file(file, place..<file.size),
            ])
            tag = "\"\(file.version)-\(stableDigest(script))\""
        } else {
            body = ResponseBody(file)
            tag = "\"\(file.version)\""
        }
    }

    func response(to request: RequestFields) -> Response {
        if request.known.map(matches) ?? false {
            // RFC 9110, 8.6: the length must be that of the omitted body.
            return Response(.notModified, headers: headers, body: body).withoutBody()
        }
        let range = request.rangeCondition.map { $0 == tag } ?? true ? request.range : nil
        switch ByteRange(field: range, count: body.count) {
        case .whole:
            return response(status: .ok)
        case .part(let range):
            var response = Response(.partialContent, headers: headers, body: body[range])
            response.headers["Content-Range"] =
                "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(body.count)"
            return response
        case .unsatisfiable:
            var response = Response.refusal(
                .rangeNotSatisfiable, "The file has \(body.count) bytes.")
            response.headers["Content-Range"] = "bytes */\(body.count)"
            return response
        }
    }

    /// Answers with the whole file, even if a part was requested.
    func response(status: HTTPStatus) -> Response {
        Response(status, headers: headers, body: body)
    }

    private var headers: [String: String] {
        [
            "Content-Type": mediaType(ofFileNamed: path),
            "ETag": tag,
            "Accept-Ranges": "bytes",
            "Cache-Control":
                hasContentHash(path) ? "public, max-age=31536000, immutable" : "no-cache",
            "X-Content-Type-Options": "nosniff",
        ]
    }

    /// RFC 9110, 13.1.2: weak comparison.
    private func matches(_ known: String) -> Bool {
        known.split(separator: ",").contains { entry in
            var entry = entry.drop { $0 == " " }
            while entry.hasSuffix(" ") { entry.removeLast() }
            return entry == "*" || (entry.hasPrefix("W/") ? entry.dropFirst(2) : entry) == tag
        }
    }
}

/// True if the name of a file below `assets/` contains a digest of its content, as in
/// `assets/style.3fa94c2b.css`: at least eight hexadecimal digits before the extension. They must
/// include letters and figures, since a date has no letters and a word has no figures.
func hasContentHash(_ path: String) -> Bool {
    guard path.hasPrefix("assets/"), let name = path.split(separator: "/").last else {
        return false
    }
    let words = name.split { $0 == "." || $0 == "-" || $0 == "_" }
    guard words.count >= 2 else { return false }
    let digest = words[words.count - 2].utf8
    return digest.count >= 8
        && digest.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        && digest.contains { $0 < 0x61 } && digest.contains { $0 >= 0x61 }
}

/// FNV-1a with 64 bits. Unlike Swift's hash values it is the same in every process.
private func stableDigest(_ text: String) -> String {
    let digest = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    return String(digest, radix: 36)
}

extension OpenFile {
    /// The end of the page's body: before the last `</body`, else before the last `</html`, else at
    /// the end of the file. Only the last bytes are searched.
    fileprivate var endOfHTMLBody: Int {
        let start = max(0, size - 4096)
        let tail = read(start..<size).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        for tag in ["</body", "</html"] {
            if let place = tail.lastIndex(of: Array(tag.utf8)) { return start + place }
        }
        return size
    }
}

extension [UInt8] {
    /// Returns the beginning of the last occurrence of `needle`.
    fileprivate func lastIndex(of needle: [UInt8]) -> Int? {
        guard count >= needle.count else { return nil }
        return (0...count - needle.count).last { start in
            self[start] == needle[0] && self[start..<start + needle.count].elementsEqual(needle)
        }
    }
}
