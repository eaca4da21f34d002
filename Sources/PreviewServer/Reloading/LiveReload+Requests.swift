/// The paths of the files that keep pages up to date. No page of a site has such a path, because it
/// begins with a full stop.
enum LivePaths {
    static let folder = ".site"
    static let script = "live.js"
    static let events = "events"
    static let state = "state"
}

extension LiveReload {
    /// Returns the element that is inserted into each page.
    /// - Parameter page: the path of the file that is shown.
    nonisolated func scriptElement(page: String) async -> String {
        """
        <script src="/\(LivePaths.folder)/\(LivePaths.script)" \
        data-generation="\(await token)" data-page="\(page.escapedForHTML)" async></script>
        """
    }

    /// Answers requests below ``LivePaths/folder``.
    nonisolated func answer(_ request: RequestHead, path: RequestPath) async -> Response {
        let token = request["last-event-id"] ?? since(request.query)
        switch path.names.dropFirst().joined(separator: "/") {
        case LivePaths.script:
            return .text(liveScript, type: "text/javascript; charset=utf-8")
        case LivePaths.state:
            let state = String(decoding: json(await missed(since: token)), as: UTF8.self)
            return .text(state, type: "application/json; charset=utf-8")
        case LivePaths.events:
            // Without GET nobody would read the stream.
            let isRead = request.method == "GET"
            var response = Response(
                events: isRead ? await events(since: token) : AsyncStream { $0.finish() })
            response.headers["Content-Type"] = "text/event-stream; charset=utf-8"
            response.headers["Cache-Control"] = "no-store"
            return response
        default:
            return .refusal(.notFound, "There is nothing at \(path.encoded)")
        }
    }

    /// Returns the generation in a query such as `since=a1b2.3`; nil if the query is malformed.
    private nonisolated func since(_ query: String) -> String? {
        query.split(separator: "&").first { $0.hasPrefix("since=") }.map {
            String($0.dropFirst("since=".count))
        }
    }
}
