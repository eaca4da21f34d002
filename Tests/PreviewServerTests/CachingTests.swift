import PreviewServer
import Testing

@Suite(.timeLimit(.minutes(2)))
struct CachingTests {
    @Test(arguments: ["/page.html", "/style.css", "/"])
    func unchangedFileIsNotSentAgain(target: String) async throws {
        let files = ["page.html": "page", "style.css": "css", "index.html": "home"]
        try await TestServer.run(files) { server async throws in
            let first = try await server.get(target)
            let tag = try #require(first.headers["etag"])
            #expect(tag.hasPrefix("\""))
            for known in [tag, "W/\(tag)", "\"x\", \(tag)", "\"x\",\(tag) , \"y\"", "*"] {
                let again = try await server.get(target, ["If-None-Match": known])
                #expect(again.status == 304)
                #expect(again.body == [])
                #expect(again.headers["etag"] == tag)
                #expect(again.headers["cache-control"] == "no-cache")
            }
            for other in ["\"x\"", tag + "x", "", tag.lowercased() + "-"] {
                #expect(try await server.get(target, ["If-None-Match": other]).status == 200)
            }
        }
    }

    @Test(arguments: ["other text", "page text"])
    func changedFileHasAnotherTag(text: String) async throws {
        try await TestServer.run(["a.txt": "first text"]) { server async throws in
            let tag = try #require(try await server.get("/a.txt").headers["etag"])
            try server.site.write("new.txt", text)
            try server.site.rename("new.txt", "a.txt")
            let response = try await server.get("/a.txt", ["If-None-Match": tag])
            #expect(response.status == 200)
            #expect(response.text == text)
        }
    }

    @Test func missingPageIsNeverUnchanged() async throws {
        try await TestServer.run(["404.html": "lost"]) { server async throws in
            #expect(try await server.get("/x", ["If-None-Match": "*"]).status == 404)
            #expect(try await server.get("/x", ["Range": "bytes=0-0"]).status == 404)
        }
    }

    /// The script element contains the page's generation. If the browser used an old copy, it would
    /// reload forever.
    @Test func pageIsSentAgainAfterAReload() async throws {
        try await TestServer.run(["a.html": "page", "a.txt": "text"]) { server async throws in
            let page = try #require(try await server.get("/a.html").headers["etag"])
            let text = try #require(try await server.get("/a.txt").headers["etag"])
            await server.liveReload.reload(changed: ["assets/style.css"])
            #expect(try await server.get("/a.html", ["If-None-Match": page]).status == 200)
            #expect(try await server.get("/a.txt", ["If-None-Match": text]).status == 304)
        }
    }
}
