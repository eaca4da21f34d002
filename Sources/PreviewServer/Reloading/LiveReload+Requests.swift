import FlyingFox
import FlyingSocks

/// Where the pages find what keeps them up to date. The name begins with a full stop: no page of a
/// site lies there.
enum LivePaths {
    static let folder = ".site"
    static let script = "live.js"
    static let events = "events"
    static let state = "state"
}

extension LiveReload {
    /// The element that is put into each page.
    /// - Parameter page: the path of the file that is shown.
    nonisolated func scriptElement(page: String) async -> String {
        """
        <script src="/\(LivePaths.folder)/\(LivePaths.script)" \
        data-generation="\(await token)" data-page="\(page.escapedForHTML)" async></script>
        """
    }

    /// Answers what is asked below ``LivePaths/folder``.
    nonisolated func answer(_ request: HTTPRequest, path: RequestPath) async -> HTTPResponse {
        let token =
            request.headers[HTTPHeader("Last-Event-ID")]
            ?? request.query.first { $0.name == "since" }?.value
        switch path.names.dropFirst().joined(separator: "/") {
        case LivePaths.script:
            return .text(liveScript, type: "text/javascript; charset=utf-8")
        case LivePaths.state:
            let state = String(decoding: json(await missed(since: token)), as: UTF8.self)
            return .text(state, type: "application/json; charset=utf-8")
        case LivePaths.events:
            var response = HTTPResponse(statusCode: .ok)
            if request.method == .GET {
                let events = EventBytes(events: await events(since: token))
                response.payload = .httpBody(HTTPBodySequence(from: events))
            }
            response.headers[.contentType] = "text/event-stream; charset=utf-8"
            response.headers[.cacheControl] = "no-store"
            return response
        default:
            return .refusal(.notFound, "There is nothing at \(path.encoded)")
        }
    }
}

/// Events as the body of an answer without end.
private struct EventBytes: AsyncBufferedSequence {
    typealias Element = UInt8

    let events: AsyncStream<[UInt8]>

    func makeAsyncIterator() -> Iterator { Iterator(events: events.makeAsyncIterator()) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        var events: AsyncStream<[UInt8]>.Iterator

        /// FlyingFox asks for buffers only.
        mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

        mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
            await events.next()
        }
    }
}
