/// An answer to a request.
struct Response: Sendable {
    enum Body: Sendable {
        case bytes(ResponseBody)
        /// A stream without a length. It ends with the connection.
        case events(AsyncStream<[UInt8]>)
    }

    var status: HTTPStatus
    /// The header fields by name, as they are sent.
    var headers: [String: String] = [:]
    var body: Body
    /// False for HEAD and 304: the length of the body is sent, but not the body.
    private(set) var isBodySent = true

    init(_ status: HTTPStatus, headers: [String: String] = [:], body: ResponseBody) {
        self.status = status
        self.headers = headers
        self.body = .bytes(body)
    }

    init(events: AsyncStream<[UInt8]>) {
        status = .ok
        body = .events(events)
    }

    /// Makes a short answer that must not be cached.
    static func text(_ text: String, type: String, status: HTTPStatus = .ok) -> Response {
        let headers = [
            "Content-Type": type, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
        ]
        return Response(status, headers: headers, body: ResponseBody(text: text))
    }

    static func refusal(_ status: HTTPStatus, _ text: String) -> Response {
        .text(text + "\n", type: "text/plain; charset=utf-8", status: status)
    }

    /// Returns the same head without a body.
    func withoutBody() -> Response {
        var response = self
        response.isBodySent = false
        return response
    }

    /// True if the client can find the end of the answer while the connection stays open.
    var hasEnd: Bool {
        if case .events = body { !isBodySent } else { true }
    }

    /// Returns the status line and the header fields.
    func head(keepsAlive: Bool) -> [UInt8] {
        var headers = headers
        if case .bytes(let body) = body { headers["Content-Length"] = String(body.count) }
        headers["Connection"] = keepsAlive ? "keep-alive" : "close"
        let fields = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }
        let head = "HTTP/1.1 \(status.rawValue) \(status.phrase)\r\n\(fields.joined())\r\n"
        return Array(head.utf8)
    }
}
