import Foundation
import PreviewServer
import Testing

@Suite(.timeLimit(.minutes(2)))
struct ScriptTests {
    /// `|` marks the place of the script.
    @Test(arguments: [
        "<html><body>text|</body></html>", "<p>no end tags|", "<body>a|</BODY>",
        "<body><!-- </body> -->text|</body>", "<html>text|</html>", "|", "<body>|</body",
        "text </bod|", "\u{FEFF}<body>ä|</body>\n",
    ])
    func scriptIsPutBeforeTheEndOfTheBody(page: String) async throws {
        let parts = page.split(separator: "|", omittingEmptySubsequences: false)
        try await TestServer.run(["a/b \"&.html": parts.joined()]) { server async throws in
            let response = try await server.get("/a/b%20%22&.html")
            #expect(response.text.hasPrefix(String(parts[0]) + "<script src=\"/.site/live.js\" "))
            #expect(response.text.hasSuffix("</script>" + parts[1]))
            #expect(response.text.contains("data-page=\"a/b &quot;&amp;.html\""))
            #expect(response.headers["content-length"] == String(response.body.count))
        }
    }

    @Test func endOfALargePageIsFound() async throws {
        let text = String(repeating: "<p>A line of a long page.</p>\n", count: 50_000)
        let page = "<body></body>\(text)</body></html>"
        try await TestServer.run(["a.html": page]) { server async throws in
            let response = try await server.get("/a.html")
            #expect(response.text.hasPrefix("<body></body>\(text)<script "))
            #expect(response.text.hasSuffix("</script></body></html>"))
        }
    }

    @Test(arguments: ["a.xml", "a.svg", "a.txt", "a.js", "a.json", "a.md"])
    func onlyPagesGetTheScript(name: String) async throws {
        try await TestServer.run([name: "<body></body>"]) { server async throws in
            #expect(try await server.get("/" + name).text == "<body></body>")
        }
    }

    @Test func nothingIsWrittenIntoTheFolder() async throws {
        try await TestServer.run(["a.html": "<body></body>"]) { server async throws in
            _ = try await server.get("/a.html")
            #expect(try server.site.read("a.html") == "<body></body>")
            #expect(try server.site.names() == ["a.html"])
        }
    }

    @Test func scriptIsServed() async throws {
        try await TestServer.run { server async throws in
            let response = try await server.get("/.site/live.js")
            #expect(response.status == 200)
            #expect(response.headers["content-type"] == "text/javascript; charset=utf-8")
            #expect(response.text.contains("new EventSource(\"/.site/events"))
        }
    }

    @Test(.enabled(if: node != nil, "needs Node.js"))
    func scriptIsWellFormed() async throws {
        let folder = try TemporaryFolder()
        try await TestServer.run { server async throws in
            try folder.write("live.js", try await server.get("/.site/live.js").text)
        }
        let check = Process()
        check.executableURL = URL(fileURLWithPath: try #require(Self.node))
        check.arguments = ["--check", folder["live.js"]]
        try check.run()
        check.waitUntilExit()
        #expect(check.terminationStatus == 0)
    }

    static let node = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { $0 + "/node" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test func missingPageWaitsForItToCome() async throws {
        try await TestServer.run(["404.html": "lost"]) { server async throws in
            #expect(try await server.get("/x").text.contains("data-page=\"404.html\""))
        }
    }
}
