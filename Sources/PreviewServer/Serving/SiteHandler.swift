import FlyingFox

/// Answers one request.
struct SiteHandler: HTTPHandler {
    let folder: PublicFolder
    let hosts: HostCheck
    let liveReload: LiveReload

    func handleRequest(_ request: HTTPRequest) async -> HTTPResponse {
        guard let host = request.headers[.host], !host.isEmpty else {
            return .refusal(.badRequest, "The request names no host.")
        }
        guard hosts.allows(host) else {
            return .refusal(
                .forbidden,
                """
                This preview answers only to the names of this machine, such as localhost, and \
                not to "\(host)": so that no page on the internet can read it through a name of \
                its own. To use that name, start the server with --host.
                """)
        }
        guard request.method == .GET || request.method == .HEAD else {
            var response = HTTPResponse.refusal(
                .methodNotAllowed, "Pages can be read only: GET or HEAD.")
            response.headers[HTTPHeader("Allow")] = "GET, HEAD"
            return response
        }
        let path: RequestPath
        do {
            path = try RequestPath(encoded: request.target.path())
        } catch {
            return .refusal(.badRequest, error.reason)
        }
        var response = await answer(request, path: path)
        if request.method == .HEAD { response.removeBody() }
        return response
    }

    private func answer(_ request: HTTPRequest, path: RequestPath) async -> HTTPResponse {
        if path.names.first == LivePaths.folder {
            return await liveReload.answer(request, path: path)
        }
        let fields = RequestFields(request)
        switch folder.find(path) {
        case .file(let file, let page):
            return await self.file(file, page: page).response(to: fields)
        case .redirect(let path):
            let query = request.target.query().filter { $0.isASCII && $0 > " " }
            var response = HTTPResponse.refusal(.found, "The folder's page is \(path.encoded)")
            response.headers[.location] = path.encoded + (query.isEmpty ? "" : "?" + query)
            return response
        case .leadsOut:
            return .refusal(
                .forbidden, "This is a symbolic link that leads out of the folder that is served.")
        case .missing:
            guard let file = folder.notFoundPage() else {
                return await message(.notFound, "There is no page at \(path.encoded)")
            }
            return await self.file(file, page: "404.html").response(status: .notFound)
        case .noSite:
            return await message(
                .serviceUnavailable, "The site is not built yet. This page reloads when it is.")
        }
    }

    private func file(_ file: OpenFile, page: String) async -> FileResponse {
        let isPage = page.hasSuffix(".html") || page.hasSuffix(".htm")
        return FileResponse(
            file: file, path: page,
            script: isPage ? await liveReload.scriptElement(page: page) : nil)
    }

    /// A page of our own, which reloads like any other.
    private func message(_ status: HTTPStatusCode, _ text: String) async -> HTTPResponse {
        let page = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>\(status.phrase)</title>
            <style>body { font: 1.125rem/1.5 system-ui; max-width: 40rem; margin: 4rem auto; \
            padding: 0 1rem }</style>
            <h1>\(status.phrase)</h1>
            <p>\(text.escapedForHTML)</p>
            \(await liveReload.scriptElement(page: ""))
            </html>

            """
        return .text(page, type: "text/html; charset=utf-8", status: status)
    }
}

extension HTTPResponse {
    /// A short answer that is not kept.
    static func text(_ text: String, type: String, status: HTTPStatusCode = .ok) -> HTTPResponse {
        var response = HTTPResponse(
            statusCode: status, body: ResponseBody(text: text).sequence)
        response.headers[.contentType] = type
        response.headers[.cacheControl] = "no-store"
        response.headers[HTTPHeader("X-Content-Type-Options")] = "nosniff"
        return response
    }

    static func refusal(_ status: HTTPStatusCode, _ text: String) -> HTTPResponse {
        .text(text + "\n", type: "text/plain; charset=utf-8", status: status)
    }

    /// For HEAD: the same head as for GET, the length of the body included.
    mutating func removeBody() {
        guard case .httpBody(let body) = payload else { return }
        if headers[.contentLength] == nil, let count = body.count {
            headers[.contentLength] = String(count)
        }
        payload = .httpBody(HTTPBodySequence())
    }
}

extension String {
    /// For text and for attributes in double quotes.
    var escapedForHTML: String {
        var escaped = ""
        for character in unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
