/// Answers one request.
struct SiteHandler: Sendable {
    let folder: PublicFolder
    let hosts: HostCheck
    let liveReload: LiveReload

    func answer(_ request: RequestHead) async -> Response {
        switch hosts.judge(request.host) {
        case .malformed:
            return .refusal(.badRequest, "\"\(request.host)\" is not a host.")
        case .foreign:
            return .refusal(
                .forbidden,
                """
                This preview answers only to the names of this machine, such as localhost, and \
                not to "\(request.host)": so that no page on the internet can read it through a \
                name of its own. To use that name, start the server with --host.
                """)
        case .allowed:
            break
        }
        guard request.method == "GET" || request.method == "HEAD" else {
            var response = Response.refusal(
                .methodNotAllowed, "Pages can only be read: use GET or HEAD.")
            response.headers["Allow"] = "GET, HEAD"
            return response
        }
        guard !request.hasBody else {
            return .refusal(.contentTooLarge, "A request for a page must not have a body.")
        }
        let path: RequestPath
        do {
            path = try RequestPath(encoded: request.path)
        } catch {
            return .refusal(.badRequest, error.reason)
        }
        let response = await answer(request, path: path)
        return request.method == "HEAD" ? response.withoutBody() : response
    }

    private func answer(_ request: RequestHead, path: RequestPath) async -> Response {
        if path.names.first == LivePaths.folder {
            return await liveReload.answer(request, path: path)
        }
        let fields = RequestFields(request)
        switch folder.find(path) {
        case .file(let file, let page):
            return await self.file(file, page: page).response(to: fields)
        case .redirect(let path):
            let query = request.query.filter { $0.isASCII && $0 > " " }
            var response = Response.refusal(.found, "The folder's page is \(path.encoded)")
            response.headers["Location"] = path.encoded + (query.isEmpty ? "" : "?" + query)
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

    /// Makes a page of the server's own, which reloads like any other.
    private func message(_ status: HTTPStatus, _ text: String) async -> Response {
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

extension String {
    /// The text escaped for element content and for attributes in double quotes.
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
