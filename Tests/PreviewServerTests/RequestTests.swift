import PreviewServer
import Testing

@Suite(.timeLimit(.minutes(2)))
struct RequestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var target: String
        var status: Int
        var headers: [String: String] = [:]
        var body: String?

        var testDescription: String { target }
    }

    static let files = [
        "index.html": "home", "404.html": "lost", "a/index.html": "folder a", "b.html": "page b",
        "c/x.txt": "x", "c.html": "page c", "both/index.html": "folder", "both.html": "page",
        "Über uns/Ää.html": "umlauts", "s p.txt": "space", "100%.txt": "percent",
        "empty.txt": "", ".nojekyll": "", "style.css": "css", "feed.xml": "feed",
        "assets/style.3fa94c2b.css": "hashed", "assets/app-0123abcd45.js": "hashed",
        "assets/report-20240101.pdf": "dated", "assets/logo.svg": "svg",
        "img/photo.3fa94c2b.png": "not an asset",
    ]

    static let html = "text/html; charset=utf-8"

    @Test(arguments: [
        Case(target: "/", status: 200, headers: ["content-type": html], body: "home"),
        Case(target: "/index.html", status: 200, body: "home"),
        Case(target: "/?x=/../y", status: 200, body: "home"),
        Case(target: "/a", status: 302, headers: ["location": "/a/"]),
        Case(target: "/a?q=1&r", status: 302, headers: ["location": "/a/?q=1&r"]),
        Case(target: "//a", status: 302, headers: ["location": "/a/"]),
        Case(target: "/%C3%9Cber%20uns/%C3%84%C3%A4", status: 200, body: "umlauts"),
        Case(target: "/a/", status: 200, headers: ["content-type": html], body: "folder a"),
        Case(target: "/b", status: 200, headers: ["content-type": html], body: "page b"),
        Case(target: "/b.html", status: 200, body: "page b"),
        Case(target: "/b.html/", status: 404, body: "lost"),
        Case(target: "/c", status: 200, body: "page c"),
        Case(target: "/c/", status: 404, body: "lost"),
        Case(target: "/both", status: 302, headers: ["location": "/both/"]),
        Case(target: "/s%20p.txt", status: 200, body: "space"),
        Case(target: "/100%25.txt", status: 200, body: "percent"),
        Case(target: "/empty.txt", status: 200, headers: ["content-length": "0"], body: ""),
        Case(target: "/.nojekyll", status: 200, body: ""),
        Case(target: "/nowhere", status: 404, headers: ["content-type": html], body: "lost"),
        Case(target: "/nowhere/at/all.png", status: 404, body: "lost"),
        Case(target: "/.site/nothing", status: 404),
        Case(
            target: "/style.css", status: 200,
            headers: [
                "content-type": "text/css; charset=utf-8", "cache-control": "no-cache",
                "accept-ranges": "bytes", "content-length": "3",
                "x-content-type-options": "nosniff",
            ], body: "css"),
        Case(
            target: "/assets/style.3fa94c2b.css", status: 200,
            headers: ["cache-control": "public, max-age=31536000, immutable"]),
        Case(
            target: "/assets/app-0123abcd45.js", status: 200,
            headers: ["cache-control": "public, max-age=31536000, immutable"]),
        Case(
            target: "/assets/report-20240101.pdf", status: 200,
            headers: ["cache-control": "no-cache"]),
        Case(target: "/assets/logo.svg", status: 200, headers: ["cache-control": "no-cache"]),
        Case(
            target: "/img/photo.3fa94c2b.png", status: 200, headers: ["cache-control": "no-cache"]),
    ])
    func answer(_ test: Case) async throws {
        try await TestServer.run(Self.files) { server async throws in
            let response = try await server.get(test.target)
            #expect(response.status == test.status)
            for (name, value) in test.headers { #expect(response.headers[name] == value) }
            // The script comes after the text of the page.
            if let body = test.body { #expect(response.text.hasPrefix(body)) }
            #expect(response.headers["content-length"] == String(response.body.count))
        }
    }

    @Test(arguments: [
        ("html", "text/html; charset=utf-8"), ("css", "text/css; charset=utf-8"),
        ("js", "text/javascript; charset=utf-8"), ("mjs", "text/javascript; charset=utf-8"),
        ("json", "application/json; charset=utf-8"), ("svg", "image/svg+xml; charset=utf-8"),
        ("png", "image/png"), ("jpg", "image/jpeg"), ("webp", "image/webp"),
        ("avif", "image/avif"), ("gif", "image/gif"), ("ico", "image/x-icon"),
        ("woff2", "font/woff2"), ("pdf", "application/pdf"), ("mp3", "audio/mpeg"),
        ("mp4", "video/mp4"), ("webm", "video/webm"), ("ogg", "audio/ogg"),
        ("wav", "audio/wav"), ("txt", "text/plain; charset=utf-8"),
        ("md", "text/markdown; charset=utf-8"), ("xml", "application/xml; charset=utf-8"),
        ("atom", "application/atom+xml; charset=utf-8"), ("wasm", "application/wasm"),
        ("pf_meta", "application/octet-stream"), ("pagefind", "application/octet-stream"),
        ("PNG", "image/png"), ("py", "text/plain; charset=utf-8"),
    ])
    func typeByExtension(name: String, type: String) async throws {
        try await TestServer.run(["file.\(name)": "x"]) { server async throws in
            let response = try await server.get("/file.\(name)")
            #expect(response.headers["content-type"] == type)
        }
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
    func onlyReadingIsAllowed(method: String) async throws {
        try await TestServer.run(Self.files) { server async throws in
            let response = try await server.get("/b.html", method: method)
            #expect(response.status == 405)
            #expect(response.headers["allow"] == "GET, HEAD")
        }
    }

    @Test(arguments: ["/", "/b", "/a", "/nowhere", "/style.css", "/.site/live.js", "/.site/events"])
    func headIsGetWithoutBody(target: String) async throws {
        try await TestServer.run(Self.files) { server async throws in
            let head = try await server.get(target, method: "HEAD")
            #expect(head.body == [])
            guard target != "/.site/events" else { return }
            let get = try await server.get(target)
            #expect(head.status == get.status)
            #expect(head.headers == get.headers)
        }
    }

    @Test func manyRequestsOnOneConnection() async throws {
        try await TestServer.run(["a.txt": "first", "b.txt": "second"]) { server async throws in
            let client = try await TestClient(port: server.port)
            for (target, text) in [("/a.txt", "first"), ("/b.txt", "second"), ("/a.txt", "first")] {
                try await client.send(target)
                #expect(try await client.read(until: text).hasPrefix("HTTP/1.1 200 OK\r\n"))
            }
        }
    }

    @Test func withoutSiteEveryPageWaitsForIt() async throws {
        try await TestServer.run { server async throws in
            try server.site.remove("")
            let response = try await server.get("/a.html")
            #expect(response.status == 503)
            #expect(response.text.contains("/.site/live.js"))
        }
    }

    @Test func withoutPageOfItsOwnMissingIsStillExplained() async throws {
        try await TestServer.run { server async throws in
            let response = try await server.get("/<b>&")
            #expect(response.status == 404)
            #expect(response.text.contains("There is no page at /%3Cb%3E%26"))
        }
    }

    /// The folder is replaced by another one, and the old one is deleted, many times.
    @Test func pageIsThereAtEachMomentOfAnExchange() async throws {
        let parent = try TemporaryFolder()
        try parent.write("public/a.txt", "0")
        let server = PreviewServer(
            configuration: ServerConfiguration(folder: parent["public"], port: .exactly(0)),
            liveReload: LiveReload())
        let (urls, ready) = AsyncStream.makeStream(of: String.self)
        let running = Task { try await server.run { ready.yield($0) } }
        defer { running.cancel() }
        var iterator = urls.makeAsyncIterator()
        let url = try #require(await iterator.next())
        let port = try #require(url.dropLast().split(separator: ":").last.flatMap { UInt16($0) })

        let exchanging = Task {
            var version = 0
            while !Task.isCancelled {
                version += 1
                try parent.write("next/a.txt", "\(version)")
                try exchange(parent["next"], parent["public"])
                try parent.remove("next")
                await Task.yield()
            }
        }
        for _ in 0..<200 {
            let client = try await TestClient(port: port)
            try await client.send("/a.txt", keepAlive: false)
            let response = try await client.readResponse()
            #expect(response.status == 200)
            #expect(Int(response.text) != nil)
        }
        exchanging.cancel()
        try await exchanging.value
    }
}
