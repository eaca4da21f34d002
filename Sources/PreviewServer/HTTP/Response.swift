/// An answer to a request.
struct Response: Sendable {
    enum Body: Sendable {
        case bytes(ResponseBody)
        /// Without an end of its own: the end of the connection is its end.
        case events(AsyncStream<[UInt8]>)
    }

    var status: HTTPStatus
    /// By name, as it is sent.
    var headers: [String: String] = [:]
    var body: Body
    /// False for HEAD and 304: the length of what would be sent is told, and nothing is sent.
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

    /// A short answer that is not kept.
    static func text(_ text: String, type: String, status: HTTPStatus = .ok) -> Response {
        let headers = [
            "Content-Type": type, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
        ]
        return Response(status, headers: headers, body: ResponseBody(text: text))
    }

    static func refusal(_ status: HTTPStatus, _ text: String) -> Response {
        .text(text + "\n", type: "text/plain; charset=utf-8", status: status)
    }

    /// The same head, and no body.
    func withoutBody() -> Response {
        var response = self
        response.isBodySent = false
        return response
    }

    /// Whether the client can tell where the answer ends while the connection stays open.
    var hasEnd: Bool {
        if case .events = body { !isBodySent } else { true }
    }

    /// The status line and the header fields.
    func head(keepsAlive: Bool) -> [UInt8] {
        var headers = headers
        if case .bytes(let body) = body { headers["Content-Length"] = String(body.count) }
        headers["Connection"] = keepsAlive ? "keep-alive" : "close"
        let fields = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }
        let head = "HTTP/1.1 \(status.rawValue) \(status.phrase)\r\n\(fields.joined())\r\n"
        return Array(head.utf8)
    }
}
